package regain.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import regain.assurance.Requirement;
import regain.enrollment.Enrollment.Change;
import regain.enrollment.Enrollment.Holder;
import regain.enrollment.Sessions.Session;
import regain.policy.Fact;
import regain.recovery.CaseView.Status;
import regain.recovery.Elsewhere;
import regain.recovery.port.SessionConnector.WhenStuck;

/** Where somebody is signed in, and how they end it. */
class SessionsTest {
  private final FakeConnector connector = new FakeConnector(WhenStuck.PROCEED);
  private TestHouse house;
  private SoftPasskey passkey;

  @BeforeEach
  void build() {
    house = new TestHouse(connector);
    passkey = Journey.enrol(house, "b.hansen", "Nordhafen-2026-b.hansen", "birte.hansen@posteo.example");
    house.clock.pass(Duration.ofHours(73));
  }

  @AfterEach
  void close() {
    house.close();
  }

  private Elsewhere elsewhere() {
    return house.part(Elsewhere.class);
  }

  private SignedIn signedIn() {
    return SignedIn.with(house, passkey);
  }

  /** Signed in with a passkey that is too new to change anything. */
  private SignedIn quarantined(SoftPasskey fresh) {
    Holder holder = signedIn().holder();
    String answer = fresh.create(house.enrollment().askPasskey(holder).orElseThrow());
    house.enrollment().addPasskey(holder, answer, "New", TestHouse.arrival());
    return SignedIn.with(house, fresh);
  }

  private UUID passkeyCalled(Holder holder, String label) {
    return house.enrollment().overview(holder).passkeys().stream()
        .filter(it -> it.label().equals(label)).findFirst().orElseThrow().id();
  }

  private Status state(Holder holder) {
    return elsewhere().look(holder).getFirst().endings().getFirst().status();
  }

  @Test
  void every_session_is_listed_with_where_from_and_when_it_was_last_seen() {
    signedIn();
    house.clock.pass(Duration.ofMinutes(3));
    SignedIn here = signedIn();
    List<Session> all = house.enrollment().overview(here.holder()).sessions();

    assertThat(all).hasSize(2).allMatch(it -> it.address().equals("127.0.0.1"));
    assertThat(all.getFirst().id()).isEqualTo(here.holder().session());
    assertThat(Duration.between(all.getLast().seenAt(), all.getFirst().seenAt())).isBetween(Duration.ofMinutes(3),
        Duration.ofMinutes(4));
  }

  @Test
  void one_is_ended_and_this_one_stays() {
    SignedIn other = signedIn();
    SignedIn here = signedIn();

    assertThat(house.enrollment().endSession(here.holder(), other.holder().session())).isEqualTo(Change.DONE);

    assertThat(other.alive()).isFalse();
    assertThat(here.alive()).isTrue();
  }

  @Test
  @Requirement("R-ASVS-7.4.2")
  void all_but_this_one_are_ended_at_once_and_that_is_on_record() {
    SignedIn first = signedIn();
    SignedIn second = signedIn();
    SignedIn here = signedIn();

    assertThat(house.enrollment().endOtherSessions(here.holder())).isEqualTo(2);

    assertThat(first.alive() || second.alive()).isFalse();
    assertThat(here.alive()).isTrue();
    assertThat(house.database.count("select count(*) from audit_event where type = 'SessionEnded'")).isOne();
    assertThat(house.enrollment().endOtherSessions(here.holder())).isZero();
  }

  @Test
  @Requirement("R-ASVS-8.2.2")
  void nobody_ends_what_is_somebody_elses() {
    SoftPasskey others = Journey.enrol(house, "g.jansen", "Nordhafen-2026-g.jansen", "gesa.jansen@posteo.example");
    SignedIn gesa = SignedIn.with(house, others);
    SignedIn here = signedIn();

    assertThat(house.enrollment().endSession(here.holder(), gesa.holder().session())).isEqualTo(Change.GONE);
    assertThat(house.enrollment().endOtherSessions(here.holder())).isZero();
    assertThat(gesa.alive()).isTrue();
  }

  @Test
  void a_passkey_that_is_new_ends_sessions_and_renames_no_older_one() {
    SignedIn fresh = quarantined(new SoftPasskey(7));
    Holder holder = fresh.holder();
    UUID older = passkeyCalled(holder, "Test passkey");
    assertThat(house.enrollment().renamePasskey(holder, older, "Lost, do not use")).isEqualTo(Change.QUARANTINED);
    assertThat(house.enrollment().renamePasskey(holder, holder.session(), "Nobody's")).isEqualTo(Change.GONE);
    assertThat(house.enrollment().renamePasskey(holder, passkeyCalled(holder, "New"), "Mine"))
        .isEqualTo(Change.DONE);

    assertThat(house.enrollment().endOtherSessions(holder)).isOne();
    assertThat(elsewhere().endAll(holder)).isTrue();
  }

  @Test
  void what_is_open_elsewhere_is_shown_as_the_system_says_it_and_its_silence_too() {
    Holder holder = signedIn().holder();
    assertThat(elsewhere().any()).isTrue();
    Instant now = house.clock.instant();
    connector.open = Fact.known(List.of(new Elsewhere.Open(now, now, "203.0.113.9", List.of("mail"))));
    assertThat(elsewhere().look(holder)).singleElement()
        .satisfies(it -> assertThat(it.open().known().orElseThrow()).hasSize(1));

    connector.open = Fact.unavailable();
    assertThat(elsewhere().look(holder)).singleElement().matches(it -> it.open().unavailableNow());
  }

  @Test
  @Requirement("R-ASVS-7.4.2")
  void everything_elsewhere_is_ended_after_a_fresh_proof_and_what_came_of_it_is_shown() {
    Holder holder = signedIn().holder();
    assertThat(elsewhere().look(holder).getFirst().endings()).isEmpty();

    assertThat(elsewhere().endAll(holder)).isTrue();

    assertThat(connector.asked).hasSize(1);
    assertThat(state(holder)).isEqualTo(Status.DONE);
    assertThat(elsewhere().look(holder).getFirst().endings().getFirst().count()).isEqualTo(2);
  }

  @Test
  @Requirement("R-ASVS-7.5.1")
  void without_a_fresh_proof_nothing_is_ended_elsewhere() {
    SignedIn somebody = signedIn();
    house.clock.pass(Duration.ofMinutes(6));

    assertThat(elsewhere().endAll(somebody.holder())).isFalse();
    assertThat(connector.asked).isEmpty();
  }

  @Test
  void what_a_system_has_not_confirmed_is_called_so_until_it_has() {
    Holder holder = signedIn().holder();
    connector.answers = false;
    elsewhere().endAll(holder);
    assertThat(state(holder)).isEqualTo(Status.NOT_CONFIRMED);

    connector.answers = true;
    house.clock.pass(Duration.ofSeconds(6));
    house.work();
    assertThat(state(holder)).isEqualTo(Status.DONE);
  }

  @Test
  void asked_again_it_is_ended_again_and_the_newest_is_shown() {
    Holder holder = signedIn().holder();
    elsewhere().endAll(holder);
    house.clock.pass(Duration.ofMinutes(1));
    connector.answers = false;
    elsewhere().endAll(holder);

    assertThat(state(holder)).isEqualTo(Status.NOT_CONFIRMED);
  }

  @Test
  void the_account_page_itself_is_no_system_elsewhere() {
    SignedIn somebody = signedIn();
    elsewhere().endAll(somebody.holder());

    assertThat(somebody.alive()).isTrue();
    assertThat(elsewhere().look(somebody.holder())).extracting(Elsewhere.Connected::name).containsExactly("elsewhere");
  }
}
