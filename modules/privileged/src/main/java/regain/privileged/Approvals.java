package regain.privileged;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import regain.enrollment.Enrollment.Holder;

/**
 * The side of those who agree to a request, or refuse it. To agree is evidence for something that policy has bounded beforehand, and
 * nothing more: it cannot be made longer or wider, and one who refuses ends it. Nobody agrees to what is their own, for two groups, or for
 * somebody who has agreed for them lately.
 */
public interface Approvals {
  /** What waits for this person, the first to run out first, at most ten: when these are answered, others come. */
  Waits waiting(Holder by);

  /** What this person would sign. */
  Sight look(Holder by, UUID grant, Answer answer);

  /** Options for signing it. */
  Optional<String> ask(Holder by, UUID grant, Answer answer);

  /** @param response the passkey's, as JSON */
  Outcome sign(Holder by, UUID grant, Answer answer, String response);

  /** @param more whether others wait besides */
  record Waits(List<Waiting> first, boolean more) {
    public Waits {
      first = List.copyOf(first);
    }
  }

  /** @param name how the holder is called */
  record Waiting(Grant grant, String name, String group) {}

  sealed interface Sight {
    /** @param text what is signed, to the letter */
    record Open(Waiting waiting, String text) implements Sight {}

    record Barred(No why) implements Sight {}
  }

  enum Answer {
    AGREE,
    REFUSE
  }

  enum Outcome {
    /** Others have to agree, too. */
    AGREED,
    /** They were the last: it is given now. */
    GIVEN,
    /** They were the last, and it is over a case: its person can go on as soon as they have waited. */
    COMPLETE,
    /** It is refused, and over. */
    REFUSED,
    /** The passkey's answer does not fit: it can be tried again. */
    NOT_SIGNED,
    /** It is not there any more, or not for this person to sign. */
    GONE
  }

  /** Why somebody has no say in it. */
  enum No {
    /** There is no such request, or it does not wait any more. */
    GONE,
    /** They are in none of the groups that are still wanted. */
    NOT_IN_GROUP,
    /** They have not been in that group for long enough. */
    GROUP_TOO_NEW,
    /** It is their own, or that of an account of theirs. */
    OWN,
    /** Whoever asks has agreed for them lately. */
    CIRCLE,
    /** They have another part in it. */
    OTHER_PART,
    /** They can change the target themselves: their word would be about what they have anyway. */
    PROVISIONER,
    /** Their passkey is too new, or rests on a password. */
    PASSKEY_TOO_NEW,
    /** They are locked, or whoever asks, or the target. */
    LOCKED
  }
}
