package regain.directory;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import java.time.Instant;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import regain.enrollment.port.Account;
import regain.enrollment.port.Account.Mailbox;
import regain.kernel.PersonId;

/** Reads an entry as an account. What is missing has a plain default; what cannot be understood is not guessed. */
final class Reading {
  /** Of every entry, kept by the directory itself (RFC 4512 section 3.4.4). */
  static final String CHANGED = "modifyTimestamp";

  /** The organisation to which somebody belongs (RFC 4519 section 2.19): for agents of the desk, who employs them. */
  private static final String PROVIDER = "o";

  /** The unit to which somebody belongs (RFC 4519 section 2.20). */
  private static final String UNIT = "ou";

  static final List<String> ATTRIBUTES = List.of("displayName", "cn", "preferredLanguage", "manager", PROVIDER, UNIT,
      CHANGED);

  private final LdapSettings settings;
  private final Dialect dialect;

  Reading(LdapSettings settings, Dialect dialect) {
    this.settings = settings;
    this.dialect = dialect;
  }

  Account account(Entry entry, Optional<PersonId> supervisor, Instant now) throws LDAPException {
    String name = first(entry, settings.nameAttributes().stream()).orElseGet(entry::getDN);
    return new Account(
        dialect.identity(entry),
        name,
        first(entry, Stream.of("displayName", "cn")).orElse(name),
        settings.groups().population(entry),
        settings.standing().at(now, entry),
        supervisor,
        mailboxes(entry),
        language(entry),
        settings.groups().roles(entry),
        settings.groups().names(entry),
        first(entry, Stream.of(PROVIDER)),
        first(entry, Stream.of(UNIT)),
        Optional.ofNullable(entry.getAttributeValueAsDate(CHANGED)).map(Date::toInstant));
  }

  private List<Mailbox> mailboxes(Entry entry) {
    return settings.mailboxAttributes().stream()
        .map(entry::getAttributeValues)
        .filter(Objects::nonNull)
        .flatMap(Stream::of)
        .map(it -> new Mailbox(it, openedByAccount(it)))
        .sorted(Comparator.comparing(Mailbox::openedByAccount).reversed())
        .toList();
  }

  /** Without {@code own-domains} nobody said which mailbox is private, so none is. */
  private boolean openedByAccount(String address) {
    String domain = address.substring(address.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
    return settings.ownDomains().isEmpty()
        || settings.ownDomains().stream().anyMatch(own -> domain.equals(own) || domain.endsWith("." + own));
  }

  /**
   * {@code preferredLanguage} is written like an Accept-Language header (RFC 2798 section 2.7): the first one counts.
   */
  private Locale language(Entry entry) {
    try {
      return first(entry, Stream.of("preferredLanguage"))
          .map(it -> Locale.forLanguageTag(Locale.LanguageRange.parse(it).getFirst().getRange()))
          .filter(it -> !it.getLanguage().isEmpty())
          .orElse(settings.language());
    } catch (IllegalArgumentException unreadable) {
      return settings.language();
    }
  }

  private static Optional<String> first(Entry entry, Stream<String> attributes) {
    return attributes.map(entry::getAttributeValue).filter(Objects::nonNull).findFirst();
  }
}
