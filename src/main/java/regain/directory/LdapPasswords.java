package regain.directory;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPResult;
import com.unboundid.ldap.sdk.ModifyRequest;
import com.unboundid.ldap.sdk.ResultCode;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;
import regain.kernel.PersonId;
import regain.kernel.Secret;
import regain.passwords.Nfc;
import regain.policy.Eligibility;
import regain.recovery.port.CredentialTarget;

/**
 * Sets a password in the directory, as a service account that may write {@code userPassword} and nothing else, so that
 * history, age and length hold. The account is looked up and judged once more; then one modification, under an
 * assertion of what was judged, either changes the password of that very account or changes nothing. It is sent once, and
 * not when it has become late.
 * No password gets into a log or an exception: what the directory says is told by its codes.
 */
@Dependent
final class LdapPasswords implements CredentialTarget {
  private static final Logger LOG = System.getLogger(LdapPasswords.class.getName());

  private final LdapSettings settings;
  private final LdapConnections connections;
  private final InstantSource clock;
  private final LongSupplier nanos;
  private final Dialect dialect = new Dialect();
  private final Entries entries;

  @Inject
  LdapPasswords(LdapSettings settings, LdapConnections connections, InstantSource clock) {
    this(settings, connections, clock, System::nanoTime);
  }

  /** @param nanos a stopwatch: how long things take is not for the database's clock to say */
  LdapPasswords(LdapSettings settings, LdapConnections connections, InstantSource clock, LongSupplier nanos) {
    this.settings = settings;
    this.connections = connections;
    this.clock = clock;
    this.nanos = nanos;
    this.entries = new Entries(settings, dialect);
  }

  @Override
  public String name() {
    return "directory";
  }

  @Override
  public int rank() {
    return 0;
  }

  @Override
  public Outcome set(PersonId person, Secret password) {
    long begun = nanos.getAsLong();
    try (Lease lease = connections.lease()) {
      Optional<Entry> entry = lease.read(directory -> entries.identified(directory, person));
      if (nanos.getAsLong() - begun > settings.lastMoment().toNanos()) {
        LOG.log(Level.WARNING, "No password was sent to the directory: it took too long to find the account");
        return new Outcome.Refused(Why.UNREACHABLE);
      }
      if (entry.isEmpty() || settings.standing().at(clock.instant(), entry.get()) != Eligibility.ELIGIBLE) {
        return new Outcome.Refused(Why.NOT_ELIGIBLE);
      }
      return Nfc.octets(password, it -> change(lease, entry.get(), person, it));
    } catch (LDAPException nothingSent) {
      LOG.log(Level.WARNING, "No password was sent to the directory: {0}", nothingSent.getResultCode());
      LOG.log(Level.DEBUG, "Why no password was sent", nothingSent);
      return new Outcome.Refused(unreachable(nothingSent.getResultCode()) ? Why.UNREACHABLE : Why.MISCONFIGURED);
    }
  }

  private Outcome change(Lease lease, Entry entry, PersonId person, byte[] password) {
    ModifyRequest request = dialect.newPassword(entry, person, settings.standing().unchanged(entry), password);
    try {
      LDAPResult answer = lease.write(request);
      LOG.log(Level.DEBUG, "The directory answered a password change: {0}", answer.getResultCode());
      return Answer.of(answer);
    } catch (LDAPException noAnswer) {
      LOG.log(Level.WARNING, "The directory did not answer a password change: {0}", noAnswer.getResultCode());
      return new Outcome.Unclear();
    }
  }

  private static boolean unreachable(ResultCode code) {
    return code.isClientSideResultCode() || code.equals(ResultCode.BUSY) || code.equals(ResultCode.UNAVAILABLE);
  }
}
