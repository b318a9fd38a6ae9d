package regain.enrollment.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import regain.enrollment.Contacts;
import regain.enrollment.Enrollment.Change;
import regain.enrollment.Enrollment.Holder;
import regain.enrollment.port.AddressRules;
import regain.enrollment.port.Directory;
import regain.policy.Fact;

/**
 * Which address may become somebody's contact. Refusals are of two kinds. What follows from the address and from the
 * person's own record is said at once. That somebody else has a mailbox is said only to whoever typed the code that went
 * there: nobody learns from here about mailboxes that they cannot read.
 */
@Dependent
class ContactRules {
  private static final String ADDRESS = "[^\\s\\p{Cntrl}@<>,;:\"()\\[\\]\\\\]{1,64}@[A-Za-z0-9.-]{1,180}\\.[A-Za-z]{2,63}";

  private final AddressRules rules;
  private final Contacts contacts;
  private final Directory directory;

  @Inject
  ContactRules(AddressRules rules, Contacts contacts, Directory directory) {
    this.rules = rules;
    this.contacts = contacts;
    this.directory = directory;
  }

  /** What can be said before a code goes out. Joins the caller's transaction. */
  Optional<Change> refusal(Holder holder, String address) {
    if (!address.matches(ADDRESS)) {
      return Optional.of(Change.NOT_AN_ADDRESS);
    }
    Inbox inbox = Inbox.of(address);
    if (rules.isRole(inbox.local())) {
      return Optional.of(Change.ROLE_MAILBOX);
    }
    if (rules.isOwn(inbox.domain()) && !isInDirectory(holder, inbox)) {
      return Optional.of(Change.NOT_YOUR_MAILBOX);
    }
    boolean there = contacts.of(holder.person()).stream().anyMatch(it -> inbox.isOf(it.address()));
    return there ? Optional.of(Change.YOURS_ALREADY) : Optional.empty();
  }

  private static boolean isInDirectory(Holder holder, Inbox inbox) {
    return holder.account().mailboxes().stream().anyMatch(it -> inbox.isOf(it.address()));
  }

  /** Whether the account's own password opens this mailbox. */
  boolean isOpenedByAccount(Holder holder, String address) {
    Inbox inbox = Inbox.of(address);
    return rules.isOwn(inbox.domain())
        || holder.account().mailboxes().stream().anyMatch(it -> it.openedByAccount() && inbox.isOf(it.address()));
  }

  /** Whether the directory gives it to somebody else. Not in a transaction. */
  Fact<Boolean> isElsewhere(Holder holder, String address) {
    return directory
        .holders(Set.copyOf(List.of(address, Inbox.of(address).address())))
        .known()
        .map(it -> Fact.known(it.stream().anyMatch(other -> !other.equals(holder.person()))))
        .orElseGet(Fact::unavailable);
  }

  /** Whether somebody else has it as a contact. Joins the caller's transaction. */
  boolean isShared(Holder holder, String address) {
    return contacts.isShared(holder.person(), address);
  }
}
