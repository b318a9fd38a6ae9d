package regain.privileged.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import regain.audit.Trail;
import regain.audit.Word;
import regain.enrollment.Signing;
import regain.enrollment.port.Account;
import regain.kernel.Actor;
import regain.kernel.CaseId;
import regain.kernel.PersonId;
import regain.kernel.Transactions;
import regain.policy.Fact;
import regain.policy.Privilege;
import regain.policy.Purpose;
import regain.privileged.Grant.Ending;
import regain.privileged.GrantEvent;
import regain.privileged.port.PrivilegePolicy;
import regain.privileged.port.RecoveryTerms;
import regain.recovery.CaseView.Agreement;
import regain.recovery.port.RecoveryGrants;

/**
 * The grants over cases. Each is a request like any other, frozen and signed by everybody whom policy names; but it is on no target, its id is the
 * case's, and nobody asks for it: policy wants it.
 */
@Dependent
class RecoveryGate implements RecoveryGrants {
  private static final String ENTITLEMENT = "recovery";
  /** Whoever waits a day and sleeps over it still comes in time. */
  private static final Duration CLAIMED_WITHIN = Duration.ofHours(96);
  /** No case is open for so long. */
  private static final Duration REMEMBERED = Duration.ofDays(14);

  private final Transactions transactions;
  private final GrantBook book;
  private final PrivilegePolicy policy;
  private final People people;
  private final Agreed agreed;
  private final LockBook locks;
  private final Waiting waiting;
  private final Endings endings;
  private final Trail trail;

  @Inject
  RecoveryGate(
      Transactions transactions,
      GrantBook book,
      PrivilegePolicy policy,
      People people,
      Agreed agreed,
      LockBook locks,
      Waiting waiting,
      Endings endings,
      Trail trail) {
    this.transactions = transactions;
    this.book = book;
    this.policy = policy;
    this.people = people;
    this.agreed = agreed;
    this.locks = locks;
    this.waiting = waiting;
    this.endings = endings;
    this.trail = trail;
  }

  @Override
  public Map<CaseId, Privilege.Stage> of(PersonId person) {
    if (policy.recovery().isEmpty()) {
      return Map.of();
    }
    var concerned = new HashSet<PersonId>();
    List<GrantRow> rows = transactions.begin(
        () -> {
          List<GrantRow> asked = book.asked(person, PrivilegePolicy.REGAIN, book.now().minus(REMEMBERED));
          asked.forEach(it -> concerned.addAll(book.concerned(it)));
          return asked;
        });
    Fact<Map<PersonId, Account>> known = rows.isEmpty() ? Fact.known(Map.of()) : people.of(Set.copyOf(concerned));
    var stages = new HashMap<CaseId, Privilege.Stage>();
    transactions.run(() -> rows.forEach(it -> stages.put(it.caseId(), stage(it, known))));
    return stages;
  }

  private Privilege.Stage stage(GrantRow row, Fact<Map<PersonId, Account>> known) {
    return switch (row.state) {
      case REQUESTED -> row.isWaiting(book.now()) ? Privilege.Stage.WAITING : Privilege.Stage.REFUSED;
      case APPROVED, ACTIVE ->
        isOver(row)
            ? Privilege.Stage.REFUSED
            : known.known().map(it -> agreed(row, it)).orElse(Privilege.Stage.WAITING);
      case ISSUING, REVOKING, REVOKE_STUCK, REVOKED, CLOSED -> Privilege.Stage.REFUSED;
    };
  }

  private Privilege.Stage agreed(GrantRow row, Map<PersonId, Account> known) {
    return agreed.objection(row, known).isEmpty() && fits(row) ? Privilege.Stage.AGREED : Privilege.Stage.REFUSED;
  }

  /** Whether policy still says what it said when it was asked for. */
  private boolean fits(GrantRow row) {
    return policy.recovery()
        .filter(it -> it.approvedBy().equals(row.frozen().approvedBy()))
        .filter(it -> row.frozen().lasts().compareTo(it.lasts()) <= 0)
        .isPresent();
  }

