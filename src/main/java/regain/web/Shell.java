package regain.web;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import regain.enrollment.Enrollment.Change;
import regain.wiring.Settings;

/**
 * What stands around every page.
 *
 * @param host where the reader should be, as the address bar shows it: from the configuration
 * @param origin the same with its scheme, for what is printed
 * @param note the key of words to say once
 * @param guest who is signed in, on pages that ask
 */
record Shell(
    Locale language,
    List<Tongues> tongues,
    String csrf,
    String host,
    String origin,
    String organisation,
    Optional<String> phone,
    Optional<String> signIn,
    boolean demo,
    Optional<String> note,
    Optional<String> guest,
    String style,
    String script,
    String favicon) {

  private static final Set<String> FORGOTTEN = Set.of(
      "passkey-unknown", "change-" + Change.PASSKEY_COPYABLE, "change-" + Change.PASSKEY_NOT_VOUCHED);

  /** A number is not torn apart at the end of a line. */
  private static final char UNBROKEN = '\u00a0';

  /** @param here the present page in that language */
  record Tongues(Locale language, String name, String here, boolean current) {}

  static Shell of(Settings settings, Assets assets, Visit visit, String csrf, Optional<String> note,
      List<Tongues> tongues) {
    return new Shell(
        visit.language(),
        tongues,
        csrf,
        settings.baseUrl().getAuthority(),
        settings.baseUrl().toString(),
        settings.organisation(),
        settings.helpPhone().map(it -> it.replace(' ', UNBROKEN)),
        settings.signInUrl().map(Object::toString),
        settings.demo(),
        note,
        visit.guest().map(it -> it.account().displayName()),
        assets.path("regain.css"),
        assets.path("regain.js"),
        assets.path("favicon.svg"));
  }

  /** Whether the passkey that was shown or made a moment ago opens nothing here, so that its provider should not offer it. */
  public boolean forgotten() {
    return note.filter(FORGOTTEN::contains).isPresent();
  }

  /** The number as a link. */
  public String call() {
    return "tel:" + phone.orElse("").replaceAll("[^+0-9]", "");
  }
}
