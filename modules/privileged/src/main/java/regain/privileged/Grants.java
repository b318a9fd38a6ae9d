package regain.privileged;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import regain.enrollment.Enrollment.Holder;
import regain.kernel.CaseId;
import regain.kernel.PersonId;
import regain.kernel.Secret;

/**
 * The side of those who need privilege for a while (NIST SP 800-53, AC-6(2), AC-2(6)). A request is frozen when it is made: what is agreed to is
 * what is given, or nothing is.
 */
public interface Grants {
  /** The longest reason, in characters. */
  int MOST_BECAUSE = 500;

  /** As many requests may wait for one person. */
  int MOST_WAITING = 5;

  /** So many that are over are listed. */
  int MOST_OVER = 10;

  /** Everything of this person: what they may ask for, what they have, and what they had lately. */
  Mine mine(Holder by);

  /** What this person may ask for. */
  List<Entitlement> offered(Holder by);

  /** One of their own. */
  Optional<Grant> look(Holder by, UUID grant);

  /**
   * Freezes a request and tells those who have to agree.
   *
   * @param lasts cut to what policy allows
   */
  Asked ask(Holder by, String entitlement, Duration lasts, String because, Map<String, String> values);

  /** Withdraws a request, or gives back what was given. Returns whether there was something. */
  boolean end(Holder by, UUID grant);

  /** The secret with which it is used: once, and for its holder alone. Empty when it has none, or gave it out already. */
  Optional<Secret> key(Holder by, UUID grant);

  /** One for somebody who reviews it. Whether they may see it is asked where its case is opened. Empty when there is none of this number. */
  Optional<Reviewed> reviewed(CaseId act);

  /** @param names how those are called who are named in it, as far as the directory tells now */
  record Reviewed(Grant grant, Map<PersonId, String> names) {
    public Reviewed {
      names = Map.copyOf(names);
    }
  }

  /**
   * @param over those that ended last, at most {@link #MOST_OVER}
   * @param now as of when
   */
  record Mine(List<Entitlement> offered, List<Grant> open, List<Grant> over, Instant now) {
    public Mine {
      offered = List.copyOf(offered);
      open = List.copyOf(open);
      over = List.copyOf(over);
    }

    /** Whether there may be more that are over. */
    public boolean isCut() {
      return over.size() == MOST_OVER;
    }
  }

  sealed interface Asked {
    record Done(UUID grant) implements Asked {}

    /** @param fields which fields have to be mended: {@code because} or the name of a prompt */
    record Mend(List<String> fields) implements Asked {}

    record Refused(No why) implements Asked {}
  }

  /** Why somebody may not. */
  enum No {
    /** There is no such thing, or not for them. */
    NOT_OFFERED,
    /** Their passkey is too new, or rests on a password. */
    PASSKEY_TOO_NEW,
    /** They have shown their passkey too long ago. */
    PROVE_AGAIN,
    /** They have it, or wait for it. */
    HAVE_IT,
    /** They wait for too many. */
    TOO_MANY,
    /** They are locked, or the target is. */
    LOCKED
  }
}
