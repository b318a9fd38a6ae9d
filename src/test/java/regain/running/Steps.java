package regain.running;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import regain.demo.DemoPeople;
import regain.demo.DemoPerson;

/** The parts of journeys that many tests share, in English. */
final class Steps {
  /** A code by mail, and no number of a case. */
  static final Pattern CODE = Pattern.compile("(?<!RG-)\\b([0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4})\\b");

  private Steps() {}

  static String password(String name) {
    return "Nordhafen-2026-" + name;
  }

  static String mailbox(String name) {
    DemoPerson person = DemoPeople.read().person(name);
    return person.privateMailbox().orElseThrow();
  }

  /** A first passkey, by password and private mailbox. */
  static Browser enrol(Browser browser, String name) {
    browser.go("/enroll").type("name", name).press("Continue");
    browser.type("password", password(name)).press("Check password");
    browser.press("Send code");
    return code(browser, name).press("Make the passkey");
  }

  /** One of the first, witnessed by whoever has the host. They are signed in. */
  static Browser founder(Browser browser, OwnServer server, String name) {
    founded(browser, server, name);
    return browser.go("/sign-in").press("Sign in with a passkey");
  }

  /** Returns the number of the case in which they got their passkey. */
  static String founded(Browser browser, OwnServer server, String name) {
    browser.go("/enroll").type("name", name).press("Continue");
    browser.type("code", server.founding(name)).press("Check invitation");
    String number = browser.number();
    browser.type("password", password(name)).press("Check password").press("Make the passkey");
    return number;
  }

  /** Types the newest code of this case from the outbox. */
  static Browser code(Browser browser, String name) {
    return browser.type("code", newestCode(browser, name)).press("Check code");
  }

  static String newestCode(Browser browser, String name) {
    String number = browser.number();
    // Not the newest letter alone: the one that says that somebody began may come after the code.
    return Waiting.until(
        () -> browser.letters(mailbox(name), number).stream().map(CODE::matcher).filter(Matcher::find).findFirst())
        .group(1);
  }

  /** The code of the newest letter to this person's private mailbox, once there is one. */
  static Optional<String> newestCodeTo(Browser browser, String name) {
    return browser.letter(mailbox(name), "Your code is").map(CODE::matcher).filter(Matcher::find)
        .map(it -> it.group(1));
  }

  /** To the page on which the new password is chosen, while the enrolment is provisional. */
  static Browser prove(Browser browser, String name) {
    browser.go("/").type("name", name).press("Continue").press("Use a passkey").press("Send code");
    return code(browser, name);
  }

  /** Where a letter's link leads. */
  static String link(Browser browser, String name, String words) {
    String letter = Waiting.until(() -> browser.letter(mailbox(name), words));
    Matcher link = Pattern.compile("https?://\\S+/not-me/\\S+").matcher(letter);
    return Optional.of(link).filter(Matcher::find).orElseThrow().group();
  }
}
