package regain.keycloak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.Config;
import regain.enrollment.port.Directory;
import regain.policy.Fact;
import regain.privileged.port.GrantConnector;
import regain.privileged.port.GrantTag;
import regain.recovery.port.SessionConnector;
import regain.recovery.port.SessionConnector.Revocation;

/**
 * Keycloak as a place of privilege: each grant is a group of its own with one member, below the group that the entitlement names and whose roles it
 * inherits. Keycloak ends nothing by itself. When it ends, the group loses its parent, its member's sessions and offline tokens end, and then it
 * goes; an access token that is out lives on for its few minutes.
 *
 * <p>The service account is the one of {@code regain.keycloak.*}; its role {@code manage-users} is what this takes.
 */
public final class KeycloakGroups implements GrantConnector, AutoCloseable {
  private static final Logger LOG = System.getLogger(KeycloakGroups.class.getName());
  private static final int CREATED = 201;
  private static final int CONFLICT = 409;
  private static final int NOT_FOUND = 404;
  private static final int GONE = 204;
  /** More than anybody gives; a realm with more is asked no further. */
  private static final int MOST = 20_000;
  private static final int AT_ONCE = 25;
  /** In a realm with fewer grants than this they are read all at once when several end, which is one question in place of one for each. */
  private static final int FEW = 200;
  /** For letting nobody in by any of those that are ended at once, and as much again for what comes after it. */
  private static final Duration ALL = Duration.ofSeconds(10);

  /** So many groups of grants are looked into for others than their holder each time; it takes a question for each. */
  private static final int LOOKED_INTO = 50;

  private final String name;
  private final Set<String> given;
  private final boolean strict;
  private final Realm realm;

  /** @param given the groups that entitlements name: nobody is in them but by a grant */
  KeycloakGroups(String name, Set<String> given, boolean strict, Realm realm) {
    this.name = name;
    this.given = given;
    this.strict = strict;
    this.realm = realm;
  }

