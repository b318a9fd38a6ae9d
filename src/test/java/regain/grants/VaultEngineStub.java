package regain.grants;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** What {@link VaultStub} remembers: roles and leases of a database engine, and who can log in to the database. */
class VaultEngineStub {
  static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final Set<String> STATEMENTS = Set.of(
      "creation_statements", "revocation_statements", "rollback_statements", "renew_statements");
  private static final Set<String> TIMES = Set.of("default_ttl", "max_ttl");

  private final InstantSource clock;
  private final Map<String, ObjectNode> roles = new TreeMap<>();
  private final Map<String, Lease> leases = new TreeMap<>();
  private final Map<String, JsonNode> wrapped = new TreeMap<>();
  private final AtomicInteger serial = new AtomicInteger();
  /** Who can log in to the database. */
  final Set<String> users = new TreeSet<>();
  final Set<String> secrets = new TreeSet<>();
  volatile boolean databaseIsDown;
  volatile boolean isOpenBao;
  /** Whether what cannot be revoked is on its own list alone: it is not documented to be on the other. */
  volatile boolean hidesIrrevocable;
  volatile long keepsLonger;

  VaultEngineStub(InstantSource clock) {
    this.clock = clock;
  }

  private record Lease(String user, Instant end, boolean irrevocable) {}

  record Answer(int status, @Nullable JsonNode body) {}

  /** What an operator wrote. */
  synchronized void role(String name, long most, String... statements) {
    ObjectNode role = NODES.objectNode().put("db_name", "orders").put("default_ttl", most).put("max_ttl", most);
    List.of(statements).forEach(role.withArray("creation_statements")::add);
    roles.put(name, whole(role));
  }

  synchronized Set<String> roles() {
    return Set.copyOf(roles.keySet());
  }

  /** A credential that somebody else takes by a role. */
  synchronized void takenBySomebodyElse(String role, Instant end) {
    lease(role, end);
  }

  /** As it is after Vault has tried to revoke it for too often. */
  synchronized void irrevocable() {
    leases.replaceAll((id, it) -> new Lease(it.user(), it.end(), true));
  }

  /** Somebody mends it. */
  synchronized void revocable() {
    leases.replaceAll((id, it) -> new Lease(it.user(), it.end(), false));
  }

  synchronized void removeRole(String name) {
    roles.remove(name);
  }

  private String lease(String role, Instant end) {
    String user = "v-token-" + role + "-" + serial.incrementAndGet();
    users.add(user);
    leases.put("database/creds/" + role + "/" + serial.incrementAndGet() + "abCD", new Lease(user, end, false));
    return user;
  }

  void expire() {
    leases.values().removeIf(it -> !it.irrevocable() && !it.end().isAfter(clock.instant()) && users.remove(it.user()));
  }

  static Answer errors(int status, String... messages) {
    ObjectNode body = NODES.objectNode();
    body.putArray("errors");
    List.of(messages).forEach(body.withArray("errors")::add);
    return new Answer(status, body);
  }

  static Answer data(JsonNode data) {
    ObjectNode body = envelope();
    body.set("data", data);
    return new Answer(200, body);
  }

  static ObjectNode envelope() {
    return NODES.objectNode().put("request_id", "8bd4a8b9").put("lease_id", "").put("renewable", false)
        .put("lease_duration", 0).putNull("data").putNull("wrap_info").putNull("warnings").putNull("auth");
  }

  static Answer keys(List<String> keys) {
    ObjectNode data = NODES.objectNode();
    keys.forEach(data.withArray("keys")::add);
    return keys.isEmpty() ? errors(404) : data(data);
  }

  Answer opened(String token) {
    JsonNode inside = wrapped.remove(token);
    return inside == null ? errors(400, "wrapping token is not valid or does not exist") : new Answer(200, inside);
  }

  Answer read(String role) {
    ObjectNode found = roles.get(role);
    return found == null ? errors(404) : data(found);
  }

  Answer written(String role, JsonNode body) {
    Optional<String> wrong = wrong(body);
    if (wrong.isPresent()) {
      return errors(400, wrong.get());
    }
    roles.put(role, whole(body));
    return new Answer(204, null);
  }

