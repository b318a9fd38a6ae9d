package regain.policy;

import java.util.Set;

/** What policy says. No person can give one of these by discretion. */
public sealed interface Decision {
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
