package regain.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.hibernate.SessionFactory;
import org.hibernate.stat.Statistics;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import regain.assurance.Requirement;
import regain.demo.DemoDevices;
import regain.devices.TestAuthority;
import regain.policy.Method;
import regain.policy.Purpose;
import regain.recovery.CameFrom;
import regain.recovery.Refusal;
import regain.recovery.ShownDevice;

/**
 * Nobody can tell by how long an answer takes whether somebody exists. Time itself is noisy; what is counted here is what
 * the time goes into: statements to the database, and what the directory is asked while the browser waits.
 */
class SameForAllTest {
  private static final String WRONG = "not the password of anybody";
  private static final List<String> NAMES = List.of(
      "nobody.at.all", "g.jansen", "g.jansen@nordhafen.example", "b.hansen", "e.behrens", "c.albers", "*)(uid=*");

  @TempDir private Path folder;
  private TestHouse house;
  private Statistics statistics;

  /** b.hansen has a passkey, g.jansen has none, e.behrens has left, c.albers is privileged. */
  @BeforeEach
  void build() {
    house = new TestHouse();
    Journey.enrol(house, "b.hansen", "Nordhafen-2026-b.hansen", "birte.hansen@posteo.example");
    statistics = house.database.begin(
        () -> house.database.entities().getEntityManagerFactory().unwrap(SessionFactory.class).getStatistics());
    statistics.setStatisticsEnabled(true);
    house.directory.since();
  }

  @AfterEach
  void close() {
    house.close();
  }

  /** A house in which the computers of the organisation count as a proof. */
  private void withDevices(TestAuthority authority) throws IOException {
    house.close();
    house = new TestHouse(
        1,
        Map.of(
            "regain.devices.roots", Files.writeString(folder.resolve("roots.pem"), authority.pem()).toString(),
            "regain.devices.base-dn", DemoDevices.BASE,
            "regain.trusted-proxies", "127.0.0.1"));
    statistics = house.database.begin(
        () -> house.database.entities().getEntityManagerFactory().unwrap(SessionFactory.class).getStatistics());
    statistics.setStatisticsEnabled(true);
  }

  /** What one request costs. */
  private record Cost(long statements, List<String> asked) {}

  private Cost cost(Runnable request) {
    statistics.clear();
    house.directory.since();
    request.run();
    return new Cost(statistics.getPrepareStatementCount(), house.directory.since());
  }

  @Test
  @Requirement({"R-ASVS-6.3.8", "R-CS-FP-1"})
  void d_1_the_name_step_does_the_same_for_every_name_and_asks_the_directory_nothing() {
    for (Purpose purpose : Purpose.values()) {
      List<Cost> costs = NAMES.stream().map(it -> cost(() -> Journey.open(house, purpose, it))).distinct().toList();

      assertThat(costs).hasSize(1);
      assertThat(costs.getFirst().statements()).isPositive();
      assertThat(costs.getFirst().asked()).isEmpty();
    }
  }

  @Test
  void d_1_the_name_step_does_the_same_for_every_name_also_when_an_application_sent_them() {
    var from = new CameFrom("payroll", "https://payroll.example/after");

    List<Cost> costs = NAMES.stream().map(it -> cost(() -> Journey.open(house, Purpose.BINDING, it, from))).distinct()
        .toList();

    assertThat(costs).containsExactly(cost(() -> Journey.open(house, Purpose.BINDING, "b.hansen")));
    assertThat(costs.getFirst().asked()).isEmpty();
  }

  @Test
  @Requirement({"R-ASVS-6.3.8", "R-CS-FP-1"})
  void d_1_the_page_after_the_name_does_the_same_for_every_name() {
    List<Journey> journeys = NAMES.stream().map(it -> Journey.open(house, Purpose.BINDING, it)).toList();
    house.work();

    List<Cost> costs = journeys.stream().map(it -> cost(it::look)).distinct().toList();

    assertThat(costs).hasSize(1);
    assertThat(costs.getFirst().asked()).isEmpty();
  }

  @Test
  @Requirement("R-ASVS-6.3.8")
  void d_1_rt_24_a_wrong_password_costs_the_same_for_everybody_also_for_nobody() {
    List<Journey> journeys = NAMES.stream().map(it -> Journey.open(house, Purpose.ENROLLMENT, it)).toList();
    house.work();

    List<Cost> costs = journeys.stream()
        .peek(it -> house.clock.pass(Duration.ofSeconds(1)))
        .map(it -> cost(() -> it.password(WRONG)))
        .distinct()
        .toList();

    assertThat(costs).hasSize(1);
    assertThat(costs.getFirst().asked()).contains("bind");
    assertThat(journeys).allMatch(it -> it.view.refusal().filter(Refusal.DOES_NOT_FIT::equals).isPresent());
  }

  @Test
  @Requirement("R-WA-enum")
  void d_1_a_passkey_of_somebody_else_costs_the_same_for_every_name() {
    var passkey = Journey.enrol(house, "h.brandt", "Nordhafen-2026-h.brandt", "h.brandt@posteo.example");
    List<Journey> journeys = NAMES.stream().map(it -> Journey.open(house, Purpose.BINDING, it)).toList();
    house.work();

    List<Cost> costs = journeys.stream().map(it -> cost(() -> it.passkey(passkey))).distinct().toList();

    assertThat(costs).hasSize(1);
    assertThat(journeys).allMatch(it -> it.view.refusal().filter(Refusal.DOES_NOT_FIT::equals).isPresent());
  }

  @Test
  void d_1_the_computer_of_somebody_else_costs_the_same_for_every_name_and_is_offered_for_every_name()
      throws IOException {
    var authority = new TestAuthority("Nordhafen devices");
    withDevices(authority);
    for (String number : List.of("NHL-1003", "NHL-9001", "NHL-0000")) {
      var shown = new ShownDevice.Certificate(authority.issue(TestAuthority.Wish.computer(number)).certificate());
      List<Journey> journeys = NAMES.stream().map(it -> Journey.open(house, Purpose.RECOVERY, it)).toList();
      house.work();
      assertThat(journeys).allMatch(it -> it.look().view.wants(Method.MANAGED_DEVICE));

      List<Cost> costs = journeys.stream().map(it -> cost(() -> it.device(shown))).distinct().toList();

      assertThat(costs).hasSize(1);
      assertThat(costs.getFirst().asked()).isNotEmpty();
      assertThat(journeys).allMatch(it -> it.view.refusal().filter(Refusal.DEVICE_DOES_NOT_FIT::equals).isPresent());
    }
  }
}
