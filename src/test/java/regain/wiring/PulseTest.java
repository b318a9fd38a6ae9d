package regain.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.PersistenceException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PulseTest {
  private static final long LONG = Pulse.SILENT_AFTER.toNanos() + 1;

  private final AtomicLong now = new AtomicLong();
  private final Pulse pulse = new Pulse(now::get);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CompletableFuture<String> answer = new CompletableFuture<>();

  @AfterEach
  void stop() {
    answer.complete("late");
    threads.close();
  }

  /** Returns when it is under way. */
  private CompletableFuture<String> question() {
    var begun = new CompletableFuture<Boolean>();
    CompletableFuture<String> asked = CompletableFuture.supplyAsync(
        () -> pulse.asking(() -> {
          begun.complete(true);
          return answer.join();
        }), threads);
    begun.orTimeout(20, TimeUnit.SECONDS).join();
    return asked;
  }

  private String ask() {
    return pulse.asking(() -> "answer");
  }

  @Test
  void while_something_hangs_for_a_short_time_everybody_is_let_through() {
    CompletableFuture<String> hanging = question();
    now.addAndGet(Pulse.SILENT_AFTER.toNanos());

    assertThat(ask()).isEqualTo("answer");
    assertThat(hanging).isNotDone();
  }

  @Test
  void a_slow_question_beside_which_others_are_answered_is_no_silence() {
    CompletableFuture<String> hanging = question();
    for (int i = 0; i < 5; i++) {
      now.addAndGet(Pulse.SILENT_AFTER.toNanos() / 2);
      assertThat(ask()).isEqualTo("answer");
    }
    assertThat(hanging).isNotDone();
  }

  @Test
  void when_nothing_comes_back_nothing_else_begins_until_an_answer_comes() {
    CompletableFuture<String> hanging = question();
    now.addAndGet(LONG);
    assertThatThrownBy(this::ask).isInstanceOf(PersistenceException.class);

    answer.complete("at last");
    assertThat(hanging.orTimeout(20, TimeUnit.SECONDS).join()).isEqualTo("at last");
    assertThat(ask()).isEqualTo("answer");
  }

  @Test
  void after_one_that_failed_one_at_a_time_finds_out() {
    CompletableFuture<String> hanging = question();
    now.addAndGet(LONG);
    answer.completeExceptionally(new PersistenceException("timed out"));
    assertThat(hanging.orTimeout(20, TimeUnit.SECONDS)).failsWithin(20, TimeUnit.SECONDS);
    assertThat(pulse.silent()).isTrue();

    assertThat(pulse.<String>asking(() -> {
      assertThatThrownBy(this::ask).as("a second one, at once").isInstanceOf(PersistenceException.class);
      return "the one that finds out";
    })).isEqualTo("the one that finds out");
    assertThat(pulse.silent()).isFalse();
    assertThat(ask()).isEqualTo("answer");
  }

  @Test
  void after_a_quiet_time_nothing_is_silent() {
    assertThat(ask()).isEqualTo("answer");
    now.addAndGet(10 * LONG);
    CompletableFuture<String> hanging = question();

    assertThat(ask()).isEqualTo("answer");
    assertThat(hanging).isNotDone();
  }
}