  /** Also one that all had agreed to and nobody has claimed by. */
  private boolean isOver(GrantRow row) {
    Instant end = row.endsAt == null ? row.answeredBy.plus(CLAIMED_WITHIN) : row.endsAt;
    return !book.now().isBefore(end);
  }

  @Override
  public void ask(CaseId caseId, Account person, Purpose purpose, Instant openedAt, String from) {
    var story = Map.of(
        "purpose", purpose.name(), "begun", openedAt.truncatedTo(ChronoUnit.SECONDS).toString(), "from", from);
    policy.recovery().filter(it -> book.find(caseId.value()).isEmpty())
        .ifPresent(it -> ask(it, caseId, person, story));
  }

  private void ask(RecoveryTerms terms, CaseId caseId, Account person, Map<String, String> story) {
    Instant now = book.now().truncatedTo(ChronoUnit.MILLIS);
    var request = new Request(
        caseId.value(),
        ENTITLEMENT,
        PrivilegePolicy.REGAIN,
        Signing.line(caseId.toString()),
        Signing.line(terms.says()),
        person.person(),
        Signing.line(person.displayName() + " (" + person.name() + ")"),
        terms.lasts(),
        terms.approvedBy(),
        now,
        now.plus(terms.answeredWithin()),
        caseId.number(),
        story);
    var row = new GrantRow(request);
    book.add(row);
    trail.record(
        new Actor.House("policy"),
        new GrantEvent.GrantAsked(
            caseId,
            Optional.of(person.person()),
            new Word(ENTITLEMENT),
            new Word(PrivilegePolicy.REGAIN),
            Math.toIntExact(terms.lasts().toSeconds()),
            new Word(row.digest)));
    waiting.begin(row);
  }

  @Override
  public boolean issue(CaseId caseId) {
    Optional<GrantRow> found = book.lock(caseId).filter(GrantRow::isRecovery);
    return found.filter(it -> !locks.bars(it) && haveAllOfThemASay(it)).filter(
        it -> switch (it.state) {
          case APPROVED -> !isOver(it) && issue(it);
          case ACTIVE -> !isOver(it);
          case REQUESTED, ISSUING, REVOKING, REVOKE_STUCK, REVOKED, CLOSED -> false;
        }).isPresent();
  }

  private boolean haveAllOfThemASay(GrantRow row) {
    return book.approvals(row.id).stream().noneMatch(locks::holds);
  }

  private boolean issue(GrantRow row) {
    Instant now = book.now();
    Instant until = now.plus(row.frozen().lasts());
    row.intend(now, until);
    row.activate(now);
    endings.atItsTime(row, until);
    trail.record(
        new Actor.House("grants"),
        new GrantEvent.GrantIssued(
            row.caseId(), Optional.of(row.person()), new Word(row.target), Optional.of(until)));
    return true;
  }

  @Override
  public void end(CaseId caseId, boolean used) {
    book.lock(caseId).filter(GrantRow::isRecovery).ifPresent(row -> {
      if (row.state.isOver()) {
        // Its time was over while the target was being asked.
        row.ending = used ? Ending.USED : row.ending;
      } else if (row.state.mayBeOnTarget()) {
        endings.over(row, used ? Ending.USED : Ending.TAKEN_BACK, Optional.empty());
      } else {
        endings.close(row, Ending.WITHDRAWN);
      }
    });
  }

  @Override
  public Optional<Agreement> agreement(CaseId caseId) {
    return book.find(caseId.value())
        .filter(it -> it.isRecovery() && !it.state.isOver())
        .map(
            it -> new Agreement(
                Views.wanted(it.shown(), book.approvals(it.id)),
                book.approvals(it.id).stream().map(each -> each.group).toList(),
                it.answeredBy));
  }
}
