package regain.recovery.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import regain.audit.Trail;
import regain.duties.Duties;
import regain.duties.Duty;
import regain.duties.DutyHandler;
import regain.enrollment.Enrollment.Holder;
import regain.enrollment.Notices;
import regain.enrollment.port.Account;
import regain.enrollment.port.Directory;
import regain.enrollment.port.Post;
import regain.kernel.Actor;
import regain.kernel.CaseId;
import regain.kernel.Chance;
import regain.kernel.PersonId;
import regain.kernel.Transactions;
import regain.policy.Fact;
import regain.recovery.Desk;
import regain.recovery.RecoveryEvent;
import regain.signals.Limits;
import regain.signals.Limits.Limit;

/**
 * "Help somebody start." The desk names an account; a letter goes to the addresses that are registered for it, later and
 * elsewhere, so that the desk learns nothing about who exists. The letter has a link that says "this was not me".
 */
@Dependent
class StartingHelp implements Desk, DutyHandler {
  private static final String KIND = "HELP_START";

  private final Transactions transactions;
  private final CaseStore store;
  private final Duties duties;
  private final Directory directory;
  private final Limits limits;
  private final Notices notices;
  private final Trail trail;
  private final Chance chance;

  @Inject
  StartingHelp(
      Transactions transactions,
      CaseStore store,
      Duties duties,
      Directory directory,
      Limits limits,
      Notices notices,
      Trail trail,
      Chance chance) {
    this.transactions = transactions;
    this.store = store;
    this.duties = duties;
    this.directory = directory;
    this.limits = limits;
    this.notices = notices;
    this.trail = trail;
    this.chance = chance;
  }

  @Override
  public void helpStart(Holder by, String name) {
    if (!by.account().roles().contains(Account.Role.DESK)) {
      throw new IllegalArgumentException("not of the desk");
    }
    UUID act = chance.uuid();
    transactions.run(
        () -> duties.owe(
            new Duty(
                KIND,
                "help:" + act,
                Optional.of(new CaseId(act)),
                Map.of("name", name, "by", by.person().toString()))));
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Outcome perform(Duty duty) {
    Fact<Optional<Account>> account = directory.named(duty.detail("name"));
    if (account.unavailableNow()) {
      return new Outcome.Again("the directory did not answer");
    }
    return new Outcome.Done(account.known().flatMap(it -> it).map(it -> write(duty, it)).orElse("nobody"));
  }

  private String write(Duty duty, Account account) {
    if (limits.take(Limit.NOTICE_BY_DESTINATION, account.person().toString()).isPresent()) {
      return "quiet";
    }
    CaseId act = duty.caseId().orElseThrow();
    PersonId by = PersonId.of(duty.detail("by"));
    transactions.run(
        () -> {
          trail.record(new Actor.Human(by), new RecoveryEvent.HelpOffered(act, Optional.of(account.person()), by));
          notices.tell(account, Post.Kind.START_HERE, act, Map.of("when", store.now().toString()));
        });
    return "written";
  }
}
