package regain.signals.internal;

import java.time.Instant;
import java.util.Optional;
import regain.signals.Alarm.Rule;

/** What a rule has found. The same may be found at each look: whether it is news, {@link Alarms} knows. */
record Finding(
    Rule rule, Series series, Instant from, Instant to, double seen, double expected, Optional<Double> chance) {}
