package regain.web;

import jakarta.inject.Named;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import regain.enrollment.Contacts;
import regain.enrollment.Enrollment.Holder;
import regain.enrollment.Enrollment.Overview;
import regain.enrollment.Passkey;
import regain.enrollment.RecoveryCodes;
import regain.enrollment.Sessions;
import regain.recovery.Readiness;
import regain.enrollment.port.Account;

/**
 * The account page.
 *
 * @param provisionalUntil set while the enrolment rests on a password and a contact
 * @param quarantinedUntil set while the passkey of this session is too new to add or remove anything
 * @param ready whether the person could come back today
 * @param drilledAt when a drill last showed that it works
 * @param accepted what the person's providers should keep, as JSON for the script
 * @param codes the recovery codes that count
 * @param elsewhere whether other systems are connected whose sessions can be ended here
 */
@Named("account")
record AccountPage(
    String displayName,
    String name,
    Optional<Instant> provisionalUntil,
    boolean security,
    boolean desk,
    Optional<Instant> quarantinedUntil,
    Readiness.Ready ready,
    Optional<Instant> drilledAt,
    String accepted,
    List<Key> passkeys,
    Optional<RecoveryCodes.Kit> codes,
    List<Contacts.Contact> contacts,
    List<Place> sessions,
    boolean elsewhere,
    List<Happened> events) {

  /** @param here whether this session began with it */
  record Key(Passkey passkey, Kept kept, boolean here) {}

  /** @param browser in words */
  record Place(UUID id, String browser, String address, Instant beganAt, Instant seenAt, boolean here) {}

  record Happened(Instant at, String words) {}

  static AccountPage of(
      Holder holder,
      Overview all,
      Readiness.Ready ready,
      Optional<Instant> drilledAt,
      boolean elsewhere,
      Stories stories,
      Locale language) {
    return new AccountPage(
        holder.account().displayName(),
        holder.account().name(),
        holder.provisionalUntil(),
        plays(holder, Account.Role.SECURITY),
        plays(holder, Account.Role.DESK),
        holder.quarantinedUntil(),
        ready,
        drilledAt,
        Ceremony.accepted(all.accepted()),
        all.passkeys().stream().map(it -> new Key(it, Kept.of(it), it.id().equals(all.passkeyInUse()))).toList(),
        all.codes(),
        all.contacts(),
        all.sessions().stream().map(it -> place(it, holder, stories, language)).toList(),
        elsewhere,
        all.events().stream().map(it -> new Happened(it.at(), stories.tell(it, language))).toList());
  }

  private static boolean plays(Holder holder, Account.Role role) {
    return holder.provisionalUntil().isEmpty()
        && holder.quarantinedUntil().isEmpty()
        && holder.account().roles().contains(role);
  }

  private static Place place(Sessions.Session session, Holder holder, Stories stories, Locale language) {
    return new Place(
        session.id(),
        stories.browser(session.agent(), language),
        session.address(),
        session.beganAt(),
        session.seenAt(),
        session.id().equals(holder.session()));
  }

  /** Whether somebody is signed in at another place, too. */
  public boolean others() {
    return sessions.stream().anyMatch(it -> !it.here());
  }

  /** When the first address that would bring a lost passkey back counts, if one still waits. */
  public Optional<Instant> countsFrom(Instant now) {
    return contacts.stream()
        .filter(it -> !it.openedByAccount() && it.waitsAt(now))
        .flatMap(it -> it.countsFrom().stream())
        .min(Instant::compareTo);
  }

  /** One is not enough: whoever loses it has to be confirmed by somebody. */
  public boolean single() {
    return passkeys.size() < 2;
  }
}
