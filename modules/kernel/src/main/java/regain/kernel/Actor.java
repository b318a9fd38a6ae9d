package regain.kernel;

/** Who did something. All accounts of one person are that one {@link Human}. */
public sealed interface Actor {
  /** Somebody in front of a browser who has proven nothing yet. */
  record Claimant() implements Actor {}

  /** A person who has proven to be this person. */
  record Human(PersonId person) implements Actor {}

  /** A part of the house that acts by itself, such as a worker or a timer. */
  record House(String part) implements Actor {}
}
