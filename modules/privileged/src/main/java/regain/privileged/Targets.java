package regain.privileged;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import regain.enrollment.Enrollment.Holder;
import regain.kernel.PersonId;

/** The systems on which privilege is given, as the security team sees them, and the look that compares them with the record. */
public interface Targets {
  /**
   * Asks every target what of ours is there, and compares it with the record both ways. What is there and should not be is said; what is
   * ours and over is taken back. Safe on many nodes at once.
   *
   * @return how many differences are new
   */
  int reconcile();

  /** @throws IllegalArgumentException when somebody without the role came so far */
  Overview overview(Holder by);

  /**
   * Takes a grant back before its time. Returns whether there was something to take back.
   *
   * @throws IllegalArgumentException when somebody without the role came so far
   */
  boolean takeBack(Holder by, UUID grant);

  /**
   * @param stuck what could not be taken back, oldest first
   */
  record Overview(List<Target> targets, List<Live> stuck, List<Live> live, List<Difference> differences) {
    public Overview {
      targets = List.copyOf(targets);
      stuck = List.copyOf(stuck);
      live = List.copyOf(live);
      differences = List.copyOf(differences);
    }
  }

  /**
   * @param askedAt when it was asked last
   * @param answeredAt when it last answered
   * @param grants how many grants it may have now
   */
  record Target(
      String name, String kind, boolean strict, boolean ends, Optional<Instant> askedAt, Optional<Instant> answeredAt,
      int grants) {
    /** Whether its last answer is one. */
    public boolean answers() {
      return askedAt.isPresent() && askedAt.equals(answeredAt);
    }
  }

  /** @param holder how the holder is called */
  record Live(Grant grant, String holder, Optional<String> why) {}

  /** Something on a target that the record does not know, or the other way round. */
  record Difference(UUID id, String target, String object, Kind kind, Instant since, Optional<PersonId> holder) {
    public enum Kind {
      /** It is there, and nobody was given it. */
      NOT_OURS,
      /** It was given, and is not as it was given: it lasts for longer, or is for others, too. */
      CHANGED,
      /** It was given, and is not there. */
      MISSING,
      /** It is there, and was taken back. */
      CAME_BACK
    }
  }
}
