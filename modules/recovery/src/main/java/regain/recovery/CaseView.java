package regain.recovery;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import regain.policy.Method;
import regain.policy.Purpose;
import regain.policy.Reason;
import regain.policy.Signal;

/**
 * A case as its page shows it.
 *
 * @param number what people are told
 * @param name the name as it was typed
 * @param step the key of the next step: a POST that carries it is done once
 * @param proofs what was proven and still counts
 * @param open which kinds of evidence are missing, each set an any-of; while a moment has to come, which would bring it nearer
 * @param again whether what is open was shown before, and only has to be shown once more
 * @param appeal what a rule refuses for, once everything else is shown
 * @param agreement who has agreed to the grant over this case, while one is wanted
 * @param waitsUntil set while a moment has to come
 * @param shorter until when it would be with one of what is open, if that is sooner
 * @param sooner whether it waits only because this browser is not known, so that it would go on in one that is
 * @param narrowed whether it waits because of an elevated posture
 * @param contacts addresses to which a code may go, masked, in the order of their choice
 * @param code the code that is on its way, if one is
 * @param refusal why the last step did not go on
 * @param denied why policy refused, once it did
 * @param effects the lines of the receipt; of somebody privileged, also how far their claim is
 * @param passkeys how many passkeys the person has after this, for the advice at the end
 * @param newCodes whether new recovery codes can be drawn from the receipt
 * @param newFactor the system for which a new second factor can be drawn from the receipt
 * @param cameFrom where the person came from, if that is registered
 */
public record CaseView(
    String number,
    Purpose purpose,
    String name,
    State state,
    int step,
    Instant openedAt,
    Instant expiresAt,
    List<Proof> proofs,
    List<Set<Method>> open,
    boolean again,
    Optional<Appeal> appeal,
    Optional<Agreement> agreement,
    Optional<Instant> waitsUntil,
    Optional<Instant> shorter,
    boolean sooner,
    boolean narrowed,
    List<String> contacts,
    Optional<SentCode> code,
    Optional<Refusal> refusal,
    Optional<Reason> denied,
    Optional<Instant> closedAt,
    List<Effect> effects,
    int passkeys,
    boolean newCodes,
    Optional<String> newFactor,
    Optional<Instant> provisionalUntil,
    Optional<CameFrom> cameFrom) {
  public CaseView {
    proofs = List.copyOf(proofs);
    open = List.copyOf(open);
    contacts = List.copyOf(contacts);
    effects = List.copyOf(effects);
  }

  public record Proof(Method method, Instant provenAt) {}

  /**
   * What can be said against a refusal because of risk.
   *
   * @param open whether people can vouch for others here at all
   * @param missing whose words are
   */
  public record Appeal(List<Signal> because, boolean open, Set<Method> missing) {
    public Appeal {
      because = List.copyOf(because);
      missing = Set.copyOf(missing);
    }
  }

  /**
   * @param missing the groups of which nobody has agreed yet
   * @param agreed the groups of which somebody has
   * @param until when it is over, if nothing comes of it
   */
  public record Agreement(List<String> missing, List<String> agreed, Instant until) {
    public Agreement {
      missing = List.copyOf(missing);
      agreed = List.copyOf(agreed);
    }
  }

  /** @param to the masked address */
  public record SentCode(String to, Instant askedAt, boolean sent, Instant resendFrom, int failures) {}

  /**
   * One line of the receipt.
   *
   * @param what which line
   * @param about a connector's or target's name, or empty
   * @param count how many, -1 when that is not known
   * @param at when it was done, or when it is tried next
   */
  public record Effect(What what, Status status, String about, int count, Instant at) {
    /** The word beside it. What was taken and is seen by nobody is not done. */
    public String mark() {
      return what == What.ASKED && status == Status.DONE ? "ACCEPTED" : status.name();
    }
  }

  /** The kinds of line, in the order in which they stand. */
  public enum What {
    /** Nothing of privilege, and no page that wants a sign-in. */
    LOCKED,
    /** Privilege that somebody had for a while. */
    PRIVILEGE,
    SESSIONS,
    /** Logins that had begun and could still be finished. */
    LOGINS,
    /** An application that was asked to end sessions: whether it did, it does not show. */
    ASKED,
    PASSWORD,
    PASSKEY,
    CODES,
    /** Second factors that another system holds. */
    FACTORS,
    SUSPENDED,
    /** What they could know of privilege beside what they had. */
    KNOWN,
    /** What is ordinary, after a lock. */
    STANDARD,
    NOTICES,
    REVIEW
  }

  /** Done, waiting, or not confirmed: never rounded up. */
  public enum Status {
    DONE,
    WAITING,
    NOT_CONFIRMED
  }

  /** Whether evidence of this kind is missing. */
  public boolean wants(Method method) {
    return open.stream().anyMatch(it -> it.contains(method));
  }
}
