package regain.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static regain.recovery.State.COMPLETED;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import regain.applications.Applications;
import regain.applications.RelyingParty;
import regain.applications.RelyingParty.Manner;
import regain.applications.TestSigningKeys;
import regain.assurance.Requirement;
import regain.duties.Duties;
import regain.kernel.Transactions;
import regain.policy.Purpose;
import regain.recovery.CameFrom;
import regain.recovery.CaseView.Effect;
import regain.recovery.CaseView.Status;
import regain.recovery.CaseView.What;
import regain.recovery.Refusal;
import regain.recovery.State;

/** A recovery asks registered applications to end what the person has open, and says no more of it than it knows. */
class ApplicationsTest {
  private static final String OLD = "Nordhafen-2026-b.hansen";
  private static final String NEW = "three herons over the quay";
  private static final String MAILBOX = "birte.hansen@posteo.example";
  private static final String AFTER = "https://payroll.example/after";
  private static final String PAYROLL = "regain.application.payroll.";

  @TempDir private Path folder;
  private final RelyingParty payroll = new RelyingParty();
  private TestHouse house;
  private SoftPasskey passkey;

  private void build(Map<String, String> more) {
    var settings = new HashMap<>(
        Map.of(
            "regain.applications", "payroll",
            "regain.applications.keys-file", TestSigningKeys.file(folder).toString(),
            "regain.applications.timeout", "PT6S",
            PAYROLL + "name", "Payroll",
            PAYROLL + "return", AFTER,
            PAYROLL + "logout-uri", payroll.logout().toString(),
            PAYROLL + "client-id", payroll.clientId()));
    settings.putAll(more);
    house = new TestHouse(1, settings);
    payroll.trusting(
        "http://localhost:9080",
        payroll.publish(() -> house.part(Applications.class).published().orElseThrow()),
        house.clock);
    passkey = Journey.enrol(house, "b.hansen", OLD, MAILBOX);
    house.clock.pass(Duration.ofHours(73));
    house.work();
    payroll.ended.clear();
    payroll.tokens.clear();
  }

  @AfterEach
  void close() {
    house.close();
    payroll.close();
  }

  private Journey recovered() {
    return Journey.open(house, Purpose.BINDING, "b.hansen").passkey(passkey).set(NEW);
  }

  private static List<Effect> asked(Journey journey) {
    return journey.view.effects().stream().filter(it -> it.what() == What.ASKED).toList();
  }

  private long events(String kind) {
    return house.database.count("select count(*) from audit_event where type = '" + kind + "'");
  }

  @Test
  void it_is_asked_in_the_same_request_and_the_receipt_says_that_it_took_the_request() {
    build(Map.of());

    Journey journey = recovered();

    assertThat(journey.view.state()).isEqualTo(COMPLETED);
    assertThat(payroll.ended).contains(house.person("b.hansen").toString());
    assertThat(asked(journey)).extracting(Effect::about, Effect::status, Effect::count)
        .containsExactly(tuple("app:payroll", Status.DONE, -1));
    assertThat(journey.view.effects()).filteredOn(it -> it.what() == What.SESSIONS).extracting(Effect::about)
        .containsExactly("regain");
  }

  @Test
  @Requirement({"R-63C-4.8-a", "R-ASVS-7.4.3"})
  void both_rounds_ask_it_and_the_trail_says_accepted_and_never_that_sessions_ended_there() {
    build(Map.of());
    long accepted = events("SignOutAccepted");
    long revoked = events("SessionsRevoked");

    recovered();
    house.work();

    assertThat(payroll.ended).hasSize(2);
    assertThat(new HashSet<>(payroll.tokens)).hasSize(2);
    assertThat(events("SignOutAccepted") - accepted).isEqualTo(2);
    assertThat(events("SessionsRevoked") - revoked).as("of our own sessions").isEqualTo(2);
  }

  @Test
  void one_that_fails_stays_on_the_receipt_and_is_asked_until_it_accepts() {
    build(Map.of());
    payroll.manner(Manner.REFUSES);
    Journey journey = recovered();
    assertThat(journey.view.state()).isEqualTo(COMPLETED);
    assertThat(asked(journey)).extracting(Effect::status).containsExactly(Status.NOT_CONFIRMED);

    payroll.manner(Manner.OBEYS);
    house.clock.pass(Duration.ofMinutes(1));
    house.work();

    assertThat(asked(journey.look())).extracting(Effect::status).containsExactly(Status.DONE);
    assertThat(new HashSet<>(payroll.tokens)).hasSameSizeAs(payroll.tokens);
  }

