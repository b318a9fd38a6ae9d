package regain.directory;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import regain.enrollment.port.Account.Role;
import regain.policy.Population;

/** Which path a person has, and which part in the workspace. The strictest group that fits counts. */
record Groups(
    Optional<Condition> governance,
    Optional<Condition> privileged,
    Optional<Condition> outsourcedDesk,
    Optional<Condition> regulated,
    Optional<Condition> contractor,
    Optional<Condition> security,
    Optional<Condition> attester,
    Optional<Condition> desk,
    Map<String, Condition> named) {
  Groups {
    named = Map.copyOf(named);
  }

  static Groups of(Keys keys) {
    return new Groups(
        keys.condition("population.governance"),
        keys.condition("population.privileged"),
        keys.condition("population.outsourced-desk"),
        keys.condition("population.regulated"),
        keys.condition("population.contractor"),
        keys.condition("role.security"),
        keys.condition("role.attester"),
        keys.condition("role.desk"),
        keys.words("groups", "").stream()
            .collect(Collectors.toMap(it -> it, it -> keys.requiredCondition("group." + it))));
  }

  Population population(Entry entry) throws LDAPException {
    if (holds(governance, entry)) {
      return Population.GOVERNANCE;
    }
    if (holds(privileged, entry)) {
      return Population.PRIVILEGED;
    }
    if (holds(outsourcedDesk, entry)) {
      return Population.OUTSOURCED_DESK;
    }
    if (holds(regulated, entry)) {
      return Population.REGULATED;
    }
    return holds(contractor, entry) ? Population.CONTRACTOR : Population.EMPLOYEE;
  }

  Set<Role> roles(Entry entry) throws LDAPException {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    if (holds(security, entry)) {
      roles.add(Role.SECURITY);
    }
    if (holds(attester, entry)) {
      roles.add(Role.ATTESTER);
    }
    if (holds(desk, entry)) {
      roles.add(Role.DESK);
    }
    return roles;
  }

  /** The names of the groups that it is in. */
  Set<String> names(Entry entry) throws LDAPException {
    var names = new HashSet<String>();
    for (Map.Entry<String, Condition> each : named.entrySet()) {
      if (each.getValue().holds(entry)) {
        names.add(each.getKey());
      }
    }
    return names;
  }

  /** What makes somebody have a role, or be in one of the groups. */
  List<Condition> parts() {
    return Stream.concat(Stream.of(security, attester, desk).flatMap(Optional::stream), named.values().stream())
        .toList();
  }

  Set<String> attributes() {
    Stream<Condition> one = Stream
        .of(governance, privileged, outsourcedDesk, regulated, contractor, security, attester, desk)
        .flatMap(Optional::stream);
    return Stream.concat(one, named.values().stream())
        .flatMap(it -> it.attributes().stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  private static boolean holds(Optional<Condition> condition, Entry entry) throws LDAPException {
    return condition.isPresent() && condition.get().holds(entry);
  }
}
