package regain.grants;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import regain.grants.VaultApi.Errand;
import regain.grants.VaultApi.NoAnswerException;

/** A database engine of Vault during one errand: its roles, and the leases of the credentials that were taken by them. */
record VaultMount(Errand vault, String mount, InstantSource clock) {
  /** What is written behind a mount's path; Vault takes none that ends in a period. */
  static final Pattern NAME = Pattern.compile("[A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,100}[A-Za-z0-9_-])?");
  static final Pattern MOUNT = Pattern.compile("[A-Za-z0-9_-]{1,64}(?:/[A-Za-z0-9_-]{1,64}){0,4}");
  /** Of a role by which nothing is open: if we were gone, nobody would be let in by it from now on. */
  static final Instant NOTHING_OPEN = Instant.EPOCH;

  Optional<VaultRole> role(String name) throws NoAnswerException {
    Optional<JsonNode> read = vault.read(mount + "/roles/" + name);
    Optional<VaultRole> whole = read.flatMap(VaultRole::of);
    if (read.isPresent() && whole.isEmpty()) {
      throw new NoAnswerException("a role of another shape");
    }
    return whole;
  }

  void write(String name, VaultRole role) throws NoAnswerException {
    vault.post(mount + "/roles/" + name, role.fields());
  }

  void remove(String name) throws NoAnswerException {
    vault.delete(mount + "/roles/" + name);
  }

  /** The roles there are. The one that was copied is among them, so that none at all is no answer. */
  Set<String> roles() throws NoAnswerException {
    JsonNode keys = vault.list(mount + "/roles").filter(it -> !it.isEmpty())
        .orElseThrow(() -> new NoAnswerException("not even the roles that are copied are there"));
    return texts(keys);
  }

  private static Set<String> texts(JsonNode keys) throws NoAnswerException {
    var texts = new TreeSet<String>();
    for (JsonNode each : keys) {
      if (!each.isTextual() || each.textValue().isEmpty()) {
        throw new NoAnswerException("a list of another shape");
      }
      texts.add(each.textValue());
    }
    return texts;
  }

  private Set<String> listed(String prefix) throws NoAnswerException {
    Optional<JsonNode> keys = vault.list("sys/leases/lookup/" + prefix);
    return keys.isPresent() ? texts(keys.get()) : Set.of();
  }

  private String creds(String role) {
    return mount + "/creds/" + role;
  }

  /** What is open by it: the ids of all leases, those that Vault cannot revoke among them. */
  Set<String> leases(String role) throws NoAnswerException {
    return leases(role, irrevocable());
  }

  private Set<String> leases(String role, Set<String> irrevocable) throws NoAnswerException {
    String prefix = creds(role) + "/";
    var all = new TreeSet<String>(irrevocable.stream().filter(it -> it.startsWith(prefix)).toList());
    listed(prefix).forEach(it -> all.add(prefix + it));
    return all;
  }

  /** Whatever text of the answer is below the mount counts, names of fields, too: what the list has in it is documented, and not under which names. */
  private Set<String> irrevocable() throws NoAnswerException {
    JsonNode all = vault.read("sys/leases?type=irrevocable&limit=none")
        .filter(it -> it.path("lease_count").canConvertToInt())
        .orElseThrow(() -> new NoAnswerException("an answer of another shape"));
    var ids = new HashSet<String>();
    below(all, creds(""), ids);
    return ids;
  }

  private static void below(JsonNode node, String prefix, Set<String> into) {
    if (node.isTextual() && node.textValue().startsWith(prefix)) {
      into.add(node.textValue());
    }
    node.fieldNames().forEachRemaining(it -> {
      if (it.startsWith(prefix)) {
        into.add(it);
      }
    });
    node.forEach(it -> below(it, prefix, into));
  }

  /** How many were open and are not any more; it waits for Vault to have revoked them. */
  int end(String role) throws NoAnswerException {
    int before = leases(role).size();
    if (before > 0) {
      vault.post("sys/leases/revoke-prefix/" + creds(role), JsonNodeFactory.instance.objectNode().put("sync", true));
      if (!leases(role).isEmpty()) {
        throw new NoAnswerException("leases that were revoked are there");
      }
    }
    return before;
  }

  /** The token that opens, once, what was taken by it; empty when it is not what was asked for. */
  Optional<String> take(String role, Duration wrapped) throws NoAnswerException {
    JsonNode wrap = vault.wrapped(creds(role), wrapped);
    return Optional.of(wrap.path("token").asText(""))
        .filter(it -> VaultApi.TOKEN.matcher(it).matches())
        .filter(it -> wrap.path("creation_path").asText("").equals(creds(role)));
  }

  /** @param ends when the last of them does, by what Vault has left for it */
  record Open(int leases, Instant ends) {
    static final Open NONE = new Open(0, NOTHING_OPEN);
  }

  Open open(String role) throws NoAnswerException {
    return open(leases(role));
  }

  private Open open(Set<String> leases) throws NoAnswerException {
    Instant last = NOTHING_OPEN;
    for (String each : leases) {
      JsonNode lease = vault.post("sys/leases/lookup", JsonNodeFactory.instance.objectNode().put("lease_id", each));
      // Vault documents its fields at the top, and OpenBao below "data".
      JsonNode left = lease.path("data").isObject() ? lease.path("data").path("ttl") : lease.path("ttl");
      if (!left.canConvertToInt()) {
        throw new NoAnswerException("a lease of another shape");
      }
      Instant end = clock.instant().plusSeconds(left.intValue());
      last = end.isAfter(last) ? end : last;
    }
    return new Open(leases.size(), last);
  }

  /** By which roles something is open, also by those that are not there any more. */
  Set<String> opened() throws NoAnswerException {
    var roles = new TreeSet<String>();
    listed(creds("")).forEach(it -> roles.add(it.replaceFirst("/$", "")));
    irrevocable().forEach(it -> roles.add(it.substring(creds("").length()).replaceFirst("/.*", "")));
    return roles;
  }
}
