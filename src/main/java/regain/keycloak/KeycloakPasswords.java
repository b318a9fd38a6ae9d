package regain.keycloak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import regain.kernel.PersonId;
import regain.kernel.Secret;
import regain.passwords.Nfc;
import regain.recovery.port.CredentialTarget;

/**
 * Sets the password that Keycloak itself holds, where the operator says that it holds one. A user whom Keycloak takes from
 * a directory is refused: that password lies in the directory, and is set there. It is sent once. No password and nothing
 * that Keycloak says of one gets into a log or an exception.
 */
@Dependent
final class KeycloakPasswords implements CredentialTarget {
  private static final Logger LOG = System.getLogger(KeycloakPasswords.class.getName());

  private final Realm realm;

  @Inject
  KeycloakPasswords(Realm realm) {
    this.realm = realm;
  }

  @Override
  public String name() {
    return "keycloak";
  }

  @Override
  public boolean configured() {
    return realm.configured() && realm.settings().password();
  }

  @Override
  public Outcome set(PersonId person, Secret password) {
    AdminApi.Errand errand = realm.api().errand();
    try {
      return switch (realm.users().find(errand, person)) {
        case Users.Found.One(String user) -> set(errand, user, password);
        case Users.Found.Nobody nobody -> new Outcome.Refused(Why.NOT_ELIGIBLE);
        case Users.Found.Doubtful(String why) -> {
          LOG.log(Level.WARNING, "No password was sent to Keycloak: {0}", why);
          yield new Outcome.Refused(Why.MISCONFIGURED);
        }
      };
    } catch (NoAnswerException nothingSent) {
      LOG.log(Level.WARNING, "No password was sent to Keycloak: {0}", nothingSent.getMessage());
      return new Outcome.Refused(nothingSent.status() == 0 ? Why.UNREACHABLE : Why.MISCONFIGURED);
    }
  }

  private static Outcome set(AdminApi.Errand errand, String user, Secret password) {
    JsonNode found = errand.object("/users/" + user);
    if (!found.path("enabled").asBoolean()) {
      return new Outcome.Refused(Why.NOT_ELIGIBLE);
    }
    if (!found.path("federationLink").asText("").isEmpty()) {
      LOG.log(Level.WARNING, "No password was sent to Keycloak: it takes this user from a directory");
      return new Outcome.Refused(Why.MISCONFIGURED);
    }
    return Nfc.text(password, it -> send(errand, user, it));
  }

  private static Outcome send(AdminApi.Errand errand, String user, String password) {
    JsonNode body = JsonNodeFactory.instance.objectNode()
        .put("type", "password")
        .put("temporary", false)
        .put("value", password);
    try {
      AdminApi.Answer answer = errand.ask("PUT", "/users/" + user + "/reset-password", Optional.of(body));
      return outcome(answer);
    } catch (NoAnswerException none) {
      LOG.log(Level.WARNING, "Keycloak did not answer a password change: {0}", none.getMessage());
      return none.sent() ? new Outcome.Unclear() : new Outcome.Refused(Why.UNREACHABLE);
    }
  }

  private static Outcome outcome(AdminApi.Answer answer) {
    LOG.log(Level.DEBUG, "Keycloak answered a password change: {0}", answer.status());
    return switch (answer.status()) {
      case 204 -> new Outcome.Set();
      case 400 -> new Outcome.Refused(why(answer.body().path("error").asText("")));
      case 404 -> new Outcome.Refused(Why.NOT_ELIGIBLE);
      case 401, 403 -> new Outcome.Refused(Why.MISCONFIGURED);
      default -> new Outcome.Unclear();
    };
  }

  /** The keys of Keycloak's own messages on password policies. */
  private static Why why(String error) {
    return switch (error) {
      case "invalidPasswordHistoryMessage" -> Why.IN_HISTORY;
      case "invalidPasswordMinLengthMessage" -> Why.TOO_SHORT;
      default -> error.startsWith("invalidPassword") ? Why.POOR_QUALITY : Why.MISCONFIGURED;
    };
  }
}
