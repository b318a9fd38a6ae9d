package regain.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import regain.assurance.Requirement;
import regain.audit.Event;
import regain.audit.Trail;
import regain.enrollment.Enrollment.Holder;
import regain.kernel.Actor;
import regain.kernel.CaseId;
import regain.kernel.PersonId;
import regain.policy.Purpose;
import regain.recovery.State;

/** What cannot be put on record does not happen, and nothing gets on record that is not meant to be there. */
public class TrailTest {
  private static final String OLD = "Nordhafen-2026-b.hansen";
  private static final String NEW = "three herons over the quay";

  private TestHouse house;
  private SoftPasskey passkey;

  @BeforeEach
  void build() {
    house = new TestHouse();
    passkey = Journey.enrol(house, "b.hansen", OLD, "birte.hansen@posteo.example");
    house.clock.pass(Duration.ofHours(73));
    house.work();
  }

  @AfterEach
  void close() {
    house.close();
  }

  private void trail(String state) {
    String statement = state.equals("gone")
        ? "alter table audit_event rename to gone"
        : "alter table gone rename to audit_event";
    house.database.begin(() -> house.database.entities().createNativeQuery(statement).executeUpdate());
  }

  @Test
  @Requirement({"R-53-AU-5", "R-ASVS-2.3.3"})
  void rt_30_no_password_changes_while_the_trail_cannot_be_written() {
    Journey journey = Journey.open(house, Purpose.BINDING, "b.hansen").passkey(passkey);
    house.directory.since();
    trail("gone");

    assertThatThrownBy(() -> journey.set(NEW)).isInstanceOf(RuntimeException.class);

    trail("back");
    assertThat(house.directory.since()).doesNotContain("modify");
    assertThat(house.binds("b.hansen", OLD)).isTrue();
    assertThat(journey.look().view.state()).isEqualTo(State.READY);
    assertThat(house.database.count("select count(*) from duty where kind = 'REVOKE_SESSIONS'")).isZero();
    assertThat(journey.set(NEW).view.state()).isEqualTo(State.COMPLETED);
  }

  @Test
  @Requirement({"R-53-AU-5", "R-ASVS-2.3.3"})
  void rt_30_no_passkey_is_bound_or_removed_and_nobody_signs_in_while_the_trail_cannot_be_written() {
    Holder holder = house.signedIn(passkey);
    String answer = new SoftPasskey(2).create(house.enrollment().askPasskey(holder).orElseThrow());
    String signIn = passkey.get(house.enrollment().askSignIn("another visit"));
    trail("gone");

    assertThatThrownBy(() -> house.enrollment().addPasskey(holder, answer, "Another", TestHouse.arrival()))
        .isInstanceOf(RuntimeException.class);
    assertThatThrownBy(() -> house.enrollment().signIn("another visit", signIn, TestHouse.arrival()))
        .isInstanceOf(RuntimeException.class);
    assertThatThrownBy(() -> Journey.open(house, Purpose.BINDING, "g.jansen")).isInstanceOf(RuntimeException.class);

    trail("back");
    assertThat(house.database.count("select count(*) from passkey")).isOne();
    assertThat(house.database.count("select count(*) from account_session")).isOne();
    assertThat(house.database.count("select count(*) from recovery_case where name = 'g.jansen'")).isZero();
  }

  /** As somebody might write an event who has not read the list of what a field may be. */
  public record Careless(Object field) implements Event {
    @Override
    public Optional<PersonId> subject() {
      return Optional.empty();
    }

    @Override
    public Optional<CaseId> caseId() {
      return Optional.empty();
    }
  }

  @Test
  void an_event_with_a_field_of_a_kind_that_is_not_listed_fails_and_the_change_with_it() {
    List<Object> fields = List.of(
        "free text", 'c', 1.5, 5L, new byte[]{1}, List.of("text in a list"), Optional.of("text in a box"),
        new Object());
    for (Object field : fields) {
      assertThatIllegalArgumentException().as(field.getClass().getName())
          .isThrownBy(() -> record(new Careless(field)));
    }

    assertThat(house.database.count("select count(*) from audit_event where type = 'Careless'")).isZero();
    assertThat(house.database.count("select count(*) from rate_limit where bucket = 'beside'")).isZero();
  }

  @Test
  void an_event_whose_fields_are_all_listed_is_kept() {
    record(new Careless(List.of(Purpose.BINDING)));

    assertThat(house.database.count("select count(*) from audit_event where type = 'Careless'")).isOne();
    assertThat(house.database.count("select count(*) from rate_limit where bucket = 'beside'")).isOne();
  }

  @Test
  void the_newest_events_are_as_many_as_were_asked_for_and_each_has_all_that_is_kept_beside_it() {
    for (int i = 0; i < 3; i++) {
      house.clock.pass(Duration.ofMinutes(1));
      house.signedIn(passkey);
    }

    Trail trail = house.part(Trail.class);
    Instant now = house.clock.instant();
    List<Trail.Entry> newest = house.database.begin(() -> trail.about(house.person("b.hansen"), 2));
    List<Trail.Entry> earlier = house.database
        .begin(() -> trail.beside(house.person("b.hansen"), "SignedIn", now.minusSeconds(1), 2));

    assertThat(newest).extracting(TrailTest::minute).containsExactly(minute(now), minute(now.minusSeconds(60)));
    assertThat(newest).allSatisfy(it -> assertThat(it.fields()).containsKeys("address", "agent", "actor"));
    assertThat(earlier).extracting(TrailTest::minute)
        .containsExactly(minute(now.minusSeconds(60)), minute(now.minusSeconds(120)));
    assertThat(earlier).allSatisfy(it -> assertThat(it.fields()).containsOnlyKeys("passkey", "address", "agent"));
  }

  private static Instant minute(Trail.Entry entry) {
    return minute(entry.at());
  }

  private static Instant minute(Instant at) {
    return at.truncatedTo(ChronoUnit.MINUTES);
  }

  /** Something is changed, and then put on record, in one transaction. */
  private void record(Event event) {
    house.database.run(
        () -> {
          house.database.entities()
              .createNativeQuery("insert into rate_limit values ('beside', current_timestamp, 1)")
              .executeUpdate();
          house.part(Trail.class).record(new Actor.Claimant(), event);
        });
  }
}
