package regain.policy;

import java.time.Instant;
import java.util.Set;

/** What is still open before a case is carried. */
public sealed interface Need {
  /** One piece of evidence by any of these methods, independent of what is there already. */
  record Proof(Set<Method> anyOf) implements Need {
    public Proof {
      anyOf = Set.copyOf(anyOf);
    }
  }

  /**
   * Everything is proven, but long ago: whoever is here now shows one piece once more. Any of these methods will do, also
   * one that was shown before.
   */
  record Again(Set<Method> anyOf) implements Need {
    public Again {
      anyOf = Set.copyOf(anyOf);
    }
  }

  /** So many people who know the person have to vouch for them. */
  record Attestation(int more) implements Need {}

  /**
   * A rule refuses because of risk. Two people of different lines who know why would have to vouch for the person all the
   * same. It comes on top of everything else and takes the place of nothing.
   *
   * @param because what the rule found
   * @param missing whose words are
   */
  record Appeal(Set<Signal> because, Set<Method> missing) implements Need {
    public Appeal {
      because = Set.copyOf(because);
      missing = Set.copyOf(missing);
    }
  }

  /** A just-in-time grant over this very case, to which everybody has to agree whom policy names. */
  record Grant() implements Need {}

  /** A moment that has to come. Derived from stored instants, so asking again does not move it. */
  record Time(Instant until) implements Need {}
}
