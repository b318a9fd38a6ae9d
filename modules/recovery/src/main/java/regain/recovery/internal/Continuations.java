package regain.recovery.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import regain.audit.Personal;
import regain.audit.Trail;
import regain.kernel.Actor;
import regain.kernel.Arrival;
import regain.kernel.Chance;
import regain.kernel.Crockford;
import regain.kernel.Keyring;
import regain.kernel.Secret;
import regain.recovery.RecoveryEvent;
import regain.recovery.State;

/**
 * The code with which a case that waits goes on in another browser: a name of 40 bits and a secret of 80, of which the
 * database has a tag. It moves the case and proves nothing. Joins the caller's transaction.
 */
@Dependent
class Continuations {
  private static final String DOMAIN = "regain/continuation/v1";
  private static final int SELECTOR = 8;
  private static final int SECRET = 16;

  private final CaseStore store;
  private final Chance chance;
  private final Keyring keyring;
  private final Trail trail;

  @Inject
  Continuations(CaseStore store, Chance chance, Keyring keyring, Trail trail) {
    this.store = store;
    this.chance = chance;
    this.keyring = keyring;
    this.trail = trail;
  }

  /** A new code for a case that waits; the one before dies. */
  Optional<Secret> make(CaseRow row) {
    if (row.state() != State.COOLING_OFF) {
      return Optional.empty();
    }
    String selector = chance.code(SELECTOR);
    String secret = chance.code(SECRET);
    row.continueSelector = selector;
    row.continueTag = keyring.tag(DOMAIN, message(row, selector, secret));
    return Optional.of(Secret.of(Crockford.grouped(selector + secret)));
  }

  /** The case that this code continues, moved on. A code is good once. */
  Optional<CaseRow> use(String typed, Arrival arrival) {
    String code = Crockford.normalize(typed);
    if (code.length() != SELECTOR + SECRET) {
      return Optional.empty();
    }
    Optional<CaseRow> row = store.continued(code.substring(0, SELECTOR))
        .filter(it -> it.openAt(store.now()) && fits(it, code.substring(SELECTOR)));
    row.ifPresent(
        it -> {
          it.continued();
          trail.record(
              new Actor.Claimant(),
              new RecoveryEvent.CaseContinued(
                  it.caseId(),
                  it.subject(),
                  new Personal(arrival.address().getHostAddress()),
                  new Personal(arrival.agent())));
        });
    return row;
  }

  private boolean fits(CaseRow row, String secret) {
    return row.continueSelector != null
        && row.continueTag != null
        && keyring.verify(DOMAIN, message(row, row.continueSelector, secret), row.continueTag);
  }

  private static byte[] message(CaseRow row, String selector, String secret) {
    return (row.id + "\n" + selector + "\n" + secret).getBytes(StandardCharsets.UTF_8);
  }
}
