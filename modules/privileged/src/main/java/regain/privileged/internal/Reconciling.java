package regain.privileged.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import regain.audit.Trail;
import regain.audit.Word;
import regain.enrollment.Enrollment.Holder;
import regain.enrollment.port.Account.Role;
import regain.kernel.Actor;
import regain.kernel.CaseId;
import regain.kernel.Chance;
import regain.kernel.Digest;
import regain.kernel.PersonId;
import regain.kernel.Transactions;
import regain.policy.Fact;
import regain.privileged.Grant.Ending;
import regain.privileged.Grant.State;
import regain.privileged.GrantEvent;
import regain.privileged.Targets;
import regain.privileged.Targets.Difference.Kind;
import regain.privileged.port.GrantConnector;
import regain.privileged.port.GrantConnector.Found;
import regain.privileged.port.GrantTag;
import regain.review.Reviews;

/** Compares what the targets have with the record, both ways, and shows both to the security team. */
@Dependent
class Reconciling implements Targets {
  private static final Logger LOG = System.getLogger(Reconciling.class.getName());
  /** The longest name of an object that is kept; of a longer one, its beginning and its digest are. */
  private static final int LONGEST = 200;
  private static final int BEGINNING = 120;
  /** For a target that keeps whole seconds. */
  private static final Duration ROUNDED = Duration.ofSeconds(1);
  /** What was given, or is over, for less than this may not have come to every part of a target yet. */
  private static final Duration SETTLES = Duration.ofMinutes(1);

  private static final Set<State> NEVER_THERE = Set.of(State.REQUESTED, State.APPROVED, State.CLOSED);

  private final Transactions transactions;
  private final GrantBook book;
  private final Connectors connectors;
  private final Endings endings;
  private final Reviews reviews;
  private final Chance chance;
  private final Trail trail;

  @Inject
  Reconciling(
      Transactions transactions,
      GrantBook book,
      Connectors connectors,
      Endings endings,
      Reviews reviews,
      Chance chance,
      Trail trail) {
    this.transactions = transactions;
    this.book = book;
    this.connectors = connectors;
    this.endings = endings;
    this.reviews = reviews;
    this.chance = chance;
    this.trail = trail;
  }

  @Override
  public int reconcile() {
    return connectors.all().stream().mapToInt(this::reconcile).sum();
  }

  /** What goes wrong with one target keeps nobody from looking at the others, and shows as a target that does not answer. */
  private int reconcile(GrantConnector connector) {
    Instant asked = transactions.begin(book::now);
    try {
      Fact<List<Found>> there = connector.inventory();
      return transactions.beginAgain(() -> compare(connector, asked, there));
    } catch (RuntimeException broken) {
      LOG.log(Level.WARNING, "The target {0} could not be compared: {1}", connector.name(),
          broken.getClass().getSimpleName());
      transactions.run(() -> book.target(connector.name()).askedAt = asked);
      return 0;
    }
  }

  private int compare(GrantConnector connector, Instant asked, Fact<List<Found>> there) {
    TargetRow target = book.target(connector.name());
    if (target.answeredAt != null && target.answeredAt.isAfter(asked) && target.isHeard(asked)) {
      // Another node has asked later.
      return 0;
    }
    target.askedAt = asked;
    List<GrantRow> live = book.live(connector.name());
    overdue(live, asked);
    if (there.known().isEmpty()) {
      return 0;
    }
    target.answeredAt = asked;
    Map<Thing, Optional<GrantRow>> differing = differing(connector, asked, there.known().get(), live);
    List<DifferenceRow> before = book.differences(connector.name());
    before.stream().filter(it -> !differing.containsKey(Thing.of(it))).forEach(it -> it.goneAt = asked);
    Set<Thing> known = before.stream().map(Thing::of).collect(Collectors.toSet());
    List<Map.Entry<Thing, Optional<GrantRow>>> fresh = differing.entrySet().stream()
        .filter(it -> !known.contains(it.getKey()))
        .toList();
    fresh.forEach(it -> found(connector, it.getKey(), it.getValue(), asked));
    return fresh.size();
  }

