package regain.privileged.internal;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import regain.kernel.Digest;
import regain.privileged.Approvals.Answer;

/** What is signed: a sentence in the signer's language, and under it the request to the letter. */
final class ApprovalText {
  private ApprovalText() {}

  static String of(Request request, String group, Answer answer, Locale language) {
    long minutes = request.lasts().toMinutes();
    String what = request.says() + " (" + request.entitlement() + ", " + request.target() + ")";
    boolean german = language.getLanguage().equals("de");
    String sentence = switch (answer) {
      case AGREE ->
        german
            ? "Für die Gruppe " + group + " stimme ich zu, dass " + request.name() + " für höchstens " + minutes
                + " Minuten Folgendes erhält: " + what + ".\n"
                + "Ich habe nachgesehen, dass das nötig ist. Niemand hat mich dazu gedrängt.\n"
            : "For the group " + group + " I agree that " + request.name() + " is given, for at most " + minutes
                + " minutes: "
                + what + ".\n"
                + "I have looked whether it is needed. Nobody pressed me.\n";
      case REFUSE ->
        german
            ? "Für die Gruppe " + group + " lehne ich ab, dass " + request.name() + " Folgendes erhält: " + what
                + ".\n"
            : "For the group " + group + " I refuse that " + request.name() + " is given: " + what + ".\n";
    };
    return sentence + (german ? "Die Anfrage, SHA-256 " : "The request, SHA-256 ") + request.digest().hex() + ":\n\n"
        + request.text();
  }

  static Digest digest(String text) {
    return Digest.of(text.getBytes(StandardCharsets.UTF_8));
  }
}