  Answer below(String prefix) {
    return keys(
        leases.entrySet().stream().filter(it -> !hidesIrrevocable || !it.getValue().irrevocable())
            .map(Map.Entry::getKey)
            .filter(it -> it.startsWith(prefix))
            .map(it -> it.substring(prefix.length()).replaceFirst("/.*", "/")).distinct().toList());
  }

  JsonNode irrevocableLeases() {
    ObjectNode data = NODES.objectNode();
    data.withArray("leases");
    leases.forEach((id, it) -> {
      if (it.irrevocable()) {
        data.withArray("leases").addObject().put("lease_id", id).put("error", "failed to revoke entry");
      }
    });
    return data.put("lease_count", data.path("leases").size());
  }

  Answer credential(String role, @Nullable String wrap) {
    ObjectNode found = roles.get(role);
    if (found == null) {
      return errors(400, "unknown role: " + role);
    }
    if (wrap == null || !wrap.matches("[0-9]{1,3}")) {
      return errors(403, "it has to be wrapped (min_wrapping_ttl, max_wrapping_ttl)");
    }
    if (databaseIsDown) {
      return errors(500, "failed to connect");
    }
    String user = lease(role, clock.instant().plusSeconds(found.path("max_ttl").asLong() + keepsLonger));
    String password = "A1a-" + serial.incrementAndGet() + "-nobody-sees-this";
    secrets.add(password);
    ObjectNode inside = envelope();
    inside.putObject("data").put("username", user).put("password", password);
    String token = "hvs.wrapping-" + serial.incrementAndGet();
    secrets.add(token);
    wrapped.put(token, inside);
    ObjectNode answer = envelope();
    answer.putObject("wrap_info").put("token", token).put("accessor", "acc").put("ttl", Integer.parseInt(wrap))
        .put("creation_time", clock.instant().toString()).put("creation_path", "database/creds/" + role);
    return new Answer(200, answer);
  }

  Answer lookedUp(String id) {
    Lease lease = leases.get(id);
    if (lease == null) {
      return errors(400, "invalid lease");
    }
    ObjectNode fields = NODES.objectNode().put("id", id).put("expire_time", lease.end().toString())
        .putNull("last_renewal_time").put("renewable", true)
        .put("ttl", lease.end().getEpochSecond() - clock.instant().getEpochSecond());
    return isOpenBao ? data(fields) : new Answer(200, fields);
  }

  Answer revoked(String prefix) {
    var tried = new ArrayList<Map.Entry<String, Lease>>();
    leases.entrySet().stream().filter(it -> it.getKey().startsWith(prefix)).forEach(tried::add);
    if (tried.stream().anyMatch(it -> it.getValue().irrevocable()) || databaseIsDown && !tried.isEmpty()) {
      return errors(500, "failed to revoke " + prefix);
    }
    for (Map.Entry<String, Lease> each : tried) {
      users.remove(each.getValue().user());
      leases.remove(each.getKey());
    }
    return new Answer(204, null);
  }

  static Optional<String> wrong(JsonNode role) {
    for (Map.Entry<String, JsonNode> field : role.properties()) {
      boolean fits = switch (field.getKey()) {
        case String it when STATEMENTS.contains(it) ->
          field.getValue().isArray()
              && StreamSupport.stream(field.getValue().spliterator(), false).allMatch(JsonNode::isTextual);
        case String it when TIMES.contains(it) -> field.getValue().isInt() || field.getValue().isTextual();
        case "db_name", "credential_type" -> field.getValue().isTextual();
        case "credential_config" -> field.getValue().isObject();
        default -> false;
      };
      if (!fits) {
        return Optional.of("unknown field or wrong type: " + field.getKey());
      }
    }
    return role.hasNonNull("db_name") && !role.path("creation_statements").isEmpty()
        ? Optional.empty()
        : Optional.of("missing db_name or creation_statements");
  }

  private static ObjectNode whole(JsonNode given) {
    ObjectNode role = NODES.objectNode().put("credential_type", "password").put("default_ttl", 0).put("max_ttl", 0);
    STATEMENTS.forEach(role::putArray);
    return role.setAll((ObjectNode) given.deepCopy());
  }

  /** Whoever holds the token opens it, and finds a name that the database lets in. */
  synchronized String unwrapped(String token) {
    JsonNode inside = wrapped.remove(token);
    return inside == null ? "" : inside.path("data").path("username").asText();
  }
}
