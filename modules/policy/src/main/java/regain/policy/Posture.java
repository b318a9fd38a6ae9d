package regain.policy;

import java.time.Instant;
import java.util.Set;

/**
 * An elevated posture: two people have narrowed what everybody may do by themselves, for a while.
 *
 * @param until when it ends by itself
 */
public record Posture(Set<Narrowing> narrows, Instant until) {
  public Posture {
    narrows = Set.copyOf(narrows);
  }
}
