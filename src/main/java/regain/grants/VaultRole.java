package regain.grants;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * A role of Vault's database engine, as it is read and written: on which connection which statements make a credential, and how long one lives.
 *
 * @param fields everything that was read, so that nothing of it is lost in a copy
 */
record VaultRole(ObjectNode fields) {
  private static final List<String> TIMES = List.of("default_ttl", "max_ttl");

  /** Empty when it is no role: without a connection, statements or times. */
  static Optional<VaultRole> of(JsonNode read) {
    boolean whole = read.path("db_name").isTextual()
        && read.path("creation_statements").isArray()
        && !read.path("creation_statements").isEmpty()
        && TIMES.stream().map(read::path).allMatch(it -> it.canConvertToInt() && it.intValue() >= 0);
    return whole ? Optional.of(new VaultRole(read.deepCopy())) : Optional.empty();
  }

  /** For how many seconds at most a credential lives; empty when only the engine bounds it. */
  Optional<Integer> longest() {
    return Optional.of(fields.path("max_ttl").intValue()).filter(it -> it > 0);
  }

  VaultRole lasting(long seconds) {
    ObjectNode copy = fields.deepCopy();
    TIMES.forEach(it -> copy.put(it, seconds));
    return new VaultRole(copy);
  }

  /** Whether it gives the same, for however long. */
  boolean isLike(VaultRole other) {
    return withoutTimes().equals(other.withoutTimes());
  }

  private JsonNode withoutTimes() {
    return fields.deepCopy().without(TIMES);
  }
}