  @Test
  void rt_33_one_that_never_accepts_is_stuck_for_everybody_to_see() {
    build(Map.of());
    payroll.manner(Manner.FAILS);
    recovered();
    for (int i = 0; i < Duties.STUCK_AFTER; i++) {
      house.clock.pass(Duration.ofMinutes(10));
      house.work();
    }

    List<Duties.Status> stuck = house.part(Transactions.class).begin(() -> house.part(Duties.class).stuck());

    assertThat(stuck).isNotEmpty().allMatch(it -> it.duty().detail("connector").equals("app:payroll"));
  }

  @Test
  void one_that_holds_keeps_the_password_as_it_was_until_it_accepts() {
    build(Map.of(PAYROLL + "when-stuck", "hold"));
    payroll.manner(Manner.FAILS);

    Journey journey = recovered();

    assertThat(journey.view.refusal()).contains(Refusal.CONNECTOR_HOLDS);
    assertThat(house.binds("b.hansen", OLD)).isTrue();
    payroll.manner(Manner.OBEYS);
    house.clock.pass(Duration.ofMinutes(1));
    assertThat(recovered().view.state()).isEqualTo(COMPLETED);
    assertThat(house.binds("b.hansen", NEW)).isTrue();
  }

  @Test
  void one_that_is_silent_or_sends_us_elsewhere_holds_nobody_up_and_leads_nowhere() {
    build(Map.of("regain.applications.timeout", "PT1S"));
    for (Manner manner : List.of(Manner.REDIRECTS, Manner.ENDLESS, Manner.SILENT)) {
      payroll.manner(manner);
      Journey journey = Journey.open(house, Purpose.BINDING, "b.hansen").passkey(passkey).set(NEW + " " + manner);

      assertThat(journey.view.state()).as(manner.name()).isEqualTo(COMPLETED);
      assertThat(asked(journey)).as(manner.name()).extracting(Effect::status).containsExactly(Status.NOT_CONFIRMED);
      house.clock.pass(Duration.ofSeconds(5));
    }
    assertThat(payroll.tokens).hasSize(3);
    assertThat(payroll.elsewhere).isEmpty();
    assertThat(payroll.ended).isEmpty();
  }

  @Test
  @Requirement("R-63C-4.8-a")
  void a_report_of_a_loss_asks_it_too() {
    build(Map.of());
    Journey journey = Journey.open(house, Purpose.REPORT, "b.hansen").passkey(passkey);

    journey.reportLoss();
    house.work();

    assertThat(payroll.ended).containsOnly(house.person("b.hansen").toString());
    assertThat(asked(journey.look())).extracting(Effect::status).containsExactly(Status.DONE);
  }

  @Test
  void without_a_logout_address_it_stands_on_no_receipt() {
    build(Map.of(PAYROLL + "logout-uri", ""));

    assertThat(asked(recovered())).isEmpty();
    assertThat(payroll.tokens).isEmpty();
  }

  @Test
  void where_somebody_came_from_stays_with_the_case_to_its_end_and_in_another_browser() {
    build(Map.of());
    var from = new CameFrom("payroll", AFTER);
    String saved = SignedIn.with(house, passkey).codes().getFirst();
    Journey journey = Journey.open(house, Purpose.RECOVERY, "b.hansen", from);
    assertThat(journey.view.cameFrom()).contains(from);

    journey.saved(saved).send(0).code(MAILBOX).bind(new SoftPasskey(78));

    assertThat(journey.view.state()).isEqualTo(COMPLETED);
    assertThat(journey.look().view.cameFrom()).contains(from);
    Journey nobody = Journey.open(house, Purpose.BINDING, "nobody.at.all", from);
    house.clock.pass(Duration.ofHours(2));
    assertThat(nobody.look().view.state()).isEqualTo(State.EXPIRED);
    assertThat(nobody.view.cameFrom()).contains(from);
    assertThat(Journey.open(house, Purpose.BINDING, "b.hansen").view.cameFrom()).isEmpty();
  }
}
