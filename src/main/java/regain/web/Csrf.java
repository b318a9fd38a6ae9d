package regain.web;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;
import regain.kernel.Chance;
import regain.kernel.Keyring;

/**
 * The token of a form: our tag over the browser's visit, a random cookie that is there before anybody signs in. Whoever
 * cannot read that cookie cannot make the token, and a cookie that somebody planted has no use without the key.
 */
@Dependent
class Csrf {
  private static final String DOMAIN = "regain/csrf/v1";
  private static final int VISIT_BYTES = 32;
  private static final Pattern VISIT = Pattern.compile("[A-Za-z0-9_-]{43}");

  private final Keyring keyring;
  private final Chance chance;

  @Inject
  Csrf(Keyring keyring, Chance chance) {
    this.keyring = keyring;
    this.chance = chance;
  }

  /** 256 random bits for a cookie. */
  String fresh() {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(chance.bytes(VISIT_BYTES));
  }

  static boolean isVisit(String text) {
    return VISIT.matcher(text).matches();
  }

  String token(String visit) {
    return keyring.tag(DOMAIN, bytes(visit));
  }

  boolean fits(String visit, String token) {
    return isVisit(visit) && keyring.verify(DOMAIN, bytes(visit), token);
  }

  private static byte[] bytes(String visit) {
    return visit.getBytes(StandardCharsets.US_ASCII);
  }
}
