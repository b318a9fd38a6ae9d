package regain.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import regain.applications.Applications;
import regain.recovery.CameFrom;

/**
 * The way back to a registered application: words on the first page, and a plain link on the last. It carries nothing along,
 * and nobody is sent there without following it.
 */
record Back(CameFrom from, String name) {
  private static final String APP = "app";
  private static final String RETURN = "return";

  /**
   * From the fields of a link or of a form. What is not registered is nothing, and nothing is said about it.
   *
   * @param fields read strictly: one that stands twice makes all of them nothing
   */
  static Optional<Back> of(Form fields, Applications applications) {
    return applications.registered(fields.maybe(APP).orElse(""), fields.maybe(RETURN).orElse(""))
        .flatMap(it -> of(it, applications));
  }

  /** From a case, asked again: what is registered no more is no way back. */
  static Optional<Back> of(CameFrom kept, Applications applications) {
    return applications.registered(kept.application(), kept.address())
        .flatMap(it -> applications.name(it.application()).map(name -> new Back(it, name)));
  }

  public String application() {
    return from.application();
  }

  public String address() {
    return from.address();
  }

  /** What a link to another first page carries along. */
  public String query() {
    return "?" + APP + "=" + application() + "&" + RETURN + "=" + URLEncoder.encode(address(), StandardCharsets.UTF_8);
  }

  /** The same, or nothing. */
  static String query(Optional<Back> back) {
    return back.map(Back::query).orElse("");
  }
}
