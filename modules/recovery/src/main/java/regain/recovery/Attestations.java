package regain.recovery;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import regain.enrollment.Enrollment.Holder;
import regain.kernel.CaseId;
import regain.kernel.PersonId;
import regain.policy.Method;
import regain.policy.Purpose;
import regain.policy.Signal;

/**
 * The side of people who vouch: the supervisor or sponsor of somebody who lost everything, or whom a rule refuses because of
 * risk, and whoever the organisation has named for it. They state what they saw and sign it; that is evidence, policy decides, and somebody looks at it afterwards
 * (SP 800-63A-4 section 3.11 calls such people trusted referees). They can give nothing to anybody.
 *
 * <p>A case is found by the number on the screen of the person who is verified, and by nothing else: that is how attester
 * and subject know that they speak of the same case.
 */
public interface Attestations {
  /** Whether the operator has accepted the risk of this way in writing. While not, nobody can attest and nothing counts. */
  boolean open();

  /** Cases of people who report to this person and wait for their word, oldest first. */
  List<Waiting> waiting(Holder by);

  /** What this person has attested and could still take back, newest first. */
  List<Given> given(Holder by);

  /**
   * The case with this number, if this person may attest in it. What is found is on record, and from here the time runs in
   * which they look.
   *
   * @param number as typed
   */
  Sight find(Holder by, String number);

  /** The same case again, for somebody who found it by its number before. */
  Sight look(Holder by, CaseId id);

  /** Writes down what they would sign. Empty when they may; otherwise why not. */
  Optional<No> draft(Holder by, CaseId id, How how);

  /** Options for signing what was written down. */
  Optional<String> ask(Holder by, CaseId id);

  /**
   * Signs. What is signed counts for as long as everything that it says is so, and no longer.
   *
   * @param answer the passkey's, as JSON
   */
  Outcome attest(Holder by, CaseId id, String answer);

  /** Takes back what this person has attested in a case that is still open. Returns whether there was anything. */
  boolean withdraw(Holder by, CaseId id);

  /** How the attester has verified the person. There is no word for a call that came in, and there will be none. */
  enum How {
    IN_PERSON,
    /** On a video call that the attester started, to a number or address that they knew before. */
    VIDEO_THEY_STARTED
  }

  /** Somebody who waits. The number is not here: it is read from their screen. */
  record Waiting(String displayName, String name, Instant openedAt) {}

  record Given(CaseId id, String displayName, String name, How how, Instant at) {}

  /**
   * A case as an attester sees it, and no more of it than they need.
   *
   * @param as SUPERVISOR_ATTESTATION or INDEPENDENT_ATTESTATION
   * @param wants which way the person is on
   * @param from the network address from which it was begun
   * @param with the browser, as it calls itself
   * @param inPersonOnly whether no video call will do
   * @param reasons why a rule refuses, when their word would be over an appeal
   * @param text what they are about to sign, once they have said how they verified
   */
  record Asked(
      CaseId id,
      PersonId subject,
      String displayName,
      String name,
      Method as,
      Purpose wants,
      Instant openedAt,
      String from,
      String with,
      boolean inPersonOnly,
      List<Signal> reasons,
      Optional<How> how,
      Optional<String> text) {
    public Asked {
      reasons = List.copyOf(reasons);
    }
  }

  sealed interface Sight {
    record Open(Asked asked) implements Sight {}

    record Barred(No why) implements Sight {}
  }

  /** What came of a signature. */
  sealed interface Outcome {
    record Done(Asked asked) implements Outcome {}

    /** The passkey's answer does not fit, or is not this person's: it can be tried again. */
    record NotSigned() implements Outcome {}

    record Refused(No why) implements Outcome {}
  }

  /** Why somebody may not attest. */
  enum No {
    /** No open case with this number waits for a word of this person. */
    NO_SUCH,
    /** It is about them. */
    OWN,
    /** It is about the person to whom they report. */
    OWN_SUPERVISOR,
    /** They are above the person or the supervisor, or below, or report to whom the person reports: that is one line and not two. */
    SAME_LINE,
    /** The person whom it is about has vouched for them a short while ago, or somebody has for whom they have. */
    CIRCLE,
    /** They have vouched for as many as one person may for now. */
    QUOTA,
    /** Their passkey is too new, or was never witnessed. */
    PASSKEY_TOO_NEW,
    /** They came back without a passkey themselves a short while ago. */
    RECOVERED_LATELY,
    /** The directory has not named them as the supervisor for long enough. */
    LINE_TOO_NEW,
    /** They have not been in the group of those who are named for it for long enough. */
    GROUP_TOO_NEW,
    /** They have another part in this case. */
    OTHER_PART,
    /** They have nothing of privilege at the moment, because somebody has locked them or they are coming back themselves. */
    LOCKED,
    /** The person has privileged rights and has lost everything: whoever vouches has them in front of them. */
    IN_PERSON_ONLY,
    /** The directory did not answer. */
    TRY_LATER
  }
}
