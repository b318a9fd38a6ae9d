package regain.web;

import java.util.Optional;

/**
 * Whether a POST comes from a page of ours, by what the browser says of it (ASVS 5.0.0 3.5.1). It stands beside the token
 * of the form: either alone would do.
 */
record SameOrigin(String origin) {
  /** Headers that are missing are no reason to refuse; headers that say another place are. */
  boolean permits(Optional<String> saidOrigin, Optional<String> fetchSite) {
    return saidOrigin.map(origin::equals).orElse(true) && fetchSite.map("same-origin"::equals).orElse(true);
  }
}
