package regain.signals.internal;

import regain.signals.Happening;
import regain.signals.Segment;
import regain.signals.Segment.Kind;

/** One thing that is counted in one segment. Written as one word for the tables, as {@code RESET/UNIT/Harbour}. */
record Series(Happening what, Segment segment) {
  static Series of(String text) {
    String[] parts = text.split("/", 3);
    return new Series(Happening.valueOf(parts[0]), new Segment(Kind.valueOf(parts[1]), parts[2]));
  }

  /** What all texts of one kind begin with. */
  static String prefix(Happening what, Kind kind) {
    return what + "/" + kind + "/";
  }

  String text() {
    return prefix(what, segment.kind()) + segment.key();
  }

  boolean is(Happening happening, Kind kind) {
    return what == happening && segment.kind() == kind;
  }

  /**
   * Whether it has a usual volume. One account has none, and the failures of one network are those of one household: a
   * decayed counter is for both.
   */
  boolean hasVolume() {
    return switch (segment.kind()) {
      case ACCOUNT, PAIR -> false;
      case NETWORK -> what == Happening.RESET;
      case ORGANISATION, POPULATION, UNIT, CHANNEL, FACTOR, SUPERVISOR, AGENT ->
        what == Happening.RESET || what == Happening.FAILURE;
    };
  }
}
