package regain.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.hibernate.tool.schema.spi.SchemaManagementException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import regain.duties.Duties;
import regain.duties.Duty;
import regain.policy.Purpose;
import regain.recovery.State;

/** A node of this release beside one of a later release, which has migrated the database that they share. */
class RollingUpgradeTest {
  private static final String LATER = "classpath:later-release";

  private TestHouse house;
  private SoftPasskey passkey;

  @BeforeEach
  void build() {
    house = new TestHouse();
    passkey = Journey.enrol(house, "b.hansen", "Nordhafen-2026-b.hansen", "birte.hansen@posteo.example");
    house.clock.pass(Duration.ofHours(73));
  }

  @AfterEach
  void close() {
    house.close();
  }

  private Journey proven() {
    return Journey.open(house, Purpose.BINDING, "b.hansen").passkey(passkey);
  }

  @Test
  void g_8_an_older_node_goes_on_in_the_middle_of_a_case_when_the_schema_was_expanded() {
    Journey journey = proven();

    house.database.migrate(LATER);

    assertThat(journey.set("three herons over the quay").view.state()).isEqualTo(State.COMPLETED);
    house.clock.pass(Duration.ofMinutes(1));
    house.work();
    assertThat(house.database.count("select count(*) from duty where done_at is null")).isZero();
  }

  @Test
  void an_older_node_can_be_started_again_on_a_schema_that_was_expanded() {
    house.database.migrate(LATER);

    house.database.start();

    assertThat(proven().set("three herons over the quay").view.state()).isEqualTo(State.COMPLETED);
  }

  @Test
  void a_schema_that_was_contracted_under_an_older_node_refuses_its_start() {
    house.database.change("alter table sighting drop column last_at");

    assertThatThrownBy(house.database::start)
        .isInstanceOf(SchemaManagementException.class)
        .hasMessageContaining("last_at");
  }

  @Test
  void an_older_node_leaves_the_duties_alone_that_only_a_later_release_knows() {
    Duties duties = house.part(Duties.class);
    house.database.run(() -> duties.owe(new Duty("OF_A_LATER_RELEASE", "later:1", Optional.empty(), Map.of())));

    house.work();

    assertThat(
        house.database.count(
            "select count(*) from duty where kind = 'OF_A_LATER_RELEASE'"
                + " and done_at is null and claimed_until is null and tries = 0"))
        .isOne();
  }
}
