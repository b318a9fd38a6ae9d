package regain.policy;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What policy says. No person can give one of these by discretion. */
public sealed interface Decision {
  /** The last of the moments that have to come, if any has. */
  default Optional<Instant> waitsUntil() {
    return this instanceof Needs(Set<Need> open)
        ? open.stream()
            .flatMap(it -> it instanceof Need.Time(Instant until) ? Stream.of(until) : Stream.empty())
            .max(Instant::compareTo)
        : Optional.empty();
  }

  /** Refused by the floor. Final for this case. */
  record Deny(Reason reason) implements Decision {}

  /** Not yet: at least one need is open. */
  record Needs(Set<Need> open) implements Decision {
    public Needs {
      open = Set.copyOf(open);
      if (open.isEmpty()) {
        throw new IllegalArgumentException("Needs without a need would be an Allow");
      }
    }

    static Needs one(Need need) {
      return new Needs(Set.of(need));
    }
  }

  /** Carried. {@code reviewed}: whether somebody has to look at it afterwards. */
  record Allow(boolean reviewed) implements Decision {}
}
