package regain.applications;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import regain.applications.Application.Logout;
import regain.enrollment.port.Account;
import regain.enrollment.port.Directory;
import regain.kernel.PersonId;
import regain.recovery.port.SessionConnector;

/**
 * Asks one application to end whatever somebody has open there. Its answer is all there is to go by: nobody can look whether
 * it did, so ACCEPTED is the most that is ever said. Each try has a token of its own. An application that has just failed
 * to answer is left alone for a moment, so that many duties for it do not keep the worker from everybody else's.
 */
final class BackChannelLogout implements SessionConnector {
  private static final Logger LOG = System.getLogger(BackChannelLogout.class.getName());
  /** Shorter than the first pause of a duty. */
  private static final Duration ALONE = Duration.ofSeconds(4);

  private final Application application;
  private final Logout logout;
  private final LogoutTokens tokens;
  private final Errand errand;
  private final Directory directory;
  private final InstantSource clock;
  private volatile Instant aloneUntil = Instant.EPOCH;

  BackChannelLogout(
      Application application,
      LogoutTokens tokens,
      Errand errand,
      Directory directory,
      InstantSource clock) {
    this.application = application;
    this.logout = application.logout().orElseThrow();
    this.tokens = tokens;
    this.errand = errand;
    this.directory = directory;
    this.clock = clock;
  }

  @Override
  public String name() {
    return application.connector();
  }

  @Override
  public boolean shows() {
    return false;
  }

  @Override
  public WhenStuck whenStuck() {
    return logout.whenStuck();
  }

  /** All sessions of this person, also those that began after {@code before}: a logout token knows no time. */
  @Override
  public Revocation revoke(PersonId person, Instant before) {
    if (clock.instant().isBefore(aloneUntil)) {
      return Revocation.notConfirmed();
    }
    Optional<String> subject = subject(person);
    if (subject.isEmpty()) {
      return doubtful("the directory does not say what it calls this person");
    }
    return switch (errand.post(logout.uri(), tokens.token(logout.clientId(), subject.get()))) {
      case Errand.Answer.Accepted accepted -> Revocation.accepted();
      case Errand.Answer.Failed failed -> doubtful("it says that it failed (400)");
      case Errand.Answer.Other(int status) -> doubtful("it was answered with " + status);
      case Errand.Answer.Silent(String why) -> {
        aloneUntil = clock.instant().plus(ALONE);
        yield doubtful(why);
      }
    };
  }

  private Optional<String> subject(PersonId person) {
    return switch (logout.subject()) {
      case ID -> Optional.of(person.toString());
      case LOGIN_NAME -> directory.account(person).known().flatMap(it -> it).map(Account::name);
    };
  }

  private Revocation doubtful(String why) {
    LOG.log(Level.WARNING, "The application {0} has not accepted a logout: {1}", application.id(), why);
    return Revocation.notConfirmed();
  }
}
