package regain.recovery.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import regain.audit.Trail;
import regain.audit.Word;
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
import regain.policy.Narrowing;
import regain.policy.Policy;
import regain.recovery.Desk;
import regain.recovery.RecoveryEvent;
import regain.recovery.State;
import regain.review.Part;
import regain.review.Reviews;
import regain.signals.Limits;
import regain.signals.Limits.Limit;

/**
 * "Help somebody start." The desk names an account; a letter goes to the addresses that are registered for it, later and
 * elsewhere, so that the desk learns nothing about who exists. The letter has a link that says "this was not me".
 */
@Dependent
class StartingHelp implements Desk, DutyHandler {
  private static final String KIND = "HELP_START";
  /** For so long after its beginning the desk can see how far a case is. */
  private static final Duration SEEN_FOR = Duration.ofDays(3);

  private final Transactions transactions;
  private final CaseStore store;
  private final Duties duties;
  private final Directory directory;
  private final Limits limits;
  private final Notices notices;
  private final Reviews reviews;
  private final Policy policy;
  private final PostureBook posture;
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
      Reviews reviews,
      Policy policy,
      PostureBook posture,
      Trail trail,
      Chance chance) {
    this.transactions = transactions;
    this.store = store;
    this.duties = duties;
    this.directory = directory;
    this.limits = limits;
    this.notices = notices;
    this.reviews = reviews;
    this.policy = policy;
    this.posture = posture;
    this.trail = trail;
    this.chance = chance;
  }

  @Override
  public Answer helpStart(Holder by, String name) {
    Answer answer = answer(by, Limit.HELP_BY_AGENT, Limit.HELP_BY_AGENT_IN_A_DAY);
    if (answer != Answer.TAKEN) {
      return answer;
    }
    if (transactions.begin(posture::now).filter(it -> it.narrows().contains(Narrowing.DESK_PAUSED)).isPresent()) {
      transactions.run(() -> refused(by.person(), Answer.PAUSED));
      return Answer.PAUSED;
    }
    UUID act = chance.uuid();
    transactions.run(
        () -> {
          trail.record(
              new Actor.Human(by.person()),
              new RecoveryEvent.HelpAsked(new CaseId(act), Optional.empty(), by.person()));
          duties.owe(
              new Duty(
                  KIND,
                  "help:" + act,
                  Optional.of(new CaseId(act)),
                  Map.of("name", name, "by", by.person().toString())));
        });
    return answer;
  }

  @Override
  public Progress progress(Holder by, String number) {
    Answer answer = answer(by, Limit.PROGRESS_BY_AGENT, Limit.PROGRESS_BY_AGENT_IN_A_DAY);
    if (answer != Answer.TAKEN) {
      return new Progress(answer, Stage.UNKNOWN, Optional.empty());
    }
    return transactions.begin(
        () -> store.numbered(number).stream()
            .filter(it -> it.openedAt.isAfter(store.now().minus(SEEN_FOR)))
            .findFirst()
            .map(it -> seen(by, it))
            .orElseGet(() -> unknown(by)));
  }

  private Progress unknown(Holder by) {
    trail.record(
        new Actor.Human(by.person()),
        new RecoveryEvent.ProgressRead(new CaseId(chance.uuid()), Optional.empty(), by.person()));
    return new Progress(Answer.TAKEN, Stage.UNKNOWN, Optional.empty());
  }

  private Progress seen(Holder by, CaseRow row) {
    trail.record(
        new Actor.Human(by.person()), new RecoveryEvent.ProgressRead(row.caseId(), row.subject(), by.person()));
    if (reviews.join(row.caseId(), by.person(), Part.DESK).isPresent()) {
      // Nobody takes two parts in one case.
      return new Progress(Answer.TAKEN, Stage.UNKNOWN, Optional.empty());
    }
    Optional<Instant> until = row.facts()
        .filter(it -> row.state() == State.COOLING_OFF)
        .flatMap(it -> policy.decide(it).decision().waitsUntil());
    return new Progress(Answer.TAKEN, row.state().isOpen() && !row.openAt(store.now()) ? Stage.OVER : stage(row),
        until);
  }

  private static Stage stage(CaseRow row) {
    return switch (row.state()) {
      case PROVING, ATTESTING -> Stage.PROVING;
      case COOLING_OFF, AWAITING_GRANT -> Stage.WAITING;
      case READY, EXECUTING -> Stage.READY;
      case COMPLETED -> Stage.DONE;
      case DENIED, CANCELLED, EXPIRED -> Stage.OVER;
    };
  }

  /** Counted first. Whoever asks for too much is put up for review, once a day; what is not answered is on record. */
  private Answer answer(Holder by, Limit anHour, Limit aDay) {
    if (!by.account().roles().contains(Account.Role.DESK)) {
      throw new IllegalArgumentException("not of the desk");
    }
    Optional<Limit> tooMany = Stream.of(anHour, aDay)
        .filter(it -> limits.take(it, by.person().toString()).isPresent())
        .findFirst();
    boolean cutOff = transactions.begin(() -> store.closure(by.account().provider().orElse(""))).isPresent();
    if (tooMany.isPresent()) {
      transactions.run(() -> overrun(by.person(), tooMany.get()));
    } else if (cutOff) {
      transactions.run(() -> refused(by.person(), Answer.CUT_OFF));
    }
    return cutOff ? Answer.CUT_OFF : tooMany.isPresent() ? Answer.TOO_MANY : Answer.TAKEN;
  }

  private void refused(PersonId agent, Answer why) {
    trail.record(
        new Actor.Human(agent),
        new RecoveryEvent.DeskRefused(new CaseId(chance.uuid()), Optional.empty(), agent, new Word(why.name())));
  }

  private void overrun(PersonId agent, Limit limit) {
    CaseId act = ofTheDay("desk", agent);
    trail.record(new Actor.House("desk"),
        new RecoveryEvent.DeskOverrun(act, Optional.of(agent), new Word(limit.name())));
    reviews.open(act, agent, Reviews.Cause.DESK_OVERRUN);
  }

  /** Whoever calls one agent after the other learns with each: whom they are after somebody looks at, once a day. */
  private void severalAgents(PersonId person) {
    List<PersonId> agents = store.helpers(person);
    if (agents.size() > 1) {
      CaseId act = ofTheDay("desk-for", person);
      agents.forEach(it -> reviews.join(act, it, Part.DESK));
      trail.record(
          new Actor.House("desk"), new RecoveryEvent.SeveralAgents(act, Optional.of(person), agents.size()));
      reviews.open(act, person, Reviews.Cause.SEVERAL_AGENTS);
    }
  }

  private CaseId ofTheDay(String what, PersonId person) {
    String day = LocalDate.ofInstant(store.now(), ZoneOffset.UTC).toString();
    return new CaseId(
        UUID.nameUUIDFromBytes((what + "/" + person + "/" + day).getBytes(StandardCharsets.UTF_8)));
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
    return transactions.beginAgain(
        () -> {
          trail.record(new Actor.Human(by), new RecoveryEvent.HelpOffered(act, Optional.of(account.person()), by));
          store.helped(new HelpRow(act, account.person(), by, store.now()));
          severalAgents(account.person());
          notices.tell(account, Post.Kind.START_HERE, act, Map.of("when", store.now().toString()));
          return "written";
        });
  }
}
