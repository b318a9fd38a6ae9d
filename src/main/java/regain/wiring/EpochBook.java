package regain.wiring;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import regain.audit.History.Mark;
import regain.kernel.Ending;

/** What the epoch file says, line by line; what comes later goes before what came earlier. */
final class EpochBook {
  private static final int MOST_MARKS = 500;
  private static final Duration SPARE = Duration.ofDays(30);

  private Optional<Instant> from = Optional.empty();
  private Optional<UUID> epoch = Optional.empty();
  private Optional<Mark> mark = Optional.empty();
  private final Map<String, Ending> endings = new LinkedHashMap<>();
  private int marks;
  private boolean byHand;

  void take(EpochLine line) {
    switch (line) {
      case EpochLine.From(Instant since) -> from = Optional.of(since);
      case EpochLine.Epoch(UUID id) -> epoch = Optional.of(id);
      case EpochLine.Marked(Mark newest) -> {
        mark = Optional.of(newest);
        marks++;
      }
      case EpochLine.Ended(Ending ending) -> endings.putIfAbsent(key(ending), ending);
    }
  }

  /** An operator has written that the database was restored. */
  void takeWord() {
    byHand = true;
  }

  boolean saidByHand() {
    return byHand;
  }

  Optional<Instant> from() {
    return from;
  }

  Optional<UUID> epoch() {
    return epoch;
  }

  Optional<Mark> mark() {
    return mark;
  }

  Collection<Ending> endings() {
    return endings.values();
  }

  boolean knows(Ending ending) {
    return endings.containsKey(key(ending));
  }

  private static String key(Ending ending) {
    return ending.kind() + " " + ending.what();
  }

  /** Whether it holds more than it needs: old marks, or for more than a month what need not be known any more. */
  boolean isLong(Instant since) {
    return marks > MOST_MARKS || from.filter(it -> it.isBefore(since.minus(SPARE))).isPresent();
  }

  /** The same in as few lines as can be, without what need not be known any more. */
  List<EpochLine> inShort(Instant since, Predicate<Ending> stillCounts) {
    var lines = new ArrayList<EpochLine>();
    lines.add(new EpochLine.From(from.filter(since::isBefore).orElse(since)));
    epoch.map(EpochLine.Epoch::new).ifPresent(lines::add);
    endings.values().stream().filter(stillCounts).map(EpochLine.Ended::new).forEach(lines::add);
    mark.map(EpochLine.Marked::new).ifPresent(lines::add);
    return lines;
  }
}
