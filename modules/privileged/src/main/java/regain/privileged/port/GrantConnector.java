package regain.privileged.port;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import regain.enrollment.port.Account;
import regain.kernel.Secret;
import regain.policy.Fact;
import regain.privileged.Grant;

/**
 * A system on which privilege is given for a while. Each grant is one object of its own there, made for it and removed with it, and
 * named by its {@link GrantTag}: nothing is shared, so nothing is left over or taken from somebody else. Every call is bounded in
 * time and in what it reads, is made outside any transaction, and may be made again: what is there already was issued, and what is gone was
 * revoked.
 */
public interface GrantConnector {
  /** Stable, as policy and the record name it. */
  String name();

  /** What kind of system it is, in a word. */
  String kind();

  /** Whether nothing is issued while it is not known what is there. */
  boolean strict();

  /** Whether the target itself ends what it has, without anybody's doing. */
  boolean ends();

  /** Puts it there. */
  Issued issue(Order order);

  /** What is there of it now. */
  Seen observe(GrantTag tag);

  /** Lets nobody in any more by it. Done also when it is gone. */
  Answer block(GrantTag tag);

  /** Ends what was opened by it. Returns how many were ended; unavailable when that is not known. */
  Fact<Integer> killSessions(GrantTag tag);

  /** Removes it. Done also when it is gone. */
  Answer revoke(GrantTag tag);

  /** Takes all of this back: at once, or one after the other. What is missing in the answer was not asked for, because there was no time. */
  default List<Ended> end(List<GrantTag> tags) {
    return tags.stream().map(this::end).toList();
  }

  /**
   * How many it is asked to {@link #end} at once. All of them together should take no longer than half a minute, also when the target does not answer: what
   * takes longer than a lease may be done a second time.
   */
  default int atOnce() {
    return 1;
  }

  private Ended end(GrantTag tag) {
    Answer blocked = block(tag);
    Fact<Integer> first = killSessions(tag);
    if (blocked instanceof Answer.Again(String why) && first.known().isEmpty()) {
      // It does not answer: to ask for the rest would only keep others waiting.
      return new Ended.Not(tag, why);
    }
    Answer removed = revoke(tag);
    Fact<Integer> second = killSessions(tag);
    if (removed instanceof Answer.Again(String why)) {
      return new Ended.Not(tag, why);
    }
    if (blocked instanceof Answer.Again(String why)) {
      return new Ended.Not(tag, why);
    }
    return Ended.of(tag, observe(tag), first, second, () -> used(tag));
  }

  /** Everything on the target that carries our tag or stands in our place, ours or not. */
  Fact<List<Found>> inventory();

  /** What its holder has to take for using it, by {@link #key}. */
  default Grant.Key keyed() {
    return Grant.Key.NONE;
  }

  /**
   * A new secret in place of any before, or one more certificate. Empty when there is none, or the target did not take it.
   *
   * @param until when the grant ends
   * @param values what else was said when it was asked for
   */
  default Optional<Secret> key(GrantTag tag, Instant until, Map<String, String> values) {
    return Optional.empty();
  }

  /** How often somebody was let in by it, by the target's own record of that; unavailable where it keeps none. */
  default Fact<Integer> used(GrantTag tag) {
    return Fact.unavailable();
  }

  /**
   * Puts a new secret in place of one that people could know, and hands it to what uses it: never to a person, and to nobody in this process.
   * Made again, it makes one more.
   *
   * @param is what the secret is on the target, from policy
   */
  default Rotated rotate(String is) {
    return new Rotated.ByHand();
  }

  /**
   * Ends the secret that was there before a rotation, and what was opened by it. Done also when it is over.
   *
   * @param before as {@link Rotated.Done} named it
   */
  default Answer retire(String is, String before) {
    return new Answer.Done();
  }

  /**
   * @param is what it is on the target, from policy
   * @param until when it ends: the target may end it sooner and never later
   * @param values what else policy wanted to know, as it was agreed to
   */
  record Order(GrantTag tag, Account holder, String is, Instant until, Map<String, String> values) {
    public Order {
      values = Map.copyOf(values);
    }
  }

  /**
   * @param until when the target ends it by itself, if it does
   * @param single whether it is as it was issued, for one person, as far as the target shows that
   */
  record Found(String object, Optional<Instant> until, boolean single) {}

  sealed interface Issued {
    /** @param until when the target ends it by itself, if it does */
    record Done(Optional<Instant> until) implements Issued {}

    /** The target will not do it, however often it is asked. */
    record Refused(String why) implements Issued {}

    /** Nobody knows: it may be there or not. */
    record Unclear(String why) implements Issued {}
  }

  sealed interface Rotated {
    /** @param before what still opens by the secret before, until it is retired; empty when nothing does */
    record Done(Optional<String> before) implements Rotated {}

    /** The target cannot do it by itself: somebody has to. */
    record ByHand() implements Rotated {}

    /** Not now, or nobody knows. */
    record Again(String why) implements Rotated {}
  }

  /** @param sessions how many are open by it; -1 when the target does not say */
  record Seen(Presence presence, int sessions) {
    public static Seen unknown() {
      return new Seen(Presence.UNKNOWN, -1);
    }

    /** The only thing that closes a grant. */
    public boolean isGone() {
      return presence == Presence.ABSENT && sessions == 0;
    }
  }

  enum Presence {
    PRESENT,
    ABSENT,
    UNKNOWN
  }

  /** What came of taking something back. */
  sealed interface Ended {
    GrantTag tag();

    /**
     * The target was seen without it.
     *
     * @param sessions how many were ended
     * @param used how often somebody was let in by it
     */
    record Gone(GrantTag tag, int sessions, Fact<Integer> used) implements Ended {}

    /** Not now, or nobody knows. */
    record Not(GrantTag tag, String why) implements Ended {}

    /**
     * @param seen what was seen when all was done
     * @param first the sessions that ended before it was removed, as far as that is known
     * @param second those that ended after that
     */
    static Ended of(
        GrantTag tag, Seen seen, Fact<Integer> first, Fact<Integer> second, Supplier<Fact<Integer>> used) {
      return seen.isGone() && first.known().isPresent() && second.known().isPresent()
          ? new Gone(tag, first.known().get() + second.known().get(), used.get())
          : new Not(tag, "not seen to be gone");
    }
  }

  sealed interface Answer {
    record Done() implements Answer {}

    /** Not now, or nobody knows. */
    record Again(String why) implements Answer {}
  }
}
