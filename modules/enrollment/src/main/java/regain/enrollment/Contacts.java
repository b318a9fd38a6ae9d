package regain.enrollment;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import regain.kernel.CaseId;
import regain.kernel.PersonId;

/**
 * Verified contacts. A mailbox belongs to one person: however its address is written, it is never a contact of two. Every
 * method joins the caller's transaction.
 */
public interface Contacts {
  /**
   * For so long a new contact waits before it counts, and an old one is still told after it was removed. It is as long as
   * the quarantine of a recovered passkey, and longer than a weekend: whoever reads only on working days can still object.
   */
  Duration WAIT = Terms.QUARANTINE_OF_RECOVERED;

  /** Contacts that a code has confirmed, oldest first. */
  List<Contact> of(PersonId person);

  /** Those to which a code may go that counts: they do not wait, and nobody else has them. */
  List<Contact> channels(PersonId person);

  /** Where notices go: to every contact, also one that waits, and for a while to one that counted and was removed. */
  List<String> told(PersonId person);

  /** Whether somebody else has this mailbox as a contact, or nobody in particular reads it. */
  boolean isShared(PersonId person, String address);

  /** Records that a code was typed that went to this address. Does nothing when the contact is there already. */
  void confirmed(PersonId person, String address, boolean openedByAccount, CaseId boundBy,
      Optional<Instant> countsFrom);

  /** Suspends what a case or act bound. Returns how many. */
  int suspend(CaseId boundBy);

  /** What a case bound carries nothing before this moment; notices go there all the same. Returns how many. */
  int hold(CaseId boundBy, Instant until);

  /** Suspends every contact that still waits, because of this act. Returns how many. */
  int suspendWaiting(PersonId person, CaseId because);

  /** Suspends every contact that was confirmed since this moment, because of this act. Returns how many. */
  int suspend(PersonId person, Instant confirmedSince, CaseId because);

  /** The person removes one. Returns it, or empty when it is not theirs. */
  Optional<Contact> remove(PersonId person, UUID id, CaseId act);

  /**
   * Whether one may be removed: one that counts only while another counts already, or a swap would be over before anybody
   * could object; one that waits while there is any other.
   */
  static boolean canSpare(List<Contact> all, Contact one, Instant now) {
    return all.stream().anyMatch(it -> !it.id().equals(one.id()) && (one.waitsAt(now) || !it.waitsAt(now)));
  }

  /** What an act at the account page did to a contact; empty when it was about something else. */
  Optional<Changed> changedBy(CaseId act);

  /**
   * @param openedByAccount whether the account's own password opens this mailbox
   * @param countsFrom set for one that was added at the account page: until then it gets notices and carries nothing
   */
  record Contact(
      UUID id, String address, boolean openedByAccount, Instant confirmedAt, Optional<Instant> countsFrom) {
    /** For eyes that may see it: {@code an•••@ex•••.com}. */
    public String masked() {
      return Mask.address(address);
    }

    public boolean waitsAt(Instant now) {
      return countsFrom.filter(now::isBefore).isPresent();
    }
  }

  /** @param removed whether it was removed, and not added */
  record Changed(Contact contact, boolean removed, Instant at) {}
}
