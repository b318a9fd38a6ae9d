package regain.recovery.internal;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import regain.audit.Trail;
import regain.enrollment.Signing;
import regain.enrollment.port.Account;
import regain.kernel.Digest;
import regain.review.Judgement;
import regain.review.Reviews.Item;

/** What a reviewer signs, in their language: nobody signs what they cannot read. */
final class VerdictText {
  private VerdictText() {}

  static String of(
      Item item,
      Optional<Account> subject,
      Judgement judgement,
      String because,
      List<Trail.Entry> shown,
      Instant now,
      Locale language) {
    String who = subject.map(it -> Signing.line(it.displayName() + " (" + it.name() + ", " + it.person() + ")"))
        .or(() -> item.subject().map(Object::toString))
        .orElse("–");
    String digest = digest(shown).hex();
    String number = item.caseId().number() + " (" + item.caseId() + ", " + item.cause() + ")";
    return language.getLanguage().equals("de")
        ? "Ich habe den Fall " + number + " geprüft. Er betrifft " + who + ".\n"
            + "Mein Urteil: " + german(judgement) + "\n"
            + "Weil: " + Signing.line(because) + "\n"
            + "Gezeigt wurden mir " + shown.size() + " Einträge bis " + now + ", SHA-256 " + digest + ".\n"
        : "I reviewed case " + number + ". It is about " + who + ".\n"
            + "My verdict: " + english(judgement) + "\n"
            + "Because: " + Signing.line(because) + "\n"
            + "I was shown " + shown.size() + " entries up to " + now + ", SHA-256 " + digest + ".\n";
  }

  private static String english(Judgement judgement) {
    return switch (judgement) {
      case LEGITIMATE -> "it was this person.";
      case NEEDS_CONTACT -> "it cannot be told without asking this person.";
      case ABUSE -> "it was not this person. What the case gave is taken back.";
    };
  }

  private static String german(Judgement judgement) {
    return switch (judgement) {
      case LEGITIMATE -> "Es war dieser Mensch.";
      case NEEDS_CONTACT -> "Ohne Nachfrage bei diesem Menschen lässt es sich nicht sagen.";
      case ABUSE -> "Es war nicht dieser Mensch. Was der Fall gegeben hat, wird zurückgenommen.";
    };
  }

  /** Over a line for each entry: when, what, and its fields in the order of their names. */
  private static Digest digest(List<Trail.Entry> shown) {
    var lines = new StringBuilder();
    shown.forEach(
        it -> lines.append(it.at()).append(' ').append(it.type()).append(' ').append(new TreeMap<>(it.fields()))
            .append('\n'));
    return Digest.of(lines.toString().getBytes(StandardCharsets.UTF_8));
  }
}
