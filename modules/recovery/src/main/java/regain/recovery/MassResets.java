package regain.recovery;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import regain.enrollment.Enrollment.Holder;

/**
 * After an incident a group of people is required to recover: their passwords are replaced by ones that nobody knows, a wave
 * at a time, and each comes back by themselves. It is written down as a list, looked at, and started by two people
 * ({@link Changes}). Every method looks at the role itself, and throws {@link IllegalArgumentException} when somebody without
 * it came so far; whoever is shown people leaves an event.
 */
public interface MassResets {
  int MOST_PEOPLE = 1000;

  /** As many as a service desk can answer in a quarter of an hour. */
  int USUAL_WAVE = 25;

  Duration USUAL_PAUSE = Duration.ofMinutes(15);

  Duration LONGEST_PAUSE = Duration.ofHours(24);

  /** After so many days somebody who is not back counts as a straggler. */
  int USUAL_DAYS = 3;

  int MOST_DAYS = 30;

  /** A straggler is reminded so often, once a day. */
  int MOST_REMINDERS = 3;

  /** So many people stand on a page. */
  int A_PAGE = 50;

  /** Newest first, without the people. */
  List<Line> all(Holder by);

  /** Writes a list down. Nothing happens before two people have signed it. */
  Drafted draft(Holder by, Wish wish);

  /** What would happen to whom, as of now. Empty when there is no such list. */
  Optional<Preview> preview(Holder by, UUID reset);

  /**
   * How far it is. Empty before it was started.
   *
   * @param page from 0
   */
  Optional<Progress> progress(Holder by, UUID reset, int page);

  /** The numbers at the end, or those of this moment. Empty before it was started. */
  Optional<Report> report(Holder by, UUID reset);

  /** Nobody else is blocked for now. Returns whether there was anything to hold. */
  boolean pause(Holder by, UUID reset);

  /** It goes on as two people have signed it. */
  boolean resume(Holder by, UUID reset);

  /** Nobody else is blocked any more. Whoever is blocked comes back as before. */
  boolean stop(Holder by, UUID reset);

  /**
   * Ends it before everybody is back.
   *
   * @param because not blank, at most {@link Changes#MOST_BECAUSE} characters
   */
  boolean end(Holder by, UUID reset, String because);

  /**
   * What somebody wants to start.
   *
   * @param names of accounts, as typed
   * @param wave so many are blocked at once
   * @param pause from one wave to the next
   * @param days after which somebody who is not back is reminded
   * @param since when the incident may have begun: passkeys, addresses and codes that were added since are suspended
   */
  record Wish(
      List<String> names, String because, int wave, Duration pause, int days, Optional<Instant> since) {
    public Wish {
      names = List.copyOf(names);
    }
  }

  sealed interface Drafted {
    record Saved(UUID reset) implements Drafted {}

    record Refused(No why) implements Drafted {}
  }

  /** Why a list is not written down. */
  enum No {
    /** Nobody in it can be blocked here. */
    NOBODY,
    TOO_MANY,
    /** Whoever writes it is in it. */
    OWN,
    /** Fewer than three reviewers would be left, and so nobody to look at it afterwards. */
    TOO_FEW_REVIEWERS,
    /** The directory did not answer. */
    TRY_LATER
  }

  enum Condition {
    DRAFT,
    RUNNING,
    PAUSED,
    STOPPED,
    ENDED
  }

  /** How somebody would come back, or why they are not blocked here. */
  enum Standing {
    /** With a passkey, in two minutes. */
    PASSKEY,
    /** With saved codes and an address, or with whatever else carries a path. */
    PATH,
    /** With nothing that they have: others must vouch for them. */
    STRANDED,
    /** The account cannot be used as it is. Once it can be again, its old password opens it. */
    OUT,
    /** Privileged or governance: recovers inside a grant, elsewhere. */
    ELSEWHERE,
    NOT_FOUND;

    public boolean isBlocked() {
      return this == PASSKEY || this == PATH || this == STRANDED;
    }
  }

  /** How far somebody is. */
  enum Stage {
    WAITING,
    /** Their wave has come. */
    BLOCKING,
    /** A system has not taken it; it is tried on. */
    STUCK,
    BLOCKED,
    /** Blocked, and nothing that they had then carries a path. */
    STRANDED,
    /** They have chosen a password of their own. */
    BACK,
    LEFT_OUT
  }

  /** @param over whether it can be signed no more */
  record Line(Plan plan, int back, Optional<Changes.Proposed> waiting, boolean over) {}

  /**
   * @param people who would be blocked
   * @param digest SHA-256 of the list, a line for each person in the order of the waves
   */
  record Plan(
      UUID id,
      String number,
      Condition condition,
      String because,
      int people,
      int wave,
      Duration pause,
      int days,
      Optional<Instant> since,
      String digest,
      Instant draftedAt) {
    public int waves() {
      return (people + wave - 1) / wave;
    }
  }

  /**
   * @param now whether the directory has answered: otherwise it is as it was when the list was written
   * @param signable whether this reader can sign it now
   * @param own whether this reader has written it, so that somebody else confirms it
   */
  record Preview(
      Plan plan, Map<Standing, List<Member>> people, boolean now, boolean signable, boolean own) {}

  /**
   * @param about the systems that have not taken it, or why somebody was left out
   * @param blockedAt when every system had taken it
   */
  record Member(
      String name,
      String displayName,
      Stage stage,
      String about,
      Optional<Instant> blockedAt,
      Optional<Instant> backAt,
      int reminders) {}

  /** @param proposal the signed statement of whoever has proposed it, and so on */
  record Started(Instant at, String by, UUID proposal, String confirmedBy, UUID confirmation) {}

  /**
   * @param nextWave when the next wave comes, if one does
   * @param stragglers who is not back after the days that were agreed, the longest first
   * @param owed people of whom something is not confirmed yet: a system, sessions, a letter
   */
  record Progress(
      Plan plan,
      Started started,
      Optional<Instant> nextWave,
      Map<Stage, Integer> counts,
      List<Member> members,
      int page,
      List<Member> stragglers,
      int owed) {
    public int pages() {
      return Math.max(1, (counts.values().stream().mapToInt(it -> it).sum() + A_PAGE - 1) / A_PAGE);
    }
  }

  /**
   * @param median from the moment at which somebody was blocked to that at which they had chosen a password, of those who
   *     have; whoever has not stands nowhere in it
   * @param measured how many these are
   * @param before how many had chosen one after the start and before their wave, and were never blocked
   * @param open who is not back
   */
  record Report(
      Plan plan,
      Started started,
      Map<Stage, Integer> counts,
      Optional<Duration> median,
      int measured,
      int before,
      List<Member> open,
      List<Member> leftOut,
      int owed,
      Optional<Ended> ended) {}

  /** @param by empty when everybody was back */
  record Ended(Instant at, Optional<String> by, String because) {}
}
