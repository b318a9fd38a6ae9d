package regain.enrollment;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import regain.enrollment.port.Account;
import regain.kernel.Arrival;
import regain.kernel.CaseId;
import regain.kernel.PersonId;

/**
 * WebAuthn Level 3 as a relying party: resident keys, user verification required, no list of credentials given to anybody
 * who has not signed in. Every method joins the caller's transaction.
 *
 * <p>A challenge is 32 random bytes, bound to the place that asked ({@code binding}), used once and dead after five
 * minutes. Asking again for the same place kills the challenge before.
 */
public interface Passkeys {
  /** Options for {@code navigator.credentials.get}, as JSON. The same for everybody: no credential is listed. */
  String askAssertion(String binding);

  /** Verifies an answer (section 7.2), with user verification. Marks the passkey as used. */
  Assertion verify(String binding, String answer);

  /**
   * Options for {@code navigator.credentials.create}, as JSON, with the person's passkeys excluded and a user handle of 64
   * random bytes that says nothing about the person. Whose passkeys must stay on one device is led to a security key.
   */
  String askRegistration(String binding, Account account);

  /** Verifies an answer (section 7.1) and binds the passkey: the caller has an Allow, or a fresh proof, in this transaction. */
  Registration bind(
      String binding,
      PersonId person,
      String answer,
      String label,
      CaseId boundBy,
      Terms terms,
      Arrival arrival);

  /** Makes what a case bound usable, now that it is finished. Returns it, or empty when there is nothing that waits. */
  Optional<Passkey> activate(CaseId boundBy);

  /** Takes away what a case bound and never activated, as if it had not been. Returns how many. */
  int discard(CaseId boundBy);

  /** The person's passkeys that can be used, oldest first. */
  List<Passkey> of(PersonId person);

  /**
   * What the person's providers should keep (Level 3, section 5.1.10): also what waits to be usable, because a provider
   * hides what is missing here.
   */
  Accepted accepted(PersonId person);

  /**
   * Whether this answer speaks of a passkey that nobody has here, or nobody has any more. Whoever asks knows the credential
   * id, which cannot be guessed; about one that is alive the answer is the same as about one that is not readable.
   */
  boolean unknown(String answer);

  /** Suspends what a case bound: usable for nothing, and not deleted. Returns how many. */
  int suspend(CaseId boundBy);

  /**
   * Suspends these of a person's passkeys, and all that were made since this moment. Returns how many.
   *
   * @param because the case or act for which it is done
   */
  int suspend(PersonId person, Set<UUID> known, Instant madeSince, CaseId because);

  /** One of a person's, whether it is locked or not; empty when it is gone. */
  Optional<Passkey> find(PersonId person, UUID id);

  /** Locks one: it is usable for nothing, and comes back when it is unlocked. Returns whether it was theirs, and could be used. */
  boolean lock(PersonId person, UUID id);

  /** Whoever locked it takes that back. */
  void unlock(PersonId person, UUID id);

  /** What a case bound can neither add nor remove anything before this moment. Returns how many. */
  int quarantine(CaseId boundBy, Instant until);

  /**
   * Those of a person's passkeys that are named, which are not new, can neither add nor remove anything before this moment, and no
   * longer than that. Returns how many.
   */
  int hold(PersonId person, Set<UUID> named, Instant until);

  /** Whether this person ever had a passkey here, also one that was removed or suspended since. */
  boolean ever(PersonId person);

  /**
   * What a passkey that replaces this person's inherits: empty when any of theirs was witnessed, ended ones too; otherwise
   * until when they were provisional. A replacement is worth no more than what it replaces.
   */
  Optional<Instant> inherited(PersonId person);

  /**
   * @param rpId the RP ID
   * @param user the user handle, in base64url
   * @param credentials their ids, in base64url
   */
  record Accepted(String rpId, String user, List<String> credentials) {
    public Accepted {
      credentials = List.copyOf(credentials);
    }
  }

  /** What came of an assertion. */
  sealed interface Assertion {
    record Proven(Passkey passkey) implements Assertion {}

    /** @param why for the trail: nobody in front of a browser is told which part was wrong */
    record Failed(String why) implements Assertion {}
  }

  /** What came of a registration. */
  sealed interface Registration {
    record Bound(Passkey passkey) implements Registration {}

    record Failed(Unfit why) implements Registration {}
  }

  /** Why a passkey was not bound. */
  enum Unfit {
    /** Something about the answer was wrong; nobody is told what. */
    DOES_NOT_FIT,
    /** It can be copied to other devices, and this person's must not. */
    COPYABLE,
    /** No maker vouches for it, and policy asks that one does. */
    NOT_VOUCHED
  }

  /** The person removes one. Returns it, or empty when it is not theirs. */
  Optional<Passkey> remove(PersonId person, UUID id);

  /** The person names one; at most 60 characters. Returns whether it was theirs. */
  boolean rename(PersonId person, UUID id, String label);
}
