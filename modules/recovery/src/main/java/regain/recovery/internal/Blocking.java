package regain.recovery.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import regain.audit.Trail;
import regain.audit.Word;
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
import regain.recovery.MassResetEvent;
import regain.recovery.MassResets.Condition;
import regain.recovery.MassResets.Stage;
import regain.recovery.MassResets.Standing;

/**
 * Takes the old password of one person away, in every system. Before each try it is looked at again whether that is still to
 * be done: whoever has chosen a new password meanwhile keeps it.
 */
@Dependent
class Blocking implements DutyHandler {
  private static final String KIND = "BLOCK_MEMBER";
  private static final Actor.House HOUSE = new Actor.House("mass-reset");

  private final Transactions transactions;
  private final MassResetBook book;
  private final CaseStore store;
  private final Directory directory;
  private final Roster roster;
  private final Calling calling;
  private final Returning returning;
  private final Finishing finishing;
  private final Reminding reminding;
  private final Targets targets;
  private final Revocations revocations;
  private final Duties duties;
  private final Notices notices;
  private final Trail trail;

  @Inject
  Blocking(
      Transactions transactions,
      MassResetBook book,
      CaseStore store,
      Directory directory,
      Roster roster,
      Calling calling,
      Returning returning,
      Finishing finishing,
      Reminding reminding,
      Targets targets,
      Revocations revocations,
      Duties duties,
      Notices notices,
      Trail trail) {
    this.transactions = transactions;
    this.book = book;
    this.store = store;
    this.directory = directory;
    this.roster = roster;
    this.calling = calling;
    this.returning = returning;
    this.finishing = finishing;
    this.reminding = reminding;
    this.targets = targets;
    this.revocations = revocations;
    this.duties = duties;
    this.notices = notices;
    this.trail = trail;
  }

  /** Their wave has come. Joins the caller's transaction. */
  void owe(MemberRow member, MassResetRow reset) {
    String key = "block:" + member.id + ":" + reset.run + ":" + member.wave;
    duties.owe(new Duty(KIND, key, Optional.of(member.act()), Map.of()));
  }

  @Override
  public String kind() {
    return KIND;
  }

  /** What is to be done now. */
  private sealed interface Next {
    record Over(String note) implements Next {}

    record Later(String why) implements Next {}

    record Block(PersonId person, Set<String> taken) implements Next {}
  }

  @Override
  public Outcome perform(Duty duty) {
    UUID id = duty.caseId().orElseThrow().value();
    PersonId person = transactions.begin(() -> book.member(id)).flatMap(MemberRow::person).orElseThrow();
    Fact<Optional<Account>> account = directory.account(person);
    if (account.unavailableNow()) {
      return new Outcome.Again("the directory did not answer");
    }
    Optional<Account> known = account.known().flatMap(it -> it);
    Standing standing = roster.now(known);
    return switch (transactions.begin(() -> next(id, standing))) {
      case Next.Over(String note) -> new Outcome.Done(note);
      case Next.Later(String why) -> new Outcome.Again(why);
      case Next.Block(PersonId whose, Set<String> taken) -> block(id, whose, taken, known);
    };
  }

  private Next next(UUID id, Standing standing) {
    MassResetRow reset = book.lock(book.member(id).orElseThrow().reset).orElseThrow();
    MemberRow row = book.lockMember(id).orElseThrow();
    if (!row.is(Stage.BLOCKING)) {
      return new Next.Over("over");
    }
    if (row.begunAt == null && !reset.is(Condition.RUNNING)) {
      return held(row, reset);
    }
    if (!standing.isBlocked()) {
      return leaveOut(row, reset, standing);
    }
    PersonId person = row.person().orElseThrow();
    if (returning.isBack(row, reset, person)) {
      return new Next.Over("back before");
    }
    boolean begun = row.begunAt != null || calling.call(row, reset, person, standing);
    return begun ? new Next.Block(person, row.taken()) : new Next.Later("a password is just being set");
  }

  /** It was held or stopped between the wave and this person. */
  private Next held(MemberRow row, MassResetRow reset) {
    if (reset.is(Condition.PAUSED)) {
      row.waitAgain();
    } else {
      row.spare();
      finishing.look(reset);
    }
    return new Next.Over("held");
  }

  private Next leaveOut(MemberRow row, MassResetRow reset, Standing standing) {
    row.leaveOut(standing);
    trail.record(HOUSE, new MassResetEvent.MemberLeftOut(row.act(), row.person(), reset.act(), standing));
    finishing.look(reset);
    return new Next.Over("left out");
  }

  private Outcome block(UUID id, PersonId person, Set<String> taken, Optional<Account> account) {
    List<Targets.Result> results = targets.block(person, taken);
    Set<String> lacks = names(results, false);
    transactions.run(() -> tried(id, results, lacks));
    return lacks.isEmpty()
        ? new Outcome.Done("blocked", () -> blocked(id, account))
        : new Outcome.Again(String.join(" ", lacks) + " has not taken it");
  }

  private void tried(UUID id, List<Targets.Result> results, Set<String> lacks) {
    MemberRow row = book.lockMember(id).orElseThrow();
    Set<String> took = new TreeSet<>(row.taken());
    took.addAll(names(results, true));
    row.tried(took, lacks);
    results.stream().filter(Targets.Result::isSet).forEach(
        it -> trail.record(
            HOUSE,
            new MassResetEvent.SystemBlocked(
                row.act(), row.person(), new CaseId(row.reset), new Word(it.target()))));
  }

  private static Set<String> names(List<Targets.Result> results, boolean closed) {
    return results.stream()
        .filter(it -> it.opensNothing() == closed)
        .map(Targets.Result::target)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private void blocked(UUID id, Optional<Account> account) {
    MassResetRow reset = book.lock(book.member(id).orElseThrow().reset).orElseThrow();
    MemberRow row = book.lockMember(id).orElseThrow();
    if (!row.is(Stage.BLOCKING)) {
      return;
    }
    Instant now = store.now();
    row.block(now);
    row.person().ifPresent(it -> revocations.oweBlocked(row.act(), it, now));
    trail.record(HOUSE, new MassResetEvent.MemberBlocked(row.act(), row.person(), reset.act()));
    account.ifPresent(
        it -> notices.announce(it, Post.Kind.MASS_RESET, row.act(), Map.of("when", now.toString())));
    reminding.owe(row, now.plus(Duration.ofDays(reset.days)));
  }
}
