package regain.recovery.internal;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import regain.enrollment.Signing;
import regain.enrollment.port.Account;
import regain.recovery.CaseFile;
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
      CaseFile file,
      Instant now,
      Locale language) {
    String who = subject.map(it -> Signing.line(it.displayName() + " (" + it.name() + ", " + it.person() + ")"))
        .or(() -> item.subject().map(Object::toString))
        .orElse("–");
    String digest = file.shown().hex();
    int count = file.entries().size();
    String number = item.caseId().number() + " (" + item.caseId() + ", " + item.cause() + ")";
    return language.getLanguage().equals("de")
        ? "Ich habe den Fall " + number + " geprüft. Er betrifft " + who + ".\n"
            + "Mein Urteil: " + german(judgement, item.subject().isPresent()) + "\n"
            + "Weil: " + Signing.line(because) + "\n"
            + "Gezeigt wurden mir " + count + " Einträge bis " + now + " und alles auf der Seite daneben, SHA-256 "
            + digest + ".\n"
        : "I reviewed case " + number + ". It is about " + who + ".\n"
            + "My verdict: " + english(judgement, item.subject().isPresent()) + "\n"
            + "Because: " + Signing.line(because) + "\n"
            + "I was shown " + count + " entries up to " + now + " and all that the page has beside them, SHA-256 "
            + digest + ".\n";
  }

  private static String english(Judgement judgement, boolean somebody) {
    return switch (judgement) {
      case LEGITIMATE -> somebody ? "it was this person." : "it was no attack.";
      case NEEDS_CONTACT -> "it cannot be told without asking " + (somebody ? "this person." : "somebody.");
      case ABUSE -> somebody ? "it was not this person. What the case gave is taken back." : "it was an attack.";
    };
  }

  private static String german(Judgement judgement, boolean somebody) {
    return switch (judgement) {
      case LEGITIMATE -> somebody ? "Es war dieser Mensch." : "Es war kein Angriff.";
      case NEEDS_CONTACT -> "Ohne Nachfrage" + (somebody ? " bei diesem Menschen" : "") + " lässt es sich nicht sagen.";
      case ABUSE -> somebody
          ? "Es war nicht dieser Mensch. Was der Fall gegeben hat, wird zurückgenommen."
          : "Es war ein Angriff.";
    };
  }

  /** Whether this is what was shown to whoever signs this text. */
  static boolean shows(String text, CaseFile file) {
    return text.contains("SHA-256 " + file.shown().hex() + ".");
  }
}
