package regain.recovery.internal;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import regain.enrollment.Signing;
import regain.enrollment.port.Account;
import regain.policy.Method;
import regain.policy.Purpose;
import regain.policy.Signal;
import regain.recovery.Attestations.How;

/**
 * What an attester signs, in their language. Everything in it comes from the case and the directory, so that it can be
 * written again later: if it comes out otherwise, what was signed is not so any more.
 */
final class AttestationText {
  private AttestationText() {}

  /** @param reasons why a rule refuses, when it is over an appeal */
  static String of(CaseRow row, Account subject, Method as, How how, List<Signal> reasons, Locale language) {
    String who = Signing.line(subject.displayName() + " (" + subject.name() + ", " + subject.person() + ")");
    String number = row.caseId().number() + " (" + row.caseId() + ")";
    String begun = row.openedAt + ", " + row.openedFrom;
    boolean german = language.getLanguage().equals("de");
    return (german
        ? german(number, begun, who + ".\n" + germanWish(row.purpose()), as, how)
        : english(number, begun, who + ".\n" + englishWish(row.purpose()), as, how))
        + (reasons.isEmpty() ? "" : german ? germanAppeal(reasons) : englishAppeal(reasons));
  }

  private static String english(String number, String begun, String who, Method as, How how) {
    return "Case " + number + ", begun " + begun + ".\n"
        + "It is about " + who
        + (as == Method.SUPERVISOR_ATTESTATION
            ? "This person reports to me.\n"
            : "I am named for such statements, and belong to another line.\n")
        + switch (how) {
          case IN_PERSON -> "I saw this person myself, in front of me.\n";
          case VIDEO_THEY_STARTED ->
            "I saw this person on a video call that I started myself, in a way that I knew before.\n";
        }
        + "I have the number of the case from their screen. Nobody called me about it or pressed me.\n";
  }

  /** What for. */
  private static String englishWish(Purpose purpose) {
    return switch (purpose) {
      case EXCEPTION ->
        "This person wants a new passkey in place of everything that is lost, and says that not enough is left to come back"
            + " alone.\n";
      case RECOVERY -> "This person wants a new passkey in place of a lost one.\n";
      case BINDING -> "This person wants a new password, with a passkey at hand.\n";
      case ENROLLMENT -> "This person wants a first passkey.\n";
      case REPORT -> throw new IllegalArgumentException("a report takes nobody's word");
    };
  }

  private static String germanWish(Purpose purpose) {
    return switch (purpose) {
      case EXCEPTION ->
        "Dieser Mensch möchte einen neuen Passkey anstelle von allem, was verloren ist, und sagt, dass zu wenig übrig ist, um"
            + " allein zurückzukommen.\n";
      case RECOVERY -> "Dieser Mensch möchte einen neuen Passkey anstelle eines verlorenen.\n";
      case BINDING -> "Dieser Mensch möchte ein neues Passwort, mit einem Passkey zur Hand.\n";
      case ENROLLMENT -> "Dieser Mensch möchte einen ersten Passkey.\n";
      case REPORT -> throw new IllegalArgumentException("a report takes nobody's word");
    };
  }

  private static String german(String number, String begun, String who, Method as, How how) {
    return "Fall " + number + ", begonnen " + begun + ".\n"
        + "Er betrifft " + who
        + (as == Method.SUPERVISOR_ATTESTATION
            ? "Dieser Mensch berichtet an mich.\n"
            : "Ich bin für solche Bestätigungen benannt und gehöre zu einer anderen Linie.\n")
        + switch (how) {
          case IN_PERSON -> "Ich habe diesen Menschen selbst vor mir gesehen.\n";
          case VIDEO_THEY_STARTED ->
            "Ich habe diesen Menschen in einem Videoanruf gesehen, den ich selbst auf einem bekannten Weg begonnen habe.\n";
        }
        + "Die Nummer des Falls habe ich von seinem Bildschirm. Niemand hat mich dazu angerufen oder gedrängt.\n";
  }

  private static String englishAppeal(List<Signal> reasons) {
    String why = reasons.stream()
        .map(
            it -> switch (it) {
              case BROWSER -> "- the browser is not known for this account, or could not be told;\n";
              case NETWORK -> "- the network is not known for it;\n";
              case COUNTRY -> "- the country is not usual for it, or could not be told;\n";
              case FAILURES -> "- many tries for this account have failed within a day.\n";
            })
        .collect(Collectors.joining());
    return "This is an appeal. The rules refuse the case, because it looks like an attack:\n" + why
        + "I know that. I asked the person about it, and I am sure that it is they who sit there.\n";
  }

  private static String germanAppeal(List<Signal> reasons) {
    String why = reasons.stream()
        .map(
            it -> switch (it) {
              case BROWSER -> "- der Browser ist für dieses Konto nicht bekannt oder war nicht zu erkennen;\n";
              case NETWORK -> "- das Netz ist dafür nicht bekannt;\n";
              case COUNTRY -> "- das Land ist dafür nicht üblich oder war nicht zu erkennen;\n";
              case FAILURES -> "- für dieses Konto sind innerhalb eines Tages viele Versuche gescheitert.\n";
            })
        .collect(Collectors.joining());
    return "Das ist ein Einspruch. Die Regeln lehnen den Fall ab, weil er wie ein Angriff aussieht:\n" + why
        + "Das weiß ich. Ich habe den Menschen danach gefragt und bin sicher, dass er es ist, der dort sitzt.\n";
  }
}
