package regain.recovery.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import regain.duties.Duties;
import regain.enrollment.Enrollment.Holder;
import regain.recovery.Changes;
import regain.recovery.Changes.Kind;
import regain.recovery.MassResets;
import regain.recovery.MassResets.Condition;
import regain.recovery.MassResets.Ended;
import regain.recovery.MassResets.Line;
import regain.recovery.MassResets.Member;
import regain.recovery.MassResets.Plan;
import regain.recovery.MassResets.Progress;
import regain.recovery.MassResets.Report;
import regain.recovery.MassResets.Stage;
import regain.recovery.MassResets.Started;

/** A mass reset in numbers. Joins the caller's transaction; whose names these are is asked afterwards. */
@Dependent
class Tallies {
  private static final int MOST_LINES = 50;

  private final MassResetBook book;
  private final ChangeBook changes;
  private final CaseStore store;
  private final Duties duties;

  @Inject
  Tallies(MassResetBook book, ChangeBook changes, CaseStore store, Duties duties) {
    this.book = book;
    this.changes = changes;
    this.store = store;
    this.duties = duties;
  }

  /** Who has written down, confirmed or ended it. */
  Set<UUID> involved(MassResetRow row) {
    ChangeRow change = change(row);
    return Stream.of(change.draftedBy, change.confirmedBy, row.endedBy)
        .filter(Objects::nonNull)
        .collect(Collectors.toSet());
  }

  /** Who has proposed one that can still be confirmed. */
  Set<UUID> proposers() {
    return changes.proposed(Kind.MASS_RESET).stream().map(it -> it.draftedBy).collect(Collectors.toSet());
  }

  /** What somebody is called. */
  interface Names {
    String of(@Nullable UUID person);
  }

  Plan plan(MassResetRow row) {
    ChangeRow change = change(row);
    return new Plan(
        row.id, row.act().number(), row.condition(), change.because, row.people, row.waveSize, row.pause(), row.days,
        row.since(), row.digest, change.draftedAt);
  }

  private ChangeRow change(MassResetRow row) {
    return changes.find(row.id).orElseThrow();
  }

  boolean isOwn(MassResetRow row, Holder by) {
    return change(row).draftedBy.equals(by.person().value());
  }

  List<Line> lines(Holder by, Names names) {
    Map<UUID, ChangeRow> proposed = changes.proposed(Kind.MASS_RESET).stream()
        .collect(Collectors.toMap(it -> it.id, it -> it));
    return book.newest(MOST_LINES).stream()
        .map(
            it -> new Line(
                plan(it), book.count(it.id, Stage.BACK),
                Optional.ofNullable(proposed.get(it.id)).map(change -> proposed(change, by, names)),
                isOver(it)))
        .toList();
  }

  private static Changes.Proposed proposed(ChangeRow change, Holder by, Names names) {
    return new Changes.Proposed(
        change.id, change.because, names.of(change.draftedBy),
        Optional.ofNullable(change.proposedAt).orElse(change.draftedAt),
        change.draftedBy.equals(by.person().value()));
  }

  private boolean isOver(MassResetRow row) {
    ChangeRow change = change(row);
    Instant since = Optional.ofNullable(change.proposedAt).orElse(change.draftedAt);
    return row.is(Condition.DRAFT) && !store.now().isBefore(since.plus(Changes.OPEN));
  }

  private Started started(MassResetRow row, Names names) {
    ChangeRow change = change(row);
    return new Started(
        row.startedAt(),
        names.of(change.draftedBy),
        Optional.ofNullable(change.proposal).orElseThrow(),
        names.of(change.confirmedBy),
        Optional.ofNullable(change.confirmation).orElseThrow());
  }

  Progress progress(MassResetRow row, int page, Names names) {
    List<MemberRow> late = book.stragglers(row.id, store.now().minus(Duration.ofDays(row.days)));
    return new Progress(
        plan(row),
        started(row, names),
        Optional.ofNullable(row.nextWaveAt),
        book.counts(row.id),
        members(book.page(row.id, page * MassResets.A_PAGE, MassResets.A_PAGE)),
        page,
        row.isOpen() ? members(late) : List.of(),
        owed(book.members(row.id)));
  }

  /** Of how many people something is not done. */
  private int owed(List<MemberRow> members) {
    return duties.open(members.stream().map(MemberRow::act).collect(Collectors.toSet())).size();
  }

  Report report(MassResetRow row, Names names) {
    List<MemberRow> all = book.members(row.id);
    List<Duration> times = all.stream().flatMap(it -> took(it).stream()).sorted().toList();
    return new Report(
        plan(row),
        started(row, names),
        book.counts(row.id),
        median(times),
        times.size(),
        (int) all.stream().filter(it -> it.is(Stage.BACK) && it.blockedAt == null).count(),
        members(all.stream().filter(MemberRow::isOpen).toList()),
        members(all.stream().filter(it -> it.is(Stage.LEFT_OUT)).toList()),
        owed(all),
        ended(row, names));
  }

  private static Optional<Ended> ended(MassResetRow row, Names names) {
    return Optional.ofNullable(row.endedAt).map(
        it -> new Ended(
            it,
            Optional.ofNullable(row.endedBy).map(names::of),
            Optional.ofNullable(row.endedBecause).orElse("")));
  }

  private static Optional<Duration> took(MemberRow row) {
    return row.blockedAt == null || row.backAt == null
        ? Optional.empty()
        : Optional.of(Duration.between(row.blockedAt, row.backAt));
  }

  private static Optional<Duration> median(List<Duration> sorted) {
    if (sorted.isEmpty()) {
      return Optional.empty();
    }
    Duration upper = sorted.get(sorted.size() / 2);
    Duration lower = sorted.get((sorted.size() - 1) / 2);
    return Optional.of(lower.plus(upper).dividedBy(2));
  }

  private static List<Member> members(List<MemberRow> rows) {
    return rows.stream().map(MemberRow::member).toList();
  }
}
