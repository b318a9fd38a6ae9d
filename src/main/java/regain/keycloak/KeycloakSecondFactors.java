package regain.keycloak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import regain.kernel.PersonId;
import regain.kernel.Secret;
import regain.recovery.port.SecondFactors;

/**
 * Replaces somebody's second factors in Keycloak. The new one is put there first and the old ones are deleted after it:
 * Keycloak lets a login that waits for its second factor through as soon as there is none. It is confirmed when Keycloak was
 * asked again and shows the new one alone.
 */
@Dependent
final class KeycloakSecondFactors implements SecondFactors {
  private static final Logger LOG = System.getLogger(KeycloakSecondFactors.class.getName());
  private static final String LABEL = "Regain";
  private static final Set<String> KINDS = Set.of(
      "otp", "webauthn", "webauthn-passwordless", "recovery-authn-codes");

  private final Realm realm;

  @Inject
  KeycloakSecondFactors(Realm realm) {
    this.realm = realm;
  }

  @Override
  public String name() {
    return "keycloak";
  }

  @Override
  public boolean configured() {
    return realm.configured() && realm.settings().secondFactor();
  }

  @Override
  public Replacement replace(PersonId person, Secret key) {
    try {
      AdminApi.Errand errand = realm.api().errand();
      return switch (realm.users().find(errand, person)) {
        case Users.Found.One(String user) -> replace(errand, user, key);
        case Users.Found.Nobody nobody -> new Replacement(0);
        case Users.Found.Doubtful(String why) -> {
          LOG.log(Level.WARNING, "No second factor was replaced in Keycloak: {0}", why);
          yield Replacement.notConfirmed();
        }
      };
    } catch (NoAnswerException none) {
      LOG.log(Level.WARNING, "Keycloak has not confirmed a new second factor: {0}", none.getMessage());
      return Replacement.notConfirmed();
    }
  }

  private static Replacement replace(AdminApi.Errand errand, String user, Secret key) {
    JsonNode held = errand.list("/users/" + user + "/credentials");
    Set<String> old = secondFactors(held);
    if (old.isEmpty()) {
      return new Replacement(0);
    }
    errand.expect("PUT", "/users/" + user, Optional.of(withOtp(key, freeLabel(held))));
    for (String each : old) {
      errand.ask("DELETE", "/users/" + user + "/credentials/" + each, Optional.empty());
    }
    Set<String> now = secondFactors(errand.list("/users/" + user + "/credentials"));
    return now.size() == 1 && !old.containsAll(now) ? new Replacement(old.size()) : Replacement.notConfirmed();
  }

  private static Set<String> secondFactors(JsonNode credentials) {
    Set<String> ids = new HashSet<>();
    for (JsonNode each : credentials) {
      if (KINDS.contains(each.path("type").asText())) {
        ids.add(AdminApi.id(each, "id"));
      }
    }
    return ids;
  }

  /** Keycloak refuses a label that another credential of the same user has (409), also for the moment of an exchange. */
  private static String freeLabel(JsonNode credentials) {
    Set<String> taken = new HashSet<>();
    credentials.forEach(it -> taken.add(it.path("userLabel").asText()));
    return IntStream.rangeClosed(1, taken.size() + 1)
        .mapToObj(it -> it == 1 ? LABEL : LABEL + " " + it)
        .filter(it -> !taken.contains(it))
        .findFirst()
        .orElseThrow();
  }

  /** What a user's representation leaves out stays as it is. Keycloak holds both parts as texts that are JSON themselves. */
  private static ObjectNode withOtp(Secret key, String label) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    ObjectNode kind = json.objectNode().put("subType", "totp").put("digits", 6).put("period", 30)
        .put("algorithm", "HmacSHA1");
    ObjectNode body = json.objectNode();
    body.putArray("credentials").addObject()
        .put("type", "otp")
        .put("userLabel", label)
        .put("secretData", key.<String>open(it -> json.objectNode().put("value", new String(it)).toString()))
        .put("credentialData", kind.toString());
    return body;
  }
}
