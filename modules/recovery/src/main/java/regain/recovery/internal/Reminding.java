package regain.recovery.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import regain.audit.Trail;
import regain.duties.Duties;
import regain.duties.Duty;
import regain.duties.DutyHandler;
import regain.enrollment.Notices;
import regain.enrollment.port.Account;
import regain.enrollment.port.Directory;
import regain.enrollment.port.Post;
import regain.kernel.Actor;
import regain.kernel.PersonId;
import regain.kernel.Transactions;
import regain.policy.Fact;
import regain.recovery.MassResetEvent;
import regain.recovery.MassResets;
import regain.recovery.MassResets.Stage;

/** Whoever is not back after some days gets a letter, once a day, and not for ever. */
@Dependent
class Reminding implements DutyHandler {
  private static final String KIND = "REMIND_MEMBER";
  private static final Duration AGAIN = Duration.ofDays(1);

  private final Transactions transactions;
  private final MassResetBook book;
  private final Directory directory;
  private final CaseStore store;
  private final Duties duties;
  private final Notices notices;
  private final Trail trail;

  @Inject
  Reminding(
      Transactions transactions,
      MassResetBook book,
      Directory directory,
      CaseStore store,
      Duties duties,
      Notices notices,
      Trail trail) {
    this.transactions = transactions;
    this.book = book;
    this.directory = directory;
    this.store = store;
    this.duties = duties;
    this.notices = notices;
    this.trail = trail;
  }

  /** Owes the next letter. It is nobody's case: a letter that is not due yet is nothing that is late. Joins. */
  void owe(MemberRow member, Instant due) {
    String times = Integer.toString(member.reminders + 1);
    duties.owe(
        new Duty(
            KIND,
            "remind:" + member.id + ":" + times,
            Optional.empty(),
            Map.of("member", member.id.toString(), "times", times)),
        due);
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Outcome perform(Duty duty) {
    UUID id = UUID.fromString(duty.detail("member"));
    PersonId person = transactions.begin(() -> book.member(id)).flatMap(MemberRow::person).orElseThrow();
    Fact<Optional<Account>> account = directory.account(person);
    if (account.unavailableNow()) {
      return new Outcome.Again("the directory did not answer");
    }
    int times = Integer.parseInt(duty.detail("times"));
    return transactions.begin(() -> new Outcome.Done(remind(id, times, account.known().flatMap(it -> it))));
  }

  private String remind(UUID id, int times, Optional<Account> account) {
    MemberRow row = book.lockMember(id).orElseThrow();
    MassResetRow reset = book.find(row.reset).orElseThrow();
    if (!row.is(Stage.BLOCKED) || !reset.isOpen() || row.reminders >= times || account.isEmpty()) {
      return "not any more";
    }
    row.reminders = times;
    notices.announce(
        account.get(),
        Post.Kind.MASS_RESET_REMINDER,
        row.act(),
        Map.of(
            "when", Optional.ofNullable(row.blockedAt).orElseThrow().toString(),
            Notices.ONCE, Integer.toString(times)));
    trail.record(
        new Actor.House("mass-reset"),
        new MassResetEvent.MemberReminded(row.act(), row.person(), reset.act(), times));
    if (times < MassResets.MOST_REMINDERS) {
      owe(row, store.now().plus(AGAIN));
    }
    return "reminded";
  }
}
