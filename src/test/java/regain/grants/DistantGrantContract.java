package regain.grants;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import regain.grants.Line.Answers;
import regain.privileged.port.GrantConnector;
import regain.privileged.port.GrantConnector.Answer;
import regain.privileged.port.GrantConnector.Ended;
import regain.privileged.port.GrantConnector.Found;
import regain.privileged.port.GrantConnector.Issued;
import regain.privileged.port.GrantConnector.Order;
import regain.privileged.port.GrantConnector.Presence;
import regain.privileged.port.GrantConnector.Seen;
import regain.privileged.port.GrantTag;

/** What Regain relies on in a target that is somewhere else: it, or Regain, or what is between them, can fail at any moment. */
public abstract class DistantGrantContract extends GrantContract {
  private static final Duration HOUR = Duration.ofHours(1);
  /** Nothing here takes more steps. */
  private static final int MOST_STEPS = 300;
  /** The longest time in which anything is answered, with others asking at the same moment. */
  private static final Duration BOUND = Duration.ofSeconds(40);

  /** Where the target is, on this machine. */
  protected abstract int port();

  /** Another connector to it, by way of this port. Whoever asks for it closes it. */
  protected abstract GrantConnector by(int port);

  /** How an answer begins that claims to be huge. */
  protected abstract byte[] huge();

  /** Whether there is anything to end beside the thing itself, and so anything to ask the target for. */
  protected boolean hasSessions() {
    return true;
  }

  /** How many steps only say who is there: at each of these it is as if nothing had been asked. */
  protected int greetings() {
    return 0;
  }

  /** How many are ended in one go: each number by which this one goes another way. */
  protected List<Integer> together() {
    return List.of(1);
  }

  private static void close(GrantConnector connector) {
    if (connector instanceof AutoCloseable open) {
      try {
        open.close();
      } catch (Exception broken) {
        throw new AssertionError(broken);
      }
    }
  }

  private static boolean isEnded(GrantConnector connector, GrantTag tag, int together) {
    List<GrantTag> all = Stream.iterate(tag, it -> new GrantTag(UUID.randomUUID())).limit(together).toList();
    return connector.end(all).stream().anyMatch(it -> it.tag().equals(tag) && it instanceof Ended.Gone);
  }

  private void isGone(GrantTag tag, int step) {
    assertThat(isEnded(target(), tag, 1)).as("at step %s", step).isTrue();
    assertThat(target().observe(tag)).as("at step %s", step).isEqualTo(new Seen(Presence.ABSENT, 0));
    assertThat(target().inventory().known()).as("at step %s", step).contains(List.of());
  }

  @Test
  void killed_between_any_two_steps_of_issuing_it_comes_to_be_there_once() {
    boolean died = true;
    for (int step = Math.max(1, greetings()); died; step++) {
      assertThat(step).isLessThan(MOST_STEPS);
      Order order = order(UUID.randomUUID(), HOUR);
      try (Line line = Line.cutAfter(port(), step)) {
        GrantConnector far = by(line.port());
        Issued issued = far.issue(order);
        close(far);
        died = line.isCut();
        assertThat(died || step > Math.max(1, greetings())).as("it is cut at least once").isTrue();
        assertThat(issued).as("at step %s", step)
            .isInstanceOfAny(died
                ? new Class<?>[]{Issued.Unclear.class, Issued.Done.class}
                : new Class<?>[]{Issued.Done.class});
      }
      if (step == greetings()) {
        assertThat(target().observe(order.tag()).presence()).isEqualTo(Presence.ABSENT);
      }
      assertThat(target().issue(order)).as("at step %s", step).isInstanceOf(Issued.Done.class);
      assertThat(target().observe(order.tag()).presence()).isEqualTo(Presence.PRESENT);
      assertThat(target().inventory().known().orElseThrow()).as("at step %s", step).singleElement()
          .satisfies(it -> assertThat(it.object()).isEqualTo(order.tag().text()))
          .satisfies(it -> assertThat(it.single()).isTrue());
      isGone(order.tag(), step);
    }
  }

  @Test
  void killed_between_any_two_steps_of_taking_it_back_it_is_gone_when_it_is_said_to_be() {
    together().forEach(this::killedWhileTakingBack);
  }

  private void killedWhileTakingBack(int together) {
    boolean died = true;
    for (int step = Math.max(1, greetings()); died; step++) {
      assertThat(step).isLessThan(MOST_STEPS);
      Order order = order(UUID.randomUUID(), HOUR);
      assertThat(target().issue(order)).isInstanceOf(Issued.Done.class);
      try (Line line = Line.cutAfter(port(), step)) {
        GrantConnector far = by(line.port());
        boolean said = isEnded(far, order.tag(), together);
        close(far);
        died = line.isCut();
        assertThat(died || step > Math.max(1, greetings())).as("it is cut at least once").isTrue();
        assertThat(said).as("at step %s", step).isIn(false, target().observe(order.tag()).isGone());
        assertThat(said || died).as("at step %s", step).isTrue();
      }
      isGone(order.tag(), step);
    }
  }

  private record Asked(
      Issued issued, Seen seen, Answer blocked, Answer revoked, boolean killed, boolean ended, boolean listed) {}

  private static <T> CompletableFuture<T> ask(Supplier<T> what) {
    return CompletableFuture.supplyAsync(what, Thread::startVirtualThread);
  }

  /** All at the same moment, as different people would. */
  private static Asked ask(GrantConnector far, Order order) {
    CompletableFuture<Issued> issued = ask(() -> far.issue(order));
    CompletableFuture<Seen> seen = ask(() -> far.observe(order.tag()));
    CompletableFuture<Answer> blocked = ask(() -> far.block(order.tag()));
    CompletableFuture<Answer> revoked = ask(() -> far.revoke(order.tag()));
    CompletableFuture<Boolean> killed = ask(() -> far.killSessions(order.tag()).known().isPresent());
    CompletableFuture<Boolean> listed = ask(() -> far.inventory().known().isPresent());
    CompletableFuture<Boolean> ended = ask(() -> isEnded(far, order.tag(), 1));
    return new Asked(
        issued.join(), seen.join(), blocked.join(), revoked.join(), killed.join(), ended.join(), listed.join());
  }

  @ParameterizedTest
  @EnumSource(value = Answers.class, names = "WHOLE", mode = EnumSource.Mode.EXCLUDE)
  void an_answer_that_is_none_is_taken_for_none_and_not_waited_for(Answers answers) {
    Order order = order(UUID.randomUUID(), HOUR);
    Instant begun = InstantSource.system().instant();
    try (Line line = Line.spoilt(port(), answers, huge())) {
      GrantConnector far = by(line.port());
      Asked asked = ask(far, order);
      close(far);

      assertThat(asked.issued()).isInstanceOf(Issued.Unclear.class);
      assertThat(asked.seen()).isEqualTo(Seen.unknown());
      assertThat(asked.revoked()).isInstanceOf(Answer.Again.class);
      if (hasSessions()) {
        assertThat(asked.blocked()).isInstanceOf(Answer.Again.class);
        assertThat(asked.killed()).isFalse();
      }
      assertThat(asked.ended()).isFalse();
      assertThat(asked.listed()).isFalse();
      assertThat(Duration.between(begun, InstantSource.system().instant())).isLessThan(BOUND);
    }
    assertThat(target().inventory().known().orElseThrow()).extracting(Found::object)
        .isSubsetOf(order.tag().text());
    isGone(order.tag(), 0);
  }
}
