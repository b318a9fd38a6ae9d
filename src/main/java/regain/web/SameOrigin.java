package regain.web;

import java.util.Optional;

/**
 * Whether a POST comes from a page of ours, by what the browser says of it (ASVS 5.0.0 3.5.1). It stands beside the token
 * of the form: either alone would do. Headers that are missing are no reason to refuse; headers that name another place
 * are.
 *
 * <p>Our pages send no referrer, and for their forms browsers write the origin as {@code null} then (Fetch standard,
 * "append a request Origin header"). So that word counts as ours where Sec-Fetch-Site says that it is.
 */
record SameOrigin(String origin) {
  private static final String HIDDEN = "null";

  boolean permits(Optional<String> saidOrigin, Optional<String> fetchSite) {
    boolean here = fetchSite.map("same-origin"::equals).orElse(true);
    boolean named = saidOrigin.map(it -> it.equals(origin) || fetchSite.isPresent() && it.equals(HIDDEN)).orElse(true);
    return here && named;
  }
}
