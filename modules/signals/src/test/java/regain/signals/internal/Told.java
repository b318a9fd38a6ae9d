package regain.signals.internal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import regain.signals.Happening;
import regain.signals.Segment;
import regain.signals.Segment.Kind;

/**
 * Something that happens in the organisation that does not exist, and where.
 *
 * @param second counted from the beginning
 */
record Told(Happening what, int second, List<Segment> where) {
  private static final int HOUR = 3600;

  Told {
    where = List.copyOf(where);
  }

  int hour() {
    return second / HOUR;
  }

  Instant at() {
    return Organisation.at(0).plusSeconds(second);
  }

  Segment in(Kind kind) {
    return where.stream().filter(it -> it.kind() == kind).findFirst().orElseThrow();
  }

  Stream<Series> series() {
    return Stream.concat(Stream.of(Segment.ORGANISATION), where.stream()).map(it -> new Series(what, it));
  }

  /** Something else in the same place. */
  Told but(Happening other, int when) {
    return new Told(other, when, where);
  }

  Told without(Kind... kinds) {
    List<Kind> left = List.of(kinds);
    return new Told(what, second, where.stream().filter(it -> !left.contains(it.kind())).toList());
  }

  /** There in place of any other of that kind. */
  Told with(Segment segment) {
    var other = new ArrayList<>(without(segment.kind()).where);
    other.add(segment);
    return new Told(what, second, other);
  }
}
