package regain.keycloak;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import regain.kernel.PersonId;
import regain.policy.Fact;
import regain.recovery.Elsewhere.Open;
import regain.recovery.port.SessionConnector;

/**
 * Ends what somebody has open in Keycloak: sessions by a logout of the user, offline sessions one by one. It is confirmed
 * only when Keycloak was asked again and shows none of them any more. Keycloak's logout takes all sessions, also those
 * that began after the moment in question. What it does not take is a login that waits for its second factor: that one
 * can still be finished, so a later round ends what has come of it.
 */
@Dependent
final class KeycloakSessions implements SessionConnector {
  private static final Logger LOG = System.getLogger(KeycloakSessions.class.getName());

  private final Realm realm;

  @Inject
  KeycloakSessions(Realm realm) {
    this.realm = realm;
  }

  @Override
  public String name() {
    return "keycloak";
  }

  @Override
  public boolean configured() {
    return realm.configured();
  }

  @Override
  public WhenStuck whenStuck() {
    return realm.settings().whenStuck();
  }

  @Override
  public Duration unfinishedLogins() {
    return realm.settings().loginLifespan();
  }

  @Override
  public Fact<List<Open>> open(PersonId person) {
    try {
      AdminApi.Errand errand = realm.api().errand();
      return switch (realm.users().find(errand, person)) {
        case Users.Found.One(String user) -> Fact.known(Seen.list(errand, user));
        case Users.Found.Nobody nobody -> Fact.known(List.of());
        case Users.Found.Doubtful(String why) -> Fact.unavailable();
      };
    } catch (NoAnswerException none) {
      LOG.log(Level.WARNING, "Keycloak has not said which sessions are open: {0}", none.getMessage());
      return Fact.unavailable();
    }
  }

  @Override
  public Revocation revoke(PersonId person, Instant before) {
    try {
      AdminApi.Errand errand = realm.api().errand();
      return switch (realm.users().find(errand, person)) {
        case Users.Found.One(String user) -> end(errand, user);
        case Users.Found.Nobody nobody -> Revocation.confirmed(0);
        case Users.Found.Doubtful(String why) -> {
          LOG.log(Level.WARNING, "No session was ended in Keycloak: {0}", why);
          yield Revocation.notConfirmed();
        }
      };
    } catch (NoAnswerException none) {
      LOG.log(Level.WARNING, "Keycloak has not confirmed the end of sessions: {0}", none.getMessage());
      return Revocation.notConfirmed();
    }
  }

  /** Ends all that a user has open. */
  static Revocation end(AdminApi.Errand errand, String user) {
    Seen seen = Seen.by(errand, user);
    errand.expect("POST", "/users/" + user + "/logout", Optional.empty());
    for (String each : seen.offline()) {
      delete(errand, each);
    }
    return Seen.by(errand, user).hasAnyOf(seen) ? Revocation.notConfirmed() : Revocation.confirmed(seen.count());
  }

  /** What is gone already is as good as ended; whether it is gone is asked afterwards. */
  private static void delete(AdminApi.Errand errand, String session) {
    int status = errand.ask("DELETE", "/sessions/" + session + "?isOffline=true", Optional.empty())
        .status();
    if (status != 204 && status != 404) {
      throw NoAnswerException.refused("DELETE", status);
    }
  }
}