  private record Thing(String object, Kind kind) {
    Thing {
      object = object.length() <= LONGEST
          ? object
          : object.substring(0, BEGINNING) + " … " + Digest.of(object.getBytes(StandardCharsets.UTF_8)).hex();
    }

    static Thing of(DifferenceRow row) {
      return new Thing(row.object, row.kind);
    }
  }

  private Map<Thing, Optional<GrantRow>> differing(
      GrantConnector connector, Instant asked, List<Found> there, List<GrantRow> live) {
    Map<UUID, GrantRow> known = book
        .all(there.stream().flatMap(it -> GrantTag.parse(it.object()).stream()).map(GrantTag::grant).toList()).stream()
        .collect(Collectors.toMap(it -> it.id, it -> it));
    var differing = new HashMap<Thing, Optional<GrantRow>>();
    var present = new HashSet<UUID>();
    for (Found each : there) {
      Optional<GrantRow> row = GrantTag.parse(each.object()).flatMap(it -> Optional.ofNullable(known.get(it.grant())))
          .filter(it -> it.target.equals(connector.name()));
      row.ifPresent(it -> present.add(it.id));
      kind(row, each, connector.ends(), asked).ifPresent(it -> differing.put(new Thing(each.object(), it), row));
    }
    live.stream()
        .filter(it -> it.state == State.ACTIVE && !present.contains(it.id))
        .filter(it -> isSettled(it.givenAt, asked) && !isOver(it, asked))
        .forEach(it -> differing.put(new Thing(new GrantTag(it.id).text(), Kind.MISSING), Optional.of(it)));
    return differing;
  }

  /** A target that has ended it by itself, by its own clock, has not lost it. */
  private static boolean isOver(GrantRow row, Instant asked) {
    return row.endsAt != null && !asked.isBefore(row.endsAt.minus(SETTLES));
  }

  /** What nobody has taken back at its end is, whatever became of the duty to. */
  private void overdue(List<GrantRow> live, Instant asked) {
    live.stream()
        .filter(it -> isSettled(it.endsAt, asked))
        .flatMap(it -> book.lock(it.id).stream())
        .filter(it -> it.state == State.ACTIVE || it.state == State.ISSUING)
        .forEach(it -> endings.begin(it, Ending.EXPIRED, Optional.empty()));
  }

  private static boolean isSettled(@Nullable Instant since, Instant asked) {
    return since != null && since.plus(SETTLES).isBefore(asked);
  }

  private static Optional<Kind> kind(Optional<GrantRow> row, Found found, boolean ends, Instant asked) {
    if (row.isEmpty() || NEVER_THERE.contains(row.get().state)) {
      return Optional.of(Kind.NOT_OURS);
    }
    if (row.get().state == State.REVOKED) {
      return isSettled(row.get().overAt, asked) ? Optional.of(Kind.CAME_BACK) : Optional.empty();
    }
    return row.get().state == State.ACTIVE && isChanged(row.get(), found, ends)
        ? Optional.of(Kind.CHANGED)
        : Optional.empty();
  }

  private static boolean isChanged(GrantRow row, Found found, boolean ends) {
    boolean longer = found.until().isEmpty()
        ? ends
        : row.endsAt != null && found.until().get().isAfter(row.endsAt.plus(ROUNDED));
    return longer || !found.single();
  }

  private void found(GrantConnector connector, Thing thing, Optional<GrantRow> row, Instant now) {
    // One that was judged is not opened a second time: what is found after that is a thing of its own.
    CaseId act = row.map(GrantRow::caseId).filter(it -> !isJudged(it)).orElseGet(() -> new CaseId(chance.uuid()));
    Optional<PersonId> holder = row.map(GrantRow::person);
    book.add(
        new DifferenceRow(
            chance.uuid(), connector.name(), thing.object(), thing.kind(), holder.map(PersonId::value).orElse(null),
            now));
    differs(connector, act, holder, thing.kind());
    switch (thing.kind()) {
      case MISSING -> takeBack(row, Ending.LOST);
      case CAME_BACK, CHANGED -> takeBack(row, Ending.TAKEN_BACK);
      case NOT_OURS -> {
        // There is nothing of ours to take back.
      }
    }
    alert(act, holder);
  }

