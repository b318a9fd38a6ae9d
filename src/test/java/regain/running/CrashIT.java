package regain.running;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import regain.demo.DemoDirectory;
import regain.house.Postgres;

/**
 * The house is killed at random moments while people enrol, choose passwords and replace passkeys, and started again on the
 * same data. Every case goes on or fails closed, no code counts twice, no password or passkey is new without its events, and
 * every duty is done in the end. It is the house in a process without Liberty, because a start of Liberty takes longer than
 * fifty of them may; {@link KilledIT} and {@link TwoNodesIT} kill the whole server. One database after the other, because each
 * of them takes a core and more.
 */
@Order(1)
class CrashIT {
  private static final int KILLS = Integer.getInteger("regain.crashes", 50) / 2;
  private static final long SEED = Long.getLong("regain.crash.seed", System.nanoTime());
  /** After so many answers at most the next one comes: however fast the machine is, the house dies in all that it does. */
  private static final int MOST_ANSWERS = 30;
  private static final int MOST_MILLIS_MORE = 60;
  /** It has to die in more kinds of calls than this. Which ones is left to chance, so that it may take more kills. */
  private static final int MANY = Math.min(KILLS / 2, 5);
  /** One in so many dies while it starts. */
  private static final int DIES_EARLY_IN = 6;
  private static final int MOST_MILLIS_EARLY = 2500;
  private static final PrintStream OUT = System.out;

  @TempDir private Path folder;

  @Test
  void on_h2_whenever_the_house_is_killed_every_case_goes_on_or_fails_closed_and_nothing_is_lost() {
    killed("H2", "jdbc:h2:file:" + folder.resolve("regain") + ";WRITE_DELAY=0;REUSE_SPACE=FALSE;LOCK_TIMEOUT=10000");
  }

  @Test
  void on_postgresql_whenever_the_house_is_killed_every_case_goes_on_or_fails_closed_and_nothing_is_lost() {
    try (Postgres postgres = Postgres.start()) {
      postgres.create("regain");
      killed(
          "PostgreSQL", postgres.url("regain"));
    }
  }

  private void killed(String where, String url) {
    var chance = new Random(SEED);
    long began = System.nanoTime();
    try (DemoDirectory directory = DemoDirectory.start(folder.resolve("directory"), 0, InstantSource.system());
        var house = new OwnHouse(url, folder.resolve("house"), directory.settings()).prepare().start();
        var crowd = new Casualties(house, directory)) {
      var ledger = new Ledger(house, directory);
      int kills = 0;
      for (int life = 1; kills < KILLS || (kills < 2 * KILLS && counted(house).size() <= MANY); life++) {
        if (life % DIES_EARLY_IN == 0) {
          house.kill();
          kills++;
          house.begin();
          await(chance.nextInt(MOST_MILLIS_EARLY));
        } else {
          int until = house.answered.get() + 1 + chance.nextInt(MOST_ANSWERS);
          Waiting.until(() -> Optional.of(house.answered.get()).filter(it -> it >= until));
          await(chance.nextInt(MOST_MILLIS_MORE));
        }
        house.kill();
        kills++;
        house.start();
        ledger.nothingIsMissing();
        crowd.nothingWentWrong();
      }
      crowd.finish(house.complaints);
      OUT.printf(
          "crash test on %s, seed %d: %d kills in %d s; %s; calls cut off: %s; %s%n", where, SEED,
          kills,
          TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began), crowd, counted(house),
          ledger);
      assertThat(house.cut).as("a kill that cuts nothing off proves nothing").hasSizeGreaterThan(KILLS / 2);
      assertThat(counted(house).keySet()).as("it dies in all that it does").hasSizeGreaterThan(MANY);
      ledger.holds(crowd.people());
      assertThat(house.complaints).as("what the house said").isEmpty();
    }
  }

  private static Map<String, Long> counted(OwnHouse house) {
    return house.cut.stream().collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
  }

  private static void await(int millis) {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
  }
}
