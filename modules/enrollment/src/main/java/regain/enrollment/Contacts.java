package regain.enrollment;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import regain.kernel.CaseId;
import regain.kernel.PersonId;

/** Verified contacts. Every method joins the caller's transaction. */
public interface Contacts {
  /** Contacts that a code has confirmed, oldest first. */
  List<Contact> of(PersonId person);

  /** Records that a code was typed that went to this address. Does nothing when the contact is there already. */
  void confirmed(PersonId person, String address, boolean openedByAccount, CaseId boundBy,
      Optional<Instant> provisionalUntil);

  /** Suspends what a case or act bound. Returns how many. */
  int suspend(CaseId boundBy);

  /** The person removes one. Returns it, or empty when it is not theirs. */
  Optional<Contact> remove(PersonId person, UUID id);

  /**
   * @param openedByAccount whether the account's own password opens this mailbox
   * @param provisionalUntil set while it was added by somebody whose enrolment is provisional: until then it gets notices
   *     and carries nothing
   */
  record Contact(
      UUID id, String address, boolean openedByAccount, Instant confirmedAt, Optional<Instant> provisionalUntil) {
    /** For eyes that may see it: {@code an•••@ex•••.com}. */
    public String masked() {
      return Mask.address(address);
    }
  }
}
