package regain.house;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import regain.kernel.Secret;
import regain.policy.Fact;
import regain.privileged.Grant;
import regain.privileged.port.GrantConnector;
import regain.privileged.port.GrantConnectors;
import regain.privileged.port.GrantTag;

/** A STAND-IN for a target of privilege, which does what the test says; the contract holds it to the real ones. */
final class FakeGrantTarget implements GrantConnector, GrantConnectors {
  private final String name;
  final Map<String, Instant> there = new TreeMap<>();
  final Map<String, Integer> sessions = new TreeMap<>();
  /** What was asked of it, in order. */
  final List<String> asked = new ArrayList<>();
  boolean answers = true;
  /** It does what it is told, and its answer is lost. */
  boolean mumbles;
  boolean refuses;
  boolean holdsOn;
  /** Others have been put into it. */
  boolean shared;
  boolean strict;
  Duration longer = Duration.ZERO;
  /** How often somebody was let in by anything that it has, where it says so. */
  Fact<Integer> used = Fact.unavailable();
  Grant.Key keyed = Grant.Key.SECRET;
  /** For what it was asked for keys. */
  final List<KeyWanted> keysWanted = new ArrayList<>();
  /** What it can renew by itself, and how often it has. */
  final Map<String, Integer> renews = new TreeMap<>();
  /** What opens by the secret before. */
  final List<String> former = new ArrayList<>();
  /** What happens while something is removed. */
  Consumer<GrantTag> meanwhile = it -> {};
  private int keys;

  /** @param until when the grant ends */
  record KeyWanted(GrantTag tag, Instant until, Map<String, String> values) {}

  FakeGrantTarget(String name) {
    this.name = name;
  }

  @Override
  public List<GrantConnector> all() {
    return List.of(this);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String kind() {
    return "stand-in";
  }

  @Override
  public boolean strict() {
    return strict;
  }

  @Override
  public boolean ends() {
    return true;
  }

  @Override
  public Grant.Key keyed() {
    return keyed;
  }

  @Override
  public Issued issue(Order order) {
    asked.add("issue");
    if (!answers) {
      return new Issued.Unclear("does not answer");
    }
    if (refuses) {
      return new Issued.Refused("refuses");
    }
    Instant until = order.until().plus(longer);
    there.put(order.tag().text(), until);
    return mumbles ? new Issued.Unclear("mumbles") : new Issued.Done(Optional.of(until));
  }

  @Override
  public Seen observe(GrantTag tag) {
    asked.add("observe");
    Presence presence = there.containsKey(tag.text()) ? Presence.PRESENT : Presence.ABSENT;
    return answers ? new Seen(presence, sessions.getOrDefault(tag.text(), 0)) : Seen.unknown();
  }

  @Override
  public Answer block(GrantTag tag) {
    asked.add("block");
    return answer();
  }

  private Answer answer() {
    return answers ? new Answer.Done() : new Answer.Again("does not answer");
  }

  @Override
  public Fact<Integer> killSessions(GrantTag tag) {
    asked.add("kill");
    return answers ? Fact.known(Optional.ofNullable(sessions.remove(tag.text())).orElse(0)) : Fact.unavailable();
  }

  @Override
  public Answer revoke(GrantTag tag) {
    asked.add("revoke");
    meanwhile.accept(tag);
    if (answers && !holdsOn) {
      there.remove(tag.text());
    }
    return answer();
  }

  @Override
  public Fact<List<Found>> inventory() {
    return answers
        ? Fact.known(
            there.entrySet().stream().map(it -> new Found(it.getKey(), Optional.of(it.getValue()), !shared)).toList())
        : Fact.unavailable();
  }

  @Override
  public Optional<Secret> key(GrantTag tag, Instant until, Map<String, String> values) {
    keys++;
    keysWanted.add(new KeyWanted(tag, until, values));
    sessions.put(tag.text(), 2);
    return answers ? Optional.of(Secret.of("key " + keys + " of " + tag)) : Optional.empty();
  }

  @Override
  public Fact<Integer> used(GrantTag tag) {
    return used;
  }

  @Override
  public Rotated rotate(String is) {
    asked.add("rotate");
    if (!renews.containsKey(is)) {
      return new Rotated.ByHand();
    }
    if (!answers) {
      return new Rotated.Again("does not answer");
    }
    former.add(is + " " + renews.merge(is, 1, Integer::sum));
    return new Rotated.Done(Optional.of(former.getLast()));
  }

  @Override
  public Answer retire(String is, String before) {
    asked.add("retire");
    if (answers) {
      former.remove(before);
    }
    return answer();
  }
}