  /**
   * The realm that {@code regain.keycloak.*} names.
   *
   * @throws IllegalStateException when there is none
   */
  public static KeycloakGroups of(
      Config config, String name, Set<String> given, boolean strict, Directory directory) {
    var realm = new Realm(KeycloakSettings.of(config), directory);
    if (!realm.configured()) {
      throw new IllegalStateException(name + ": regain.keycloak.url is not set");
    }
    return new KeycloakGroups(name, given, strict, realm);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String kind() {
    return "Keycloak";
  }

  @Override
  public boolean strict() {
    return strict;
  }

  @Override
  public boolean ends() {
    return false;
  }

  private String said(NoAnswerException none) {
    LOG.log(Level.WARNING, "The target {0} did not do it: {1}", name, none.getMessage());
    return String.valueOf(none.getMessage());
  }

  @Override
  public Issued issue(Order order) {
    try {
      AdminApi.Errand errand = realm.api().errand();
      return switch (realm.users().find(errand, order.holder().person())) {
        case Users.Found.One(String user) -> issue(errand, order, user);
        case Users.Found.Nobody nobody -> new Issued.Refused("nobody of that id");
        case Users.Found.Doubtful(String why) -> new Issued.Unclear(why);
      };
    } catch (NoAnswerException none) {
      return new Issued.Unclear(said(none));
    }
  }

  /** The group of this name that is in no other. */
  private static Optional<JsonNode> above(AdminApi.Errand errand, String is) {
    return groups(errand, is, MOST)
        .filter(it -> it.path("name").asText().equals(is) && it.path("path").asText().equals("/" + is))
        .findFirst();
  }

  private Issued issue(AdminApi.Errand errand, Order order, String user) {
    Optional<JsonNode> above = above(errand, order.is());
    if (above.isEmpty()) {
      return new Issued.Refused("no group of that name");
    }
    JsonNode group = JsonNodeFactory.instance.objectNode().put("name", order.tag().text());
    int made = errand.ask("POST", "/groups/" + AdminApi.id(above.get(), "id") + "/children", Optional.of(group))
        .status();
    if (made != CREATED && made != CONFLICT) {
      throw NoAnswerException.refused("POST", made);
    }
    JsonNode there = found(errand, order.tag())
        .orElseThrow(() -> NoAnswerException.lost("a group that was made is not there"));
    List<String> members = members(errand, there);
    if (!there.path("path").asText().equals("/" + order.is() + "/" + order.tag())
        || members.stream().anyMatch(it -> !it.equals(user))) {
      return new Issued.Refused("there is another of that name");
    }
    errand.expect("PUT", "/users/" + user + "/groups/" + AdminApi.id(there, "id"), Optional.empty());
    return new Issued.Done(Optional.empty());
  }

  /** Every group whose name has this in it, at whatever depth. */
  private static Stream<JsonNode> groups(AdminApi.Errand errand, String name, int most) {
    JsonNode found = errand.list("/groups?max=" + most + "&search=" + AdminApi.encoded(name));
    return StreamSupport.stream(found.spliterator(), false).flatMap(KeycloakGroups::all);
  }

  private static Stream<JsonNode> all(JsonNode group) {
    return Stream.concat(
        Stream.of(group),
        StreamSupport.stream(group.path("subGroups").spliterator(), false).flatMap(KeycloakGroups::all));
  }

  private static Optional<JsonNode> found(AdminApi.Errand errand, GrantTag tag) {
    return found(groups(errand, tag.text(), MOST), tag);
  }

  private static Optional<JsonNode> found(Stream<JsonNode> groups, GrantTag tag) {
    return groups.filter(it -> it.path("name").asText().equals(tag.text())).findFirst();
  }

  private static List<String> members(AdminApi.Errand errand, JsonNode group) {
    var ids = new ArrayList<String>();
    errand.list("/groups/" + AdminApi.id(group, "id") + "/members?briefRepresentation=true&max=" + MOST)
        .forEach(it -> ids.add(AdminApi.id(it, "id")));
    return ids;
  }

  @Override
  public Seen observe(GrantTag tag) {
    try {
      AdminApi.Errand errand = realm.api().errand();
      return new Seen(found(errand, tag).isPresent() ? Presence.PRESENT : Presence.ABSENT, 0);
    } catch (NoAnswerException none) {
      said(none);
      return Seen.unknown();
    }
  }

  /** Out from under its parent, whose roles it had: whoever logs in or refreshes from then on is without them. It keeps its member. */
  @Override
  public Answer block(GrantTag tag) {
    try {
      AdminApi.Errand errand = realm.api().errand();
      found(errand, tag).ifPresent(it -> moveOut(errand, tag, it));
      return new Answer.Done();
    } catch (NoAnswerException none) {
      return new Answer.Again(said(none));
    }
  }

  private static void moveOut(AdminApi.Errand errand, GrantTag tag, JsonNode group) {
    if (!group.path("path").asText().equals("/" + tag)) {
      JsonNode moved = JsonNodeFactory.instance.objectNode()
          .put("id", group.path("id").asText())
          .put("name", tag.text());
      errand.expect("POST", "/groups", Optional.of(moved));
    }
  }

  @Override
  public Fact<Integer> killSessions(GrantTag tag) {
    try {
      AdminApi.Errand errand = realm.api().errand();
      Optional<JsonNode> group = found(errand, tag);
      int ended = 0;
      for (String each : group.map(it -> members(errand, it)).orElse(List.of())) {
        ended += end(errand, each);
      }
      return Fact.known(ended);
    } catch (NoAnswerException none) {
      said(none);
      return Fact.unavailable();
    }
  }

  private static int end(AdminApi.Errand errand, String user) {
    Revocation ended = KeycloakSessions.end(errand, user);
    if (ended.answer() != SessionConnector.Answer.CONFIRMED) {
      throw NoAnswerException.lost("sessions that were ended are there");
    }
    return ended.ended();
  }

  /** Last of all: as long as it is there it is known who had it, and whose sessions have to end. */
  @Override
  public Answer revoke(GrantTag tag) {
    Answer blocked = block(tag);
    if (!(blocked instanceof Answer.Done)) {
      return blocked;
    }
    try {
      AdminApi.Errand errand = realm.api().errand();
      Optional<JsonNode> group = found(errand, tag);
      if (group.isPresent()) {
        members(errand, group.get()).forEach(it -> end(errand, it));
        delete(errand, AdminApi.id(group.get(), "id"));
      }
      return new Answer.Done();
    } catch (NoAnswerException none) {
      return new Answer.Again(said(none));
    }
  }

  private static void delete(AdminApi.Errand errand, String group) {
    int gone = errand.ask("DELETE", "/groups/" + group, Optional.empty()).status();
    if (gone != GONE && gone != NOT_FOUND) {
      throw NoAnswerException.refused("DELETE", gone);
    }
  }

  /** As block, kill, revoke and observe do one, but that the sessions of somebody who is in several of these groups end once for all of them. */
  @Override
  public List<Ended> end(List<GrantTag> tags) {
    long until = System.nanoTime() + ALL.toNanos();
    var all = new LinkedHashMap<GrantTag, Ended>();
    var out = new LinkedHashMap<GrantTag, Optional<Out>>();
    Look before = look(tags);
    tags.forEach(it -> inTime(it, until, all, () -> out.put(it, out(it, before))));
    Map<String, Fact<Integer>> ended = ended(out, until);
    // What was opened while the others were still let in.
    Map<String, Fact<Integer>> again = ended(out, until);
    long end = until + ALL.toNanos();
    var removed = new LinkedHashMap<GrantTag, Integer>();
    out.forEach((tag, group) -> inTime(tag, end, all, () -> removed.put(tag, removed(group, List.of(ended, again)))));
    Look after = look(List.copyOf(removed.keySet()));
    removed.forEach((tag, sessions) -> inTime(tag, end, all, () -> all.put(tag, seen(tag, sessions, after))));
    return List.copyOf(all.values());
  }

  /** How to find the group of a grant. */
  @FunctionalInterface
  private interface Look {
    /** @throws NoAnswerException when nobody knows */
    Optional<JsonNode> at(GrantTag tag);
  }

  /** For several at once all that there are, where these are few; otherwise each is asked for when it is looked at. */
  private Look look(List<GrantTag> tags) {
    Look each = tag -> found(realm.api().errand(), tag);
    if (tags.size() < 2) {
      return each;
    }
    try {
      List<JsonNode> some = groups(realm.api().errand(), GrantTag.PREFIX, FEW).toList();
      return some.size() < FEW ? tag -> found(some.stream(), tag) : each;
    } catch (NoAnswerException none) {
      said(none);
      return each;
    }
  }

  @Override
  public int atOnce() {
    return AT_ONCE;
  }

  /** A group that is out from under its parent. */
  private record Out(String group, List<String> members) {}

  /** Does it while there is time. */
  private void inTime(GrantTag tag, long until, Map<GrantTag, Ended> all, Runnable work) {
    if (System.nanoTime() < until) {
      try {
        work.run();
      } catch (NoAnswerException none) {
        all.put(tag, new Ended.Not(tag, said(none)));
      }
    }
  }

  private Optional<Out> out(GrantTag tag, Look look) {
    AdminApi.Errand errand = realm.api().errand();
    Optional<JsonNode> group = look.at(tag);
    group.ifPresent(it -> moveOut(errand, tag, it));
    return group.map(it -> new Out(AdminApi.id(it, "id"), members(errand, it)));
  }

  /** How many sessions of each member have ended. */
  private Map<String, Fact<Integer>> ended(Map<GrantTag, Optional<Out>> out, long until) {
    var ended = new HashMap<String, Fact<Integer>>();
    out.values().stream().flatMap(Optional::stream).flatMap(it -> it.members().stream()).distinct()
        .forEach(it -> ended.put(it, System.nanoTime() < until ? ended(it) : Fact.unavailable()));
    return ended;
  }

  private Fact<Integer> ended(String user) {
    try {
      return Fact.known(end(realm.api().errand(), user));
    } catch (NoAnswerException none) {
      said(none);
      return Fact.unavailable();
    }
  }

  /**
   * How many sessions have ended with it.
   *
   * @param ended what has ended; what is counted here is counted for no other group
   */
  private int removed(Optional<Out> out, List<Map<String, Fact<Integer>>> ended) {
    int sessions = 0;
    if (out.isPresent()) {
      for (String member : out.get().members()) {
        for (Map<String, Fact<Integer>> each : ended) {
          sessions += each.getOrDefault(member, Fact.unavailable()).known()
              .orElseThrow(() -> NoAnswerException.lost("sessions that were ended are there"));
          each.put(member, Fact.known(0));
        }
      }
      delete(realm.api().errand(), out.get().group());
    }
    return sessions;
  }

  private static Ended seen(GrantTag tag, int sessions, Look look) {
    Presence presence = look.at(tag).isPresent() ? Presence.PRESENT : Presence.ABSENT;
    return Ended.of(tag, new Seen(presence, 0), Fact.known(sessions), Fact.known(0), Fact::unavailable);
  }

  @Override
  public Fact<List<Found>> inventory() {
    try {
      List<JsonNode> ours = groups(realm.api().errand(), GrantTag.PREFIX, MOST)
          .filter(it -> it.path("name").asText().startsWith(GrantTag.PREFIX))
          .toList();
      var all = new ArrayList<>(others());
      AdminApi.Errand errand = realm.api().errand();
      for (int i = 0; i < ours.size(); i++) {
        boolean single = i >= LOOKED_INTO || members(errand, ours.get(i)).size() <= 1;
        all.add(new Found(ours.get(i).path("name").asText(), Optional.empty(), single));
      }
      return ours.size() < MOST ? Fact.known(all) : Fact.unavailable();
    } catch (NoAnswerException none) {
      said(none);
      return Fact.unavailable();
    }
  }

  /** Who is in a group that is given, and in none of a grant. */
  private List<Found> others() {
    var all = new ArrayList<Found>();
    for (String is : given) {
      AdminApi.Errand errand = realm.api().errand();
      above(errand, is).stream()
          .flatMap(it -> members(errand, it).stream())
          .forEach(it -> all.add(new Found(it + " in " + is, Optional.empty(), false)));
    }
    return all;
  }

  @Override
  public void close() {
    realm.close();
  }
}
