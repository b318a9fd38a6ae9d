package regain.recovery.internal;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import regain.policy.Signal;

/** Signals as they lie in a column: names with commas in between, always in one order. */
final class SignalNames {
  private SignalNames() {}

  static String write(Collection<Signal> signals) {
    return signals.stream().sorted().map(Signal::name).collect(Collectors.joining(","));
  }

  static List<Signal> read(String names) {
    return Arrays.stream(names.split(",", -1)).filter(it -> !it.isEmpty()).map(Signal::valueOf).toList();
  }
}
