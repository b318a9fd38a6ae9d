package regain.directory;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.matchingrules.DistinguishedNameMatchingRule;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.SearchScope;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Members for a time, as {@link ActiveDirectoryStub} has them. */
final class ExpiringLinksStub {
  private final InMemoryDirectoryServer server;
  private final InstantSource clock;
  private final Map<String, Instant> ends = new HashMap<>();

  ExpiringLinksStub(InMemoryDirectoryServer server, InstantSource clock) {
    this.server = server;
    this.clock = clock;
  }

  synchronized void put(String group, String member, Duration lasts) throws LDAPException {
    ends.put(link(group, member), clock.instant().plus(lasts));
  }

  /** As a domain controller would have it, in which groups somebody is at last. */
  List<String> memberships(String dn) throws LDAPException {
    expire();
    var all = new ArrayList<String>();
    for (Entry each : server
        .search(ActiveDirectoryStub.DOMAIN, SearchScope.SUB, Filter.createEqualityFilter("member", dn))
        .getSearchEntries()) {
      all.add(each.getDN());
      all.addAll(memberships(each.getDN()));
    }
    return all;
  }

  private static String link(String group, String member) throws LDAPException {
    return new DN(group).toNormalizedString() + " <- " + new DN(member).toNormalizedString();
  }

  /** A member for a time, by whoever. */
  synchronized void add(String group, String member, Duration lasts) throws LDAPException {
    put(group, member, lasts);
    server.modify(group, new Modification(ModificationType.ADD, "member", member));
  }

  synchronized void expire() throws LDAPException {
    for (Map.Entry<String, Instant> each : Map.copyOf(ends).entrySet()) {
      String[] link = each.getKey().split(" <- ", 2);
      if (!each.getValue().isAfter(clock.instant())) {
        ends.remove(each.getKey());
        Entry group = server.getEntry(link[0]);
        if (group != null && group.hasAttributeValue("member", link[1],
            DistinguishedNameMatchingRule.getInstance())) {
          server.modify(link[0], new Modification(ModificationType.DELETE, "member", link[1]));
        }
      }
    }
  }

  synchronized String shown(String group, String member, boolean inside) {
    try {
      Instant end = ends.get(link(group, member));
      if (end == null) {
        return member;
      }
      long left = Duration.between(clock.instant(), end).toSeconds();
      return inside ? "<TTL=" + left + "," + member + ">" : "<TTL=" + left + ">," + member;
    } catch (LDAPException wrong) {
      throw new AssertionError(wrong);
    }
  }
}
