package regain.recovery.internal;

import java.util.Locale;
import regain.enrollment.port.Account;
import regain.policy.Method;
import regain.recovery.Attestations.How;

/**
 * What an attester signs, in their language. Everything in it comes from the case and the directory, so that it can be
 * written again later: if it comes out otherwise, what was signed is not so any more.
 */
final class AttestationText {
  private AttestationText() {}

  static String of(CaseRow row, Account subject, Method as, How how, Locale language) {
    String who = VerdictText.line(subject.displayName() + " (" + subject.name() + ", " + subject.person() + ")");
    String number = row.caseId().number() + " (" + row.caseId() + ")";
    String begun = row.openedAt + ", " + row.openedFrom;
    return language.getLanguage().equals("de")
        ? "Fall " + number + ", begonnen " + begun + ".\n"
            + "Er betrifft " + who + ".\n"
            + (as == Method.SUPERVISOR_ATTESTATION
                ? "Dieser Mensch berichtet an mich.\n"
                : "Ich bin für solche Bestätigungen benannt und gehöre zu einer anderen Linie.\n")
            + switch (how) {
              case IN_PERSON -> "Ich habe diesen Menschen selbst vor mir gesehen.\n";
              case VIDEO_THEY_STARTED ->
                "Ich habe diesen Menschen in einem Videoanruf gesehen, den ich selbst auf einem bekannten Weg begonnen habe.\n";
            }
            + "Die Nummer des Falls habe ich von seinem Bildschirm. Niemand hat mich dazu angerufen oder gedrängt.\n"
        : "Case " + number + ", begun " + begun + ".\n"
            + "It is about " + who + ".\n"
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
}
