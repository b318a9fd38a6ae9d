package regain.web;

import java.util.Optional;
import regain.enrollment.Passkey;
import regain.words.Providers;

/**
 * Where a passkey is kept, in words.
 *
 * @param key of the words
 * @param provider the name of its make; empty when it claims none that is known
 */
record Kept(String key, String provider) {
  static Kept of(Passkey passkey) {
    Optional<String> provider = passkey.make().flatMap(Providers::name);
    String key = passkey.synced()
        ? provider.isPresent() ? "account.passkey.synced.by" : "account.passkey.synced"
        : provider.isPresent() ? "account.passkey.bound.in" : "account.passkey.bound";
    return new Kept(key, provider.orElse(""));
  }
}
