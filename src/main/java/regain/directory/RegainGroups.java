package regain.directory;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import regain.privileged.port.GrantConnector.Found;
import regain.privileged.port.GrantTag;

/** What is below Regain's base in an Active Directory: groups that have rights, and those of grants, which are members of them. */
record RegainGroups(List<Place> places, List<Ours> ours) {
  /** A group that an entitlement names. */
  record Place(DN dn, List<TimedLink> members) {}

  /**
   * A group of a grant, or one that is called like one.
   *
   * @param places of what it is a member, each with the time for which it is
   */
  record Ours(String name, DN dn, List<TimedLink> members, List<TimedLink> places) {
    /** When nobody has anything by it any more; empty when that does not come by itself. It has ended when one of the links is gone. */
    Optional<Instant> end(Instant now) {
      return Stream.of(members, places).map(it -> last(it, now)).reduce(Ours::sooner).orElseThrow();
    }

    private static Optional<Instant> last(List<TimedLink> links, Instant now) {
      if (links.stream().anyMatch(it -> it.left().isEmpty())) {
        return Optional.empty();
      }
      return Optional.of(
          links.stream().flatMap(it -> it.end(now).stream()).max(Instant::compareTo).orElse(Instant.EPOCH));
    }

    private static Optional<Instant> sooner(Optional<Instant> one, Optional<Instant> other) {
      return Stream.of(one, other).flatMap(Optional::stream).min(Instant::compareTo);
    }

    /** One that has ended by itself is empty, and is as it was issued. */
    boolean isSingle() {
      return members.size() <= 1
          && places.size() <= 1
          && Stream.concat(members.stream(), places.stream()).allMatch(it -> it.left().isPresent());
    }
  }

  /** @throws LDAPException when none of them has rights, or one cannot be understood */
  static RegainGroups of(List<Entry> groups, DN base) throws LDAPException {
    var places = new ArrayList<Place>();
    for (Entry each : groups) {
      if (!isOurs(name(each)) && each.getParsedDN().isDescendantOf(base, false)) {
        places.add(new Place(each.getParsedDN(), TimedLink.of(each)));
      }
    }
    if (places.isEmpty()) {
      throw new LDAPException(ResultCode.NO_SUCH_OBJECT, "not even the groups that have rights are shown");
    }
    var ours = new ArrayList<Ours>();
    for (Entry each : groups) {
      if (isOurs(name(each))) {
        ours.add(new Ours(name(each), each.getParsedDN(), TimedLink.of(each), into(places, each.getParsedDN())));
      }
    }
    return new RegainGroups(places, ours);
  }

  private static String name(Entry group) throws LDAPException {
    String name = group.getAttributeValue("cn");
    if (name == null) {
      throw new LDAPException(ResultCode.DECODING_ERROR, "a group shows no name");
    }
    return name;
  }

  private static boolean isOurs(String name) {
    return name.toLowerCase(Locale.ROOT).startsWith(GrantTag.PREFIX);
  }

  private static List<TimedLink> into(List<Place> places, DN member) {
    return places.stream()
        .flatMap(
            place -> place.members().stream().filter(it -> it.member().equals(member))
                .map(it -> new TimedLink(place.dn(), it.left())))
        .toList();
  }

  boolean isPlace(DN dn) {
    return places.stream().anyMatch(it -> it.dn().equals(dn));
  }

  Optional<Ours> named(String name) {
    return ours.stream().filter(it -> it.name().equalsIgnoreCase(name)).findFirst();
  }

  /** Whether a group of this name is in one that has rights, also when it was moved to where we do not look. */
  boolean isIn(String name) {
    return places.stream().flatMap(it -> it.members().stream())
        .anyMatch(it -> it.member().getRDN() != null && it.member().getRDN().hasAttributeValue("CN", name));
  }

  /** All of ours, and whoever else is in a group that has rights. */
  List<Found> found(Instant now) {
    var all = new ArrayList<Found>();
    ours.forEach(it -> all.add(new Found(it.name(), it.end(now), it.isSingle())));
    for (Place place : places) {
      place.members().stream()
          .filter(member -> ours.stream().noneMatch(it -> it.dn().equals(member.member())))
          .forEach(it -> all.add(new Found(it.member() + " in " + place.dn(), it.end(now), false)));
    }
    return all;
  }
}
