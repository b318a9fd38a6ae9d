package regain.enrollment.port;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import regain.kernel.PersonId;
import regain.policy.Eligibility;
import regain.policy.Population;

/**
 * What the directory says of a person at one moment.
 *
 * @param person the immutable id
 * @param name the login name, as in the directory
 * @param displayName how the person is called
 * @param supervisor who is named as manager, if somebody is
 * @param mailboxes the addresses that the directory holds, work mailbox first
 * @param language the preferred language, or the house's
 * @param roles what the person may do in Regain's own workspace
 * @param groups the names of those groups that the operator has set up and that the person is in
 * @param provider the organisation that employs them, if the directory names one
 * @param unit the part of the organisation to which they belong, if the directory names one
 * @param changedAt when anything about the entry was changed last, if the directory says so
 */
public record Account(
    PersonId person,
    String name,
    String displayName,
    Population population,
    Eligibility eligibility,
    Optional<PersonId> supervisor,
    List<Mailbox> mailboxes,
    Locale language,
    Set<Role> roles,
    Set<String> groups,
    Optional<String> provider,
    Optional<String> unit,
    Optional<Instant> changedAt) {
  public Account {
    mailboxes = List.copyOf(mailboxes);
    roles = Set.copyOf(roles);
    groups = Set.copyOf(groups);
  }

  /** Whether both are one person's, as far as can be told: they are the same, or have a mailbox in common. */
  public boolean isOneWith(Account other) {
    return person.equals(other.person)
        || mailboxes.stream()
            .anyMatch(it -> other.mailboxes.stream().anyMatch(each -> each.address().equalsIgnoreCase(it.address())));
  }

  /**
   * @param openedByAccount whether the account's own password opens this mailbox: true for the organisation's domains
   */
  public record Mailbox(String address, boolean openedByAccount) {}

  /** Parts that people play in Regain itself; read from directory groups by configuration. */
  public enum Role {
    /** Sees review items and stuck duties. */
    SECURITY,
    /** Vouches for people of other lines who lost everything, after seeing them. */
    ATTESTER,
    /** Helps people start, by having us write to them, and can do nothing else. */
    DESK
  }
}