  private boolean isJudged(CaseId act) {
    return reviews.of(act, Reviews.Cause.NOT_OURS).filter(it -> it.closedAt().isPresent()).isPresent();
  }

  private void differs(GrantConnector connector, CaseId act, Optional<PersonId> holder, Kind kind) {
    trail.record(
        new Actor.House("grants"), new GrantEvent.TargetDiffers(act, holder, new Word(connector.name()), kind));
  }

  private void takeBack(Optional<GrantRow> row, Ending ending) {
    row.flatMap(it -> book.lock(it.id)).ifPresent(it -> endings.begin(it, ending, Optional.empty()));
  }

  private void alert(CaseId act, Optional<PersonId> holder) {
    if (holder.isPresent()) {
      reviews.open(act, holder.get(), Reviews.Cause.NOT_OURS);
    } else {
      reviews.open(act, Reviews.Cause.NOT_OURS);
    }
  }

  private static void require(Holder by) {
    if (!by.account().roles().contains(Role.SECURITY)) {
      throw new IllegalArgumentException("only the security team sees the targets");
    }
  }

  @Override
  public Overview overview(Holder by, Wanted wanted) {
    require(by);
    return transactions.begin(() -> overview(wanted));
  }

  /** One more of each list is read than is shown, so that it is known whether there is more. */
  private Overview overview(Wanted wanted) {
    Map<String, TargetRow> asked = book.targets().stream().collect(Collectors.toMap(it -> it.name, it -> it));
    List<GrantRow> stuck = book.stuck(A_PAGE + 1);
    List<GrantRow> live = book.live(wanted, A_PAGE + 1);
    List<DifferenceRow> differences = book
        .differences(connectors.all().stream().map(GrantConnector::name).toList(), A_PAGE + 1);
    return new Overview(
        connectors.all().stream()
            .map(it -> target(it, Optional.ofNullable(asked.get(it.name())), book.count(it.name(), MOST_COUNTED)))
            .toList(),
        stuck.stream().limit(A_PAGE).map(Reconciling::live).toList(),
        live.stream().limit(A_PAGE).map(Reconciling::live).toList(),
        differences.stream()
            .limit(A_PAGE)
            .map(
                it -> new Difference(
                    it.id, it.target, it.object, it.kind, it.since, Optional.ofNullable(it.holder).map(PersonId::new)))
            .toList(),
        Map.of(Part.STUCK, stuck, Part.LIVE, live, Part.DIFFERENCES, differences).entrySet().stream()
            .filter(it -> it.getValue().size() > A_PAGE)
            .map(Map.Entry::getKey)
            .collect(Collectors.toUnmodifiableSet()));
  }

  private static Live live(GrantRow row) {
    Request request = row.shown();
    return new Live(
        row.id,
        row.caseId().number(),
        request.says(),
        request.target(),
        request.name(),
        row.state,
        Optional.ofNullable(row.endsAt),
        Optional.ofNullable(row.ending),
        Optional.ofNullable(row.endingSince),
        Optional.ofNullable(row.why));
  }

  private static Target target(GrantConnector connector, Optional<TargetRow> row, int grants) {
    return new Target(
        connector.name(),
        connector.kind(),
        connector.strict(),
        connector.ends(),
        row.map(it -> it.askedAt),
        row.flatMap(it -> Optional.ofNullable(it.answeredAt)),
        grants);
  }

  @Override
  public boolean takeBack(Holder by, UUID grant) {
    require(by);
    return transactions.begin(
        () -> book.lock(grant)
            .filter(it -> it.state.mayBeOnTarget())
            .map(it -> endings.begin(it, Ending.TAKEN_BACK, Optional.of(by.person())))
            .orElse(false));
  }
}
