package regain.signals;

import java.util.List;
import org.jspecify.annotations.Nullable;
import regain.signals.Segment.Kind;
import regain.signals.Thresholds.Counter;
import regain.signals.Thresholds.Window;

/** A number of {@link Thresholds} that an owner may turn, and how far: no turn silences a rule, or makes it cry at everything. */
public enum Dial {
  FLOOR(3, 50),
  TAIL(1e-6, 1e-3),
  /** Below 1/168, as {@link Thresholds#discoveries} says. */
  DISCOVERIES(5e-4, 5.9e-3),
  SLACK(0.25, 2),
  LIMIT(4, 20),
  RAMP_FLOOR(5, 100),
  RISE(0.01, 0.1),
  AGENT_RESETS(2, 50, Happening.RESET, Kind.AGENT),
  SUPERVISOR_WORDS(2, 50, Happening.ATTESTATION, Kind.SUPERVISOR),
  PAIR_WORDS(2, 10, Happening.ATTESTATION, Kind.PAIR),
  NETWORK_NOT_ME(2, 20, Happening.NOT_ME, Kind.NETWORK),
  ALL_NOT_ME(3, 100, Happening.NOT_ME, Kind.ORGANISATION),
  ACCOUNT_FAILURES(5, 100, Happening.FAILURE, Kind.ACCOUNT),
  NETWORK_FAILURES(10, 400, Happening.FAILURE, Kind.NETWORK),
  SUPERVISOR_FAILURES(5, 100, Happening.FAILURE, Kind.SUPERVISOR),
  AGENT_FAILURES(5, 100, Happening.FAILURE, Kind.AGENT);

  private static final List<Dial> PARTS = List.of(TAIL, DISCOVERIES, SLACK, RISE);

  private final double least;
  private final double most;
  /** What is counted by the one window or counter that it turns. */
  private final @Nullable Happening what;
  private final @Nullable Kind kind;

  Dial(double least, double most) {
    this.least = least;
    this.most = most;
    this.what = null;
    this.kind = null;
  }

  Dial(double least, double most, Happening what, Kind kind) {
    this.least = least;
    this.most = most;
    this.what = what;
    this.kind = kind;
  }

  public double least() {
    return least;
  }

  public double most() {
    return most;
  }

  /** Whether it counts something, so that it has no fractions. */
  public boolean isCount() {
    return !PARTS.contains(this);
  }

  /** Whether it may be turned so far. */
  public boolean allows(double value) {
    return value >= least && value <= most && (!isCount() || value == Math.rint(value));
  }

  boolean turns(Window window) {
    return window.what() == what && window.kind() == kind;
  }

  boolean turns(Counter counter) {
    return counter.what() == what && counter.kind() == kind;
  }
}
