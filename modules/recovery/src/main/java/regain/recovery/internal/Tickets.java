package regain.recovery.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import regain.kernel.CaseId;
import regain.kernel.Keyring;

/**
 * The ticket in the browser's cookie: case, generation, and our tag over both. Nothing of it is stored, so a stolen
 * database opens no case; each accepted proof raises the generation and kills the ticket before.
 */
@Dependent
class Tickets {
  private static final String DOMAIN = "regain/ticket/v1";
  private static final int MOST_LENGTH = 200;

  private final Keyring keyring;

  @Inject
  Tickets(Keyring keyring) {
    this.keyring = keyring;
  }

  /** A ticket that is ours; whether its generation still counts is for the case to say. */
  record Ticket(CaseId caseId, int generation) {}

  String write(CaseId caseId, int generation) {
    String open = caseId + "." + generation;
    return open + "." + keyring.tag(DOMAIN, open.getBytes(StandardCharsets.US_ASCII));
  }

  Optional<Ticket> read(String text) {
    int first = text.indexOf('.');
    int second = text.indexOf('.', first + 1);
    if (first < 0 || second < 0 || text.length() > MOST_LENGTH) {
      return Optional.empty();
    }
    String open = text.substring(0, second);
    if (!keyring.verify(DOMAIN, open.getBytes(StandardCharsets.UTF_8), text.substring(second + 1))) {
      return Optional.empty();
    }
    return Optional.of(
        new Ticket(CaseId.of(open.substring(0, first)), Integer.parseInt(open.substring(first + 1))));
  }
}
