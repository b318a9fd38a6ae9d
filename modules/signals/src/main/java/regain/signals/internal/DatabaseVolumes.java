package regain.signals.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import regain.kernel.Chance;
import regain.kernel.Keyring;
import regain.signals.Alarm;
import regain.signals.Calibration;
import regain.signals.Happening;
import regain.signals.Segment;
import regain.signals.Segment.Kind;
import regain.signals.Thresholds;
import regain.signals.Volumes;

/** Counts in the database, where all nodes see them. Whoever looks holds the one row of the watch until it is committed. */
@Dependent
class DatabaseVolumes implements Volumes {
  private static final int SKIP_LOCKED = -2;

  private final EntityManager database;
  private final InstantSource clock;
  private final Chance chance;
  private final Keyring keyring;
  private final Folding folding;
  private final Sequences sequences;
  private final Closing closing;
  private final Alarms alarms;
  private final Calibrations calibrations;

  @Inject
  DatabaseVolumes(
      EntityManager database,
      InstantSource clock,
      Chance chance,
      Keyring keyring,
      Folding folding,
      Sequences sequences,
      Closing closing,
      Alarms alarms,
      Calibrations calibrations) {
    this.database = database;
    this.clock = clock;
    this.chance = chance;
    this.keyring = keyring;
    this.folding = folding;
    this.sequences = sequences;
    this.closing = closing;
    this.alarms = alarms;
    this.calibrations = calibrations;
  }

  @Override
  public void tell(Happening what, Set<Segment> where) {
    if (where.size() > MOST_SEGMENTS) {
      throw new IllegalArgumentException(where.size() + " segments");
    }
    var all = new LinkedHashSet<Segment>(where);
    all.add(Segment.ORGANISATION);
    of(where, Kind.SUPERVISOR)
        .flatMap(by -> of(where, Kind.ACCOUNT).map(it -> pair(stored(by), stored(it))))
        .ifPresent(all::add);
    database.persist(
        new ToldRow(
            chance.uuid(),
            clock.instant(),
            all.stream().map(it -> new Series(what, stored(it))).toList()));
  }

  private static Optional<Segment> of(Set<Segment> where, Kind kind) {
    return where.stream().filter(it -> it.kind() == kind).findFirst();
  }

  private static Segment pair(Segment supervisor, Segment account) {
    return new Segment(Kind.PAIR, supervisor.key() + " " + account.key());
  }

  @Override
  public Segment stored(Segment segment) {
    return segment.kind().hidden()
        ? new Segment(
            segment.kind(),
            keyring.pseudonym(
                "regain/volume/" + segment.kind() + "/v1",
                segment.key().getBytes(StandardCharsets.UTF_8)))
        : segment;
  }

  @Override
  public List<Alarm> look() {
    Optional<WatchRow> watch = database.createQuery("from WatchRow", WatchRow.class)
        .setLockMode(LockModeType.PESSIMISTIC_WRITE)
        .setHint("jakarta.persistence.lock.timeout", SKIP_LOCKED)
        .getResultStream()
        .findFirst();
    return watch.map(it -> look(it, clock.instant())).orElseGet(List::of);
  }

  /** Counting and learning go on while no alarms are raised. */
  private List<Alarm> look(WatchRow watch, Instant now) {
    if (watch.since == null) {
      watch.since = now;
    }
    Calibration.InForce inForce = calibrations.now();
    Thresholds thresholds = inForce.thresholds();
    Map<Series, List<Instant>> told = folding.take();
    var found = new ArrayList<Finding>(sequences.found(told, thresholds));
    Map<Instant, Map<Series, Integer>> hours = folding.count(told);
    if (!now.isBefore(watch.learnsUntil(now, thresholds))) {
      hours.forEach((hour, seen) -> found.addAll(Unusual.in(hour, seen, usual(seen, thresholds), thresholds)));
    }
    found.addAll(closing.close(watch, now, thresholds));
    return inForce.on() ? alarms.raise(found, now, thresholds.quiet()) : List.of();
  }

  private Map<Series, Baseline> usual(Map<Series, Integer> seen, Thresholds thresholds) {
    return baselines(
        seen.entrySet()
            .stream()
            .filter(it -> it.getValue() >= thresholds.floor())
            .map(it -> it.getKey().text())
            .toList(),
        thresholds);
  }

  private Map<Series, Baseline> baselines(Collection<String> series, Thresholds thresholds) {
    var baselines = new HashMap<Series, Baseline>();
    if (!series.isEmpty()) {
      database.createQuery("from BaselineRow where series in :series", BaselineRow.class)
          .setParameter("series", series)
          .getResultStream()
          .forEach(row -> row.baseline(thresholds).ifPresent(it -> baselines.put(row.series(), it)));
    }
    return baselines;
  }

  @Override
  public Outlook outlook(Happening what, Kind kind, int hours) {
    Instant now = clock.instant();
    Instant first = now.truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(hours - 1L));
    Map<String, List<HourRow>> rows = database
        .createQuery("from HourRow where beginsAt >= :first and series like :series", HourRow.class)
        .setParameter("first", first)
        .setParameter("series", Series.prefix(what, kind) + "%")
        .getResultStream()
        .collect(Collectors.groupingBy(it -> it.series));
    List<String> shown = rows.entrySet()
        .stream()
        .sorted(
            Map.Entry.<String, List<HourRow>>comparingByValue((one, other) -> sum(other) - sum(one))
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(MOST_SHOWN)
        .map(Map.Entry::getKey)
        .toList();
    Thresholds thresholds = calibrations.now().thresholds();
    Map<Series, Baseline> usual = baselines(shown, thresholds);
    return new Outlook(
        database.find(WatchRow.class, WatchRow.ONE).learnsUntil(now, thresholds),
        shown.stream().map(it -> line(Series.of(it), rows.getOrDefault(it, List.of()), usual, first, hours)).toList());
  }

  private static int sum(List<HourRow> rows) {
    return rows.stream().mapToInt(it -> it.seen).sum();
  }

  private static Line line(
      Series series, List<HourRow> rows, Map<Series, Baseline> usual, Instant first, int hours) {
    Map<Instant, Integer> seen = rows.stream().collect(Collectors.toMap(it -> it.beginsAt, it -> it.seen));
    Baseline baseline = usual.getOrDefault(series, Baseline.NOTHING);
    return new Line(
        series.segment(),
        IntStream.range(0, hours)
            .mapToObj(it -> first.plus(Duration.ofHours(it)))
            .map(it -> new Hour(it, seen.getOrDefault(it, 0), baseline.expected(it)))
            .toList());
  }

  @Override
  public List<Alarm> alarms(Instant since) {
    return alarms.since(since, MOST_SHOWN);
  }

  @Override
  public Optional<Alarm> alarm(UUID id) {
    return alarms.find(id);
  }
}
