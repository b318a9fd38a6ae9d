package regain.enrollment;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import regain.audit.Trail;
import regain.enrollment.port.Account;
import regain.kernel.Arrival;
import regain.kernel.PersonId;
import regain.kernel.Secret;

/**
 * What a signed-in person sees and does with what they hold. Each method is one transaction. Changes want a proof that is
 * at most {@link Sessions#FRESH} old, and every one of them is announced to every contact.
 */
public interface Enrollment {
  /** Options for signing in with a passkey, the same for everybody. */
  String askSignIn(String visit);

  /** Signs in. Empty when the passkey is not one of ours or the directory does not let the account be used. */
  Optional<Secret> signIn(String visit, String answer, Arrival arrival);

  /** Whether a refused answer speaks of a passkey that is not, or no more, one of ours: then its provider should forget it. */
  boolean unknown(String answer);

  /** Who holds this session, if it is alive and the directory still lets the account be used. */
  Optional<Holder> holder(Secret session);

  void signOut(Holder holder);

  /** Everything that the account page shows. */
  Overview overview(Holder holder);

  /** Options for proving again. */
  String askProof(Holder holder);

  boolean prove(Holder holder, String answer);

  /** Options for a further passkey; refused without a fresh proof. */
  Optional<String> askPasskey(Holder holder);

  Change addPasskey(Holder holder, String answer, String label, Arrival arrival);

  /** Renames a passkey; one that is in quarantine only itself and others that are. */
  Change renamePasskey(Holder holder, UUID passkey, String label);

  Change removePasskey(Holder holder, UUID passkey, Arrival arrival);

  /** Draws recovery codes, shown once; empty without a fresh proof, or with a passkey that is in quarantine. */
  Optional<List<Secret>> drawCodes(Holder holder);

  /** The person says that they have kept them: from here on they count. */
  Change keepCodes(Holder holder, Arrival arrival);

  /** Has a code sent to a new address. */
  Change addContact(Holder holder, String address);

  /** The address that waits for its code. */
  Optional<Codes.Pending> waitingContact(Holder holder);

  Change confirmContact(Holder holder, String typed, Arrival arrival);

  /** Removes one. It counts no more at once, and is told of changes for {@link Contacts#WAIT} all the same. */
  Change removeContact(Holder holder, UUID contact, Arrival arrival);

  /** Ends one session. It takes access away and gives none, so that no passkey is too new for it. */
  Change endSession(Holder holder, UUID session);

  /** Ends every session of this person but this one. Returns how many there were. */
  int endOtherSessions(Holder holder);

  /** The text that a supervisor signs to invite somebody who reports to them; empty when the name is nobody's who does. */
  Optional<Draft> draftInvitation(Holder holder, String name);

  /** Options for signing a draft; refused without a passkey that was witnessed itself. */
  Optional<String> askInvitation(Holder holder, Draft draft);

  /** Signs, and gives out the code, once. */
  Optional<Secret> invite(Holder holder, Draft draft, String answer);

  /**
   * @param fresh whether the last proof is recent enough for changes
   * @param provisionalUntil set while the passkey of this session rests on a password and a contact only
   * @param quarantinedUntil set while the passkey of this session is too new to add or remove anything
   * @param passkey the one with which this session began
   */
  record Holder(
      PersonId person,
      UUID session,
      Account account,
      boolean fresh,
      Optional<Instant> provisionalUntil,
      Optional<Instant> quarantinedUntil,
      UUID passkey) {}

  /** @param accepted what the person's providers should keep */
  record Overview(
      List<Passkey> passkeys,
      Passkeys.Accepted accepted,
      UUID passkeyInUse,
      Optional<RecoveryCodes.Kit> codes,
      List<Contacts.Contact> contacts,
      List<Sessions.Session> sessions,
      List<Trail.Entry> events) {
    public Overview {
      passkeys = List.copyOf(passkeys);
      contacts = List.copyOf(contacts);
      sessions = List.copyOf(sessions);
      events = List.copyOf(events);
    }
  }

  /** @param text what is shown and signed, to the letter */
  record Draft(PersonId person, String name, String displayName, String text) {}

  /** What came of a wish to change something. */
  enum Change {
    DONE,
    /** Prove it again with a passkey first. */
    PROVE_AGAIN,
    /** The passkey of this session is too new for that; an older one may. */
    QUARANTINED,
    /** The passkey or code did not fit; nothing was changed. */
    DOES_NOT_FIT,
    /** The passkey can be copied to other devices, and this person's must not. */
    PASSKEY_COPYABLE,
    /** No maker vouches for the passkey, and policy asks that one does. */
    PASSKEY_NOT_VOUCHED,
    /** It would leave no way in. */
    LAST_ONE,
    /** Not an address that mail can go to. */
    NOT_AN_ADDRESS,
    /** A code was sent a moment ago. */
    TOO_SOON,
    /** So many codes were asked for, or typed wrong, that no more go out for now. */
    TOO_MANY,
    /** Another person has it. Said only to somebody who typed the code that went there. */
    TAKEN,
    /** Nobody in particular reads it: info, support and the like. */
    ROLE_MAILBOX,
    /** It is one of the organisation's, and the directory does not say that it is this person's. */
    NOT_YOUR_MAILBOX,
    /** This person has that mailbox as a contact already, perhaps written in another way. */
    YOURS_ALREADY,
    /** The directory did not answer; nothing was changed, and the code is still good. */
    TRY_LATER,
    /** It is not there any more. */
    GONE
  }
}
