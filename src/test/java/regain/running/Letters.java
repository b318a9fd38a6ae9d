package regain.running;

import java.util.Arrays;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import regain.house.SoftPasskey;

/** What has come by mail, read in the demo's outbox. */
final class Letters {
  static final Pattern CODE = Pattern.compile("(?<!RG-)\\b([0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4})\\b");
  static final Pattern LINK = Pattern.compile("/not-me/([A-Za-z0-9._~-]{20,})");
  private static final Pattern NUMBER = Pattern.compile("RG-[0-9A-Z]{4}-[0-9A-Z]{4}");

  private final Visitor reader;

  Letters(String origin) {
    reader = new Visitor(origin);
  }

  /** All of them, as a page. */
  String all() {
    return reader.get("/demo/outbox").page().body();
  }

  /** The first thing like this in the newest letter about the case that the visitor's page shows. Waits for it. */
  String about(Visitor visitor, Pattern what) {
    Matcher number = NUMBER.matcher(visitor.text());
    if (!number.find()) {
      throw new AssertionError("the page shows the number of no case");
    }
    return Waiting.until(
        () -> Arrays.stream(all().split("<article", -1))
            .filter(it -> it.contains(number.group()))
            .map(what::matcher)
            .filter(Matcher::find)
            .map(it -> it.group(1))
            .findFirst());
  }

  /** Has a code sent, and types it. */
  void code(Visitor visitor, String journey) {
    visitor.post(journey + "/code/send", Map.of("contact", "0"));
    String code = about(visitor, CODE);
    visitor.get(journey).post(journey + "/code", Map.of("code", code));
  }

  /** A first passkey, by the directory's password and a private mailbox. */
  SoftPasskey enrol(Visitor visitor, String name, String password) {
    visitor.get("/enroll").post("/enrollment", Map.of("name", name));
    visitor.post("/enrollment/password", Map.of("password", password));
    code(visitor, "/enrollment");
    var passkey = new SoftPasskey(name.hashCode());
    String options = visitor.options("/enrollment/passkey/options");
    visitor.post("/enrollment/passkey", Map.of("answer", passkey.create(options, visitor.origin()), "label", "Test"));
    return passkey;
  }

  /** Says of what the visitor has begun that it was not them. */
  void objectTo(Visitor visitor) {
    String token = about(visitor, LINK);
    reader.get("/not-me/" + token).post("/not-me", Map.of());
  }
}
