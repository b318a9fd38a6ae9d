package regain.directory;

import com.unboundid.ldap.sdk.BindResult;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPInterface;
import com.unboundid.ldap.sdk.LDAPResult;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SimpleBindRequest;
import com.unboundid.ldap.sdk.experimental.DraftBeheraLDAPPasswordPolicy10ResponseControl;
import com.unboundid.util.StaticUtils;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import regain.enrollment.port.Account;
import regain.enrollment.port.Directory;
import regain.kernel.PersonId;
import regain.kernel.Secret;
import regain.passwords.Nfc;
import regain.policy.Eligibility;
import regain.policy.Fact;

/**
 * The directory over LDAP, read by the service account. No answer, or one that cannot be understood, is "unavailable";
 * the log says why, without names.
 */
@Dependent
final class LdapDirectory implements Directory {
  private static final Logger LOG = System.getLogger(LdapDirectory.class.getName());

  /** No password in use is longer, and slapd reads no more of an anonymous request than it must. */
  private static final int LONGEST_PASSWORD = 1024;

  /** What directories answer to a wrong password, or to a right one of an account that may not sign in. */
  private static final Set<ResultCode> NOT_THIS_PASSWORD = Set.of(
      ResultCode.INVALID_CREDENTIALS,
      ResultCode.INAPPROPRIATE_AUTHENTICATION,
      ResultCode.UNWILLING_TO_PERFORM,
      ResultCode.INSUFFICIENT_ACCESS_RIGHTS,
      ResultCode.CONSTRAINT_VIOLATION,
      ResultCode.NO_SUCH_OBJECT);

  private final LdapSettings settings;
  private final LdapConnections connections;
  private final InstantSource clock;
  private final Dialect dialect = new Dialect();
  private final Entries entries;
  private final Reading reading;

  @Inject
  LdapDirectory(LdapSettings settings, LdapConnections connections, InstantSource clock) {
    this.settings = settings;
    this.connections = connections;
    this.clock = clock;
    this.entries = new Entries(settings, dialect);
    this.reading = new Reading(settings, dialect);
  }

  @Override
  public Fact<Optional<Account>> named(String name) {
    return ask(() -> account(entries.named(connections.reads(), name)));
  }

  @Override
  public Fact<Optional<Account>> account(PersonId person) {
    return ask(() -> account(entries.identified(connections.reads(), person)));
  }

  @Override
  public Fact<Map<PersonId, Account>> accounts(Set<PersonId> people) {
    return people.isEmpty()
        ? Fact.known(Map.of())
        : ask(
            () -> {
              Instant now = clock.instant();
              var found = new HashMap<PersonId, Account>();
              for (Entry each : entries.among(connections.reads(), people)) {
                Account account = reading.account(each, Optional.empty(), now);
                found.put(account.person(), account);
              }
              return found;
            });
  }

  @Override
  public Fact<Set<PersonId>> holders(Set<String> addresses) {
    return ask(
        () -> {
          var people = new HashSet<PersonId>();
          for (Entry each : entries.reachedAt(connections.reads(), addresses)) {
            people.add(dialect.identity(each));
          }
          return people;
        });
  }

  @Override
  public Fact<Roll> roll(int most) {
    return roll(settings.person().filter(), most);
  }

  @Override
  public Fact<Roll> partakers(int most) {
    List<Filter> parts = settings.groups().parts().stream().map(Condition::filter).toList();
    return parts.isEmpty()
        ? Fact.known(new Roll(List.of(), true))
        : roll(Filter.createANDFilter(settings.person().filter(), Filter.createORFilter(parts)), most);
  }

  @Override
  public Fact<Roll> changed(Instant since, int most) {
    var lately = Filter.createGreaterOrEqualFilter(Reading.CHANGED,
        StaticUtils.encodeGeneralizedTime(Date.from(since)));
    return roll(Filter.createANDFilter(settings.person().filter(), lately), most);
  }

  private Fact<Roll> roll(Filter whom, int most) {
    return ask(
        () -> {
          Instant now = clock.instant();
          try (Lease lease = connections.lease()) {
            List<Entry> found = lease.read(it -> entries.all(it, whom, most));
            var people = new ArrayList<Account>();
            for (Entry each : found.stream().limit(most).toList()) {
              people.add(reading.account(each, Optional.empty(), now));
            }
            people.removeIf(it -> it.eligibility() != Eligibility.ELIGIBLE);
            return new Roll(people, found.size() <= most);
          }
        });
  }

  @Override
  public Set<String> groups() {
    return settings.groups().named().keySet();
  }

  /**
   * {@inheritDoc} A directory counts a wrong password, and may lock the account after some: whoever calls this has to
   * limit how often.
   */
  @Override
  public Fact<Boolean> passwordFits(PersonId person, Secret password) {
    boolean impossible = Nfc.text(password, it -> it.isEmpty() || it.length() > LONGEST_PASSWORD || !Nfc.whole(it));
    return impossible ? Fact.known(false) : ask(() -> fits(person, password));
  }

  private boolean fits(PersonId person, Secret password) throws LDAPException {
    Instant now = clock.instant();
    Optional<Entry> entry = entries.identified(connections.reads(), person);
    boolean usable = entry.isPresent() && settings.standing().at(now, entry.get()) == Eligibility.ELIGIBLE;
    String dn = usable ? entry.get().getDN() : nobody(person);
    var request = Nfc.octets(password, it -> new SimpleBindRequest(dn, it.clone(), dialect.passwordPolicy()));
    try (var unbound = connections.unbound()) {
      return proves(unbound.connection().bind(request)) && usable;
    } catch (LDAPException refused) {
      if (NOT_THIS_PASSWORD.contains(refused.getResultCode())) {
        return false;
      }
      throw refused;
    }
  }

  /** A name that nobody has: to be tried in place of somebody who is not there, so that it takes as long. */
  private String nobody(PersonId person) {
    return "uid=" + person + "," + settings.baseDn();
  }

  /** A password that has expired, or that an administrator set and knows, proves nothing though the bind succeeds. */
  private static boolean proves(BindResult bound) throws LDAPException {
    var policy = DraftBeheraLDAPPasswordPolicy10ResponseControl.get(bound);
    return policy == null || policy.getErrorType() == null;
  }

  /**
   * The supervisor is looked for even when nobody was found, at a place where nobody is, so that an unknown name takes
   * the time of a known one.
   */
  private Optional<Account> account(Optional<Entry> entry) throws LDAPException {
    Instant now = clock.instant();
    LDAPInterface reads = connections.reads();
    String manager = entry.map(it -> it.getAttributeValue("manager")).orElse(settings.baseDn());
    Optional<Entry> supervisor = entries.at(reads, manager);
    if (entry.isEmpty()) {
      return Optional.empty();
    }
    Optional<PersonId> supervisorId = supervisor.isPresent()
        ? Optional.of(dialect.identity(supervisor.get()))
        : Optional.empty();
    return Optional.of(reading.account(entry.get(), supervisorId, now));
  }

  static <T> Fact<T> ask(Question<T> question) {
    try {
      return Fact.known(question.answer());
    } catch (LDAPException failed) {
      LDAPResult result = failed.toLDAPResult();
      LOG.log(Level.WARNING, "The directory did not answer: {0}", result.getResultCode());
      LOG.log(Level.DEBUG, "Why the directory did not answer", failed);
      return Fact.unavailable();
    }
  }

  interface Question<T> {
    T answer() throws LDAPException;
  }
}
