package regain.recovery.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Instant;
import regain.enrollment.Sessions;
import regain.kernel.PersonId;
import regain.kernel.Transactions;
import regain.recovery.port.SessionConnector;

/** Our own sessions: the first connector. */
@Dependent
class RegainSessions implements SessionConnector {
  static final String NAME = "regain";

  private final Sessions sessions;
  private final Transactions transactions;

  @Inject
  RegainSessions(Sessions sessions, Transactions transactions) {
    this.sessions = sessions;
    this.transactions = transactions;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public WhenStuck whenStuck() {
    return WhenStuck.HOLD;
  }

  @Override
  public Revocation revoke(PersonId person, Instant before) {
    return Revocation.confirmed(transactions.begin(() -> sessions.endAll(person, before)));
  }
}
