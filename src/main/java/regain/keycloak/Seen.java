package regain.keycloak;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;

/**
 * The sessions of a user as Keycloak shows them.
 *
 * @param online by id
 * @param offline by id: what offline tokens rest on
 */
record Seen(Set<String> online, Set<String> offline) {
  static Seen by(AdminApi.Errand errand, String user) {
    Set<String> offline = new HashSet<>();
    for (String client : clientsWithOfflineTokens(errand, user)) {
      offline.addAll(ids(errand.get("/users/" + user + "/offline-sessions/" + AdminApi.encoded(client))));
    }
    return new Seen(ids(errand.get("/users/" + user + "/sessions")), offline);
  }

  int count() {
    return online.size() + offline.size();
  }

  /** What began later has another id, and is no business of this revocation. */
  boolean hasAnyOf(Seen earlier) {
    return earlier.online.stream().anyMatch(online::contains) || earlier.offline.stream().anyMatch(offline::contains);
  }

  /** Named among a user's consents, which {@code view-users} may read; the list of clients it may not. */
  private static Set<String> clientsWithOfflineTokens(AdminApi.Errand errand, String user) {
    Set<String> clients = new HashSet<>();
    for (JsonNode consent : errand.get("/users/" + user + "/consents")) {
      for (JsonNode grant : consent.path("additionalGrants")) {
        if (grant.path("key").asText().equals("Offline Token")) {
          clients.add(grant.path("client").asText());
        }
      }
    }
    return clients;
  }

  private static Set<String> ids(JsonNode sessions) {
    Set<String> ids = new HashSet<>();
    sessions.forEach(it -> ids.add(it.path("id").asText()));
    return ids;
  }
}
