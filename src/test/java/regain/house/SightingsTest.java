package regain.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import regain.kernel.Arrival;
import regain.kernel.PersonId;
import regain.policy.Fact;
import regain.signals.Signals;

/** What was seen with a person is seen for the first time once. */
class SightingsTest {
  private static final int ROUNDS = 25;
  private static final int AT_ONCE = 2;

  private TestHouse house;

  @BeforeEach
  void build() {
    house = new TestHouse();
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void of_two_cases_that_end_at_the_same_moment_in_one_browser_neither_fails()
      throws InterruptedException, ExecutionException {
    PersonId person = house.person("b.hansen");
    var together = new CyclicBarrier(AT_ONCE);
    try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
      for (int round = 0; round < ROUNDS; round++) {
        Arrival arrival = TestHouse.arrival("203.0." + round + ".9");
        Callable<Boolean> ends = () -> {
          together.await();
          return house.database.beginAgain(() -> {
            house.part(Signals.class).remember(person, arrival);
            return true;
          });
        };
        for (Future<Boolean> each : threads.invokeAll(Collections.nCopies(AT_ONCE, ends))) {
          assertThat(each.get()).isTrue();
        }
      }
    }

    assertThat(house.database.count("select count(*) from sighting where kind = 'NETWORK'")).isEqualTo(ROUNDS);
    assertThat(
        house.inside(() -> house.part(Signals.class).picture(person, TestHouse.arrival("203.0.7.8"))).networkSeen())
        .isEqualTo(Fact.known(true));
  }
}
