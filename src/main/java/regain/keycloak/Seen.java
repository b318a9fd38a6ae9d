package regain.keycloak;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import regain.recovery.Elsewhere.Open;

/**
 * The sessions of a user as Keycloak shows them.
 *
 * @param online by id, as it stands in a path
 * @param offline the same: what offline tokens rest on
 */
record Seen(Set<String> online, Set<String> offline) {
  static Seen by(AdminApi.Errand errand, String user) {
    Set<String> offline = new HashSet<>();
    for (String client : clientsWithOfflineTokens(errand, user)) {
      offline.addAll(ids(errand.list("/users/" + user + "/offline-sessions/" + client)));
    }
    return new Seen(ids(errand.list("/users/" + user + "/sessions")), offline);
  }

  /** The same for the eye: newest use first. */
  static List<Open> list(AdminApi.Errand errand, String user) {
    var open = new ArrayList<Open>();
    errand.list("/users/" + user + "/sessions").forEach(it -> open.add(open(it)));
    for (String client : clientsWithOfflineTokens(errand, user)) {
      errand.list("/users/" + user + "/offline-sessions/" + client).forEach(it -> open.add(open(it)));
    }
    open.sort(Comparator.comparing(Open::seenAt).reversed());
    return open;
  }

  private static Open open(JsonNode session) {
    var applications = new ArrayList<String>();
    session.path("clients").forEach(it -> applications.add(it.asText()));
    return new Open(
        Instant.ofEpochMilli(session.path("start").asLong()),
        Instant.ofEpochMilli(session.path("lastAccess").asLong()),
        session.path("ipAddress").asText(),
        applications);
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
    for (JsonNode consent : errand.list("/users/" + user + "/consents")) {
      for (JsonNode grant : consent.path("additionalGrants")) {
        if (grant.path("key").asText().equals("Offline Token")) {
          clients.add(AdminApi.id(grant, "client"));
        }
      }
    }
    return clients;
  }

  private static Set<String> ids(JsonNode sessions) {
    Set<String> ids = new HashSet<>();
    sessions.forEach(it -> ids.add(AdminApi.id(it, "id")));
    return ids;
  }
}
