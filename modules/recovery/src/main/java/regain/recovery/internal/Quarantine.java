package regain.recovery.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import regain.duties.Duties;
import regain.duties.Duty;
import regain.duties.DutyHandler;
import regain.enrollment.port.Account;
import regain.kernel.CaseId;
import regain.kernel.PersonId;
import regain.kernel.Transactions;
import regain.policy.Decision;
import regain.policy.Need;
import regain.policy.Purpose;
import regain.recovery.State;
import regain.recovery.port.Privileges;
import regain.recovery.port.RecoveryGrants;
import regain.review.Reviews;

/**
 * What stands around the claim of somebody privileged: the grant over the case, asked for while they wait and issued at the claim; the lock, before
 * anything is taken back; and ordinary access again once every session has ended, every target was seen without what they had, and what they could
 * know is renewed where a target can. The rest of it,
 * to end sessions before and after, to take privilege back and to set or bind, is what every claim does; theirs waits for all of it. For
 * everybody else nothing here does anything.
 */
@Dependent
class Quarantine implements DutyHandler {
  static final String KIND = "STANDARD_ACCESS";
  /** The round after the claim is done by the request that claims, which the worker leaves alone for so long. */
  private static final Duration AFTER_THE_ROUND = Duties.ATTENDED.plusSeconds(5);

  private final Transactions transactions;
  private final RecoveryGrants grants;
  private final Privileges privileges;
  private final Duties duties;
  private final Reviews reviews;
  private final Revocations revocations;
  private final AttestationBook words;

  @Inject
  Quarantine(
      Transactions transactions,
      RecoveryGrants grants,
      Privileges privileges,
      Duties duties,
      Reviews reviews,
      Revocations revocations,
      AttestationBook words) {
    this.transactions = transactions;
    this.grants = grants;
    this.privileges = privileges;
    this.duties = duties;
    this.reviews = reviews;
    this.revocations = revocations;
    this.words = words;
  }

  /** After each decision: others are asked to agree as soon as everything is shown, so that they can while the person waits. Joins. */
  void follow(CaseRow row, Optional<Account> account, Decision decision) {
    boolean shown = row.state() == State.COOLING_OFF || row.state() == State.AWAITING_GRANT;
    boolean wanted = decision instanceof Decision.Needs(var open)
        && open.stream().anyMatch(Need.Grant.class::isInstance);
    if (shown && wanted) {
      account.ifPresent(it -> grants.ask(row.caseId(), it, row.purpose(), row.openedAt, row.openedFrom));
    }
    if (decision instanceof Decision.Deny) {
      ended(row);
    }
  }

  /** At the claim, whose decision rests on the grant. Joins, with an Allow in the same transaction. */
  void begin(CaseRow row, PersonId person) {
    if (!row.isPrivileged()) {
      return;
    }
    if (!grants.issue(row.caseId())) {
      throw new IllegalStateException("a claim of somebody privileged without a grant: nothing of this is kept");
    }
    privileges.lock(person, row.caseId());
  }

  /** Whether the claim still rests on its grant, right before it is carried out: that can be long after its beginning. Joins. */
  boolean holds(CaseRow row) {
    return !row.isPrivileged() || grants.issue(row.caseId()) && words.areInGoodHands(row.caseId());
  }

  /** Whether somebody is coming back as privileged in another case, so that nothing is set or bound in this one. Joins. */
  boolean bars(CaseRow row, PersonId person) {
    return row.purpose() != Purpose.REPORT && !row.isPrivileged() && privileges.isQuarantined(person);
  }

  /** Everything is set or bound: the grant is used up, what they could know is renewed, and what is ordinary is owed. Joins. */
  void done(CaseRow row, PersonId person, Instant now) {
    // Also of somebody who is not called privileged and had something for a while; only who is has to wait for it.
    privileges.renew(person, row.caseId());
    if (row.isPrivileged()) {
      grants.end(row.caseId(), true);
      duties.owe(
          new Duty(
              KIND, "standard:" + row.id, Optional.of(row.caseId()), Map.of("person", person.toString())),
          now.plus(AFTER_THE_ROUND));
    }
  }

  /** The case ended otherwise. Where it had locked somebody, they stay locked, and somebody looks. Joins. */
  void ended(CaseRow row) {
    if (!row.isPrivileged()) {
      return;
    }
    grants.end(row.caseId(), false);
    row.subject()
        .filter(it -> privileges.quarantine(it, row.caseId()).isPresent())
        .ifPresent(it -> {
          privileges.renew(it, row.caseId());
          reviews.open(row.caseId(), it, Reviews.Cause.PRIVILEGED);
        });
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Outcome perform(Duty duty) {
    CaseId id = duty.caseId().orElseThrow();
    PersonId person = PersonId.of(duty.detail("person"));
    List<String> open = transactions.begin(() -> open(id, person));
    return open.isEmpty()
        ? new Outcome.Done("released", () -> privileges.release(person, id))
        : new Outcome.Again("waits for " + String.join(", ", open));
  }

  /** What has not been seen to be over: sessions, also those of logins that had begun, what is on targets, and what they could know. */
  private List<String> open(CaseId id, PersonId person) {
    return Stream
        .of(revocations.unfinished(id), privileges.holding(person), privileges.renewing(id))
        .flatMap(List::stream)
        .distinct()
        .toList();
  }
}
