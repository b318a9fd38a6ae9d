package regain.privileged;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import regain.enrollment.Enrollment.Holder;
import regain.kernel.PersonId;

/** The systems on which privilege is given, as the security team sees them, and the look that compares them with the record. */
public interface Targets {
  /** So many of each list are shown at once. */
  int A_PAGE = 25;
  /** More is not counted. */
  int MOST_COUNTED = 1000;

  /**
   * Asks every target what of ours is there, and compares it with the record both ways. What is there and should not be is said; what is
   * ours and over is taken back. Safe on many nodes at once.
   *
   * @return how many differences are new
   */
  int reconcile();

  /** @throws IllegalArgumentException when somebody without the role came so far */
  Overview overview(Holder by, Wanted wanted);

  /**
   * Takes a grant back before its time. Returns whether there was something to take back.
   *
   * @throws IllegalArgumentException when somebody without the role came so far
   */
  boolean takeBack(Holder by, UUID grant);

  /**
   * Which of what is in force is wanted.
   *
   * @param target on this one only
   * @param holder of this person only
   * @param number with this number only
   * @param after after this place
   */
  record Wanted(Optional<String> target, Optional<PersonId> holder, Optional<String> number, Optional<Place> after) {
    public static final Wanted ALL = new Wanted(
        Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    public static Wanted of(PersonId holder) {
      return new Wanted(Optional.empty(), Optional.of(holder), Optional.empty(), Optional.empty());
    }

    public static Wanted numbered(String number) {
      return new Wanted(Optional.empty(), Optional.empty(), Optional.of(number), Optional.empty());
    }
  }

  /** A place in the list of what is in force, which begins with what ends first. */
  record Place(Instant ends, UUID grant) {}

  /**
   * @param stuck what could not be taken back, the oldest {@link #A_PAGE}
   * @param live the next {@link #A_PAGE} of what is in force and wanted; what is stuck is among them only where one person or number is
   * @param differences the oldest {@link #A_PAGE}
   * @param more of what there is more
   */
  record Overview(
      List<Target> targets, List<Live> stuck, List<Live> live, List<Difference> differences, Set<Part> more) {
    public Overview {
      more = Set.copyOf(more);
      targets = List.copyOf(targets);
      stuck = List.copyOf(stuck);
      live = List.copyOf(live);
      differences = List.copyOf(differences);
    }
  }

  /** What of an overview is a list. */
  enum Part {
    STUCK,
    LIVE,
    DIFFERENCES
  }

  /**
   * @param askedAt when it was asked last
   * @param answeredAt when it last answered
   * @param grants how many grants it may have now; {@link #MOST_COUNTED} where there are as many or more
   */
  record Target(
      String name, String kind, boolean strict, boolean ends, Optional<Instant> askedAt, Optional<Instant> answeredAt,
      int grants) {
    /** Whether its last answer is one. */
    public boolean answers() {
      return askedAt.isPresent() && askedAt.equals(answeredAt);
    }

    public boolean many() {
      return grants >= MOST_COUNTED;
    }
  }

  /**
   * A grant that its target may have now.
   *
   * @param holder how the holder was called when they asked
   * @param endingSince since when it is being taken back
   * @param why why it could not be taken back, if it was tried
   */
  record Live(
      UUID id,
      String number,
      String says,
      String target,
      String holder,
      Grant.State state,
      Optional<Instant> endsAt,
      Optional<Grant.Ending> ending,
      Optional<Instant> endingSince,
      Optional<String> why) {}

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
