package regain.recovery.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import regain.audit.Trail;
import regain.duties.Duties;
import regain.duties.Duty;
import regain.duties.DutyHandler;
import regain.enrollment.Notices;
import regain.enrollment.port.Account;
import regain.enrollment.port.Directory;
import regain.enrollment.port.Post;
import regain.kernel.Actor;
import regain.kernel.CaseId;
import regain.kernel.PersonId;
import regain.kernel.Transactions;
import regain.policy.Fact;
import regain.policy.Policy;
import regain.policy.Purpose;
import regain.recovery.RecoveryEvent;
import regain.review.Part;
import regain.review.Reviews;
import regain.signals.Limits;

/**
 * Looks a name up after the page has long been answered, and tells its owner that somebody began. Doing it later and
 * elsewhere is what makes the first page the same, and as fast, for every name.
 */
@Dependent
class Announcing implements DutyHandler {
  private static final String KIND = "ANNOUNCE_CASE";

  private final Directory directory;
  private final Duties duties;
  private final Limits limits;
  private final Notices notices;
  private final CaseStore store;
  private final AttestationBook book;
  private final Forewarning forewarning;
  private final Reviews reviews;
  private final Policy policy;
  private final Transactions transactions;
  private final Trail trail;

  @Inject
  Announcing(
      Directory directory,
      Duties duties,
      Limits limits,
      Notices notices,
      CaseStore store,
      AttestationBook book,
      Forewarning forewarning,
      Reviews reviews,
      Policy policy,
      Transactions transactions,
      Trail trail) {
    this.directory = directory;
    this.duties = duties;
    this.limits = limits;
    this.notices = notices;
    this.store = store;
    this.book = book;
    this.forewarning = forewarning;
    this.reviews = reviews;
    this.policy = policy;
    this.transactions = transactions;
    this.trail = trail;
  }

  /** Joins the caller's transaction. */
  void owe(CaseRow row) {
    duties.owe(new Duty(KIND, "announce:" + row.id, Optional.of(row.caseId()), Map.of()));
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Outcome perform(Duty duty) {
    CaseId caseId = duty.caseId().orElseThrow();
    String name = transactions.begin(() -> store.find(caseId).orElseThrow().name);
    Fact<Optional<Account>> account = directory.named(name);
    if (account.unavailableNow()) {
      return new Outcome.Again("the directory did not answer");
    }
    return account.known().flatMap(it -> it).map(it -> announce(caseId, it)).orElse(new Outcome.Done("nobody"));
  }

  private Outcome announce(CaseId caseId, Account account) {
    Fact<Optional<Account>> supervisor = vouches(caseId)
        ? account.supervisor().map(directory::account).orElse(Fact.known(Optional.empty()))
        : Fact.known(Optional.empty());
    return supervisor.unavailableNow()
        ? new Outcome.Again("the directory did not answer")
        : announce(caseId, account, supervisor.known().flatMap(it -> it));
  }

  private Outcome announce(CaseId caseId, Account account, Optional<Account> supervisor) {
    boolean quiet = limits
        .take(
            Limits.Limit.NOTICE_BY_DESTINATION,
            account.person().toString().toLowerCase(Locale.ROOT) + (supervisor.isPresent() ? ":exception" : ""))
        .isPresent();
    boolean asked = supervisor
        .filter(it -> limits.take(Limits.Limit.ASKED_BY_SUPERVISOR, it.person().toString()).isEmpty())
        .isPresent();
    return transactions.beginAgain(
        () -> {
          CaseRow row = store.lock(caseId).orElseThrow();
          if (!row.identify(account.person())) {
            return new Outcome.Done("somebody else by now");
          }
          trail.record(new Actor.House("announcing"), new RecoveryEvent.CaseIdentified(caseId, row.subject()));
          helped(row, account.person());
          book.observe(account);
          if (!quiet) {
            notices.tell(account, Post.Kind.CASE_OPENED, caseId, values(row, row.openedAt));
            supervisor.filter(it -> asked).ifPresent(
                it -> notices.warnOther(
                    it,
                    account.person(),
                    Post.Kind.ATTESTATION_ASKED,
                    caseId,
                    Map.of("who", account.displayName(), "when", row.openedAt.toString())));
          }
          return new Outcome.Done(quiet ? "identified, quietly" : "announced");
        });
  }

  /** Whoever of the desk had them written to lately is at their side in this case, as if they had looked at it. */
  private void helped(CaseRow row, PersonId person) {
    store.helpers(person).forEach(it -> reviews.join(row.caseId(), it, Part.DESK));
  }

  /** Whether the supervisor has something to do in this case. */
  private boolean vouches(CaseId caseId) {
    return policy.hasAttestations()
        && transactions.begin(() -> store.find(caseId)).filter(it -> it.purpose() == Purpose.EXCEPTION).isPresent();
  }

  /** Tells everybody concerned that a saved code was used. Joins the caller's transaction. */
  void codeUsed(CaseRow row, Account account, int left) {
    var values = new HashMap<>(values(row, store.now()));
    values.put("left", Integer.toString(left));
    notices.tell(account, Post.Kind.RECOVERY_CODE_USED, row.caseId(), values);
  }

  /** Tells them that there are new codes. Joins the caller's transaction. */
  void codesMade(CaseRow row, Account account) {
    notices.tell(account, Post.Kind.RECOVERY_CODES_MADE, row.caseId(), values(row, store.now()));
  }

  /**
   * Tells them that enough was shown, and until when they can object; again when that is another time by now, because more was
   * shown since. Joins the caller's transaction.
   */
  void waiting(CaseRow row, Account account, Instant until) {
    var values = new HashMap<>(values(row, store.now()));
    values.put(Notices.ONCE, Forewarning.once(until));
    values.put("until", until.toString());
    notices.tell(account, Post.Kind.RECOVERY_WAITING, row.caseId(), values);
    forewarning.owe(row, account, until);
  }

  /** What every letter about a case says. */
  static Map<String, String> values(CaseRow row, Instant when) {
    return Map.of("purpose", row.purpose, "when", when.toString(), "from", row.openedFrom, "agent", row.openedWith);
  }
}
