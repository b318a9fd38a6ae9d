package regain.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import regain.audit.Trail;
import regain.kernel.CaseId;
import regain.policy.Purpose;
import regain.privileged.Approvals.Answer;
import regain.privileged.Approvals.Outcome;
import regain.privileged.Approvals.Sight;
import regain.privileged.Approvals;
import regain.privileged.Entitlement;
import regain.privileged.Grant.Ending;
import regain.privileged.Grants.Asked;
import regain.privileged.Grants;
import regain.privileged.Locks;
import regain.privileged.port.PrivilegePolicy;
import regain.privileged.port.RecoveryTerms;
import regain.privileged.port.SharedSecret;
import regain.recovery.CaseView.Effect;
import regain.recovery.CaseView.Status;
import regain.recovery.CaseView.What;
import regain.recovery.port.SessionConnector.WhenStuck;
import regain.review.Reviews.Cause;
import regain.review.Reviews;

/** A house in which privilege is given, others have a say, and administrators come back. */
abstract class PrivilegedHouse {
  static final String NAME = "c.albers";
  static final String NEW = "three herons over the quay";
  static final Duration HOUR = Duration.ofHours(1);
  static final Map<String, String> SETTINGS = Map.of(
      "regain.attestations.risk-analysis", "risks/7",
      "regain.attestations.settled", "PT0S",
      "regain.directory.groups", "operators,owners,security",
      "regain.directory.group.operators", "(|(employeeType=administrator)(uid=b.stein))",
      "regain.directory.group.owners", "(|(uid=e.santos)(uid=s.oezdemir)(uid=v.hartmann))",
      "regain.directory.group.security", "(employeeType=security)");

  final FakeGrantTarget target = new FakeGrantTarget("orders");
  final FakeConnector elsewhere = new FakeConnector(WhenStuck.PROCEED);
  TestHouse house;
  SoftPasskey administrator;
  SoftPasskey owner;
  SoftPasskey analyst;
  /** Of Carsten Albers. */
  Attester supervisor;

  /** What else the house knows of privilege. */
  List<SharedSecret> shared() {
    return List.of();
  }

  private PrivilegePolicy policy() {
    var support = new Entitlement(
        "orders-support", "orders", "jit_orders", "Read and mend orders", Set.of("operators"), List.of("owners"),
        HOUR.multipliedBy(8), HOUR, false, List.of());
    var leads = new Entitlement(
        "orders-leads", "orders", "jit_leads", "Lead orders", Set.of("owners"), List.of("security"), HOUR, HOUR, false,
        List.of());
    return new PrivilegePolicy(
        List.of(support, leads),
        Optional.of(
            new RecoveryTerms(
                "Recovery of an administrator", List.of("owners", "security"), HOUR.multipliedBy(3),
                HOUR.multipliedBy(2), HOUR.multipliedBy(24))),
        shared(), Map.of());
  }

  @BeforeEach
  void build() {
    house = new TestHouse(SETTINGS, policy(), target, elsewhere);
    administrator = enrolled(NAME);
    owner = enrolled("e.santos");
    analyst = enrolled("r.engel");
    supervisor = Attester.enrolled(house, "s.oezdemir");
    house.clock.pass(Duration.ofMinutes(5));
    house.work();
    house.outbox.clear();
  }

  @AfterEach
  void close() {
    house.close();
  }

  SoftPasskey enrolled(String name) {
    return Given.enrolledByInvitation(house, name, "Nordhafen-2026-" + name);
  }

  Grants grants() {
    return house.part(Grants.class);
  }

  Approvals approvals() {
    return house.part(Approvals.class);
  }

  Locks locks() {
    return house.part(Locks.class);
  }

  Asked asked() {
    return grants().ask(house.signedIn(administrator), "orders-support", HOUR.multipliedBy(8), "Orders hang.",
        Map.of());
  }

  Outcome answers(SoftPasskey by, UUID grant, Answer answer) {
    var session = house.signedIn(by);
    return approvals().ask(session, grant, answer)
        .map(it -> approvals().sign(session, grant, answer, by.get(it)))
        .orElse(Outcome.GONE);
  }

  Approvals.No barred(SoftPasskey by, UUID grant) {
    return ((Sight.Barred) approvals().look(house.signedIn(by), grant, Answer.AGREE)).why();
  }

  /** Privilege that the administrator has, with sessions on it. */
  UUID given() {
    UUID grant = ((Asked.Done) asked()).grant();
    assertThat(answers(owner, grant, Answer.AGREE)).isEqualTo(Outcome.GIVEN);
    house.work();
    assertThat(target.there).hasSize(1);
    assertThat(grants().key(house.signedIn(administrator), grant)).isPresent();
    return grant;
  }

  Journey begun() {
    return Journey.open(house, Purpose.BINDING, NAME).passkey(administrator);
  }

  /** Everything is shown, and others were asked to agree. */
  Journey waiting() {
    Journey journey = begun();
    supervisor.attest(journey);
    return journey.resume();
  }

  static UUID grant(Journey journey, TestHouse house) {
    return UUID.fromString(
        house.database.text(
            "select cast(id as varchar(36)) from recovery_case where case_number = '" + journey.view.number() + "'"));
  }

  UUID grant(Journey journey) {
    return grant(journey, house);
  }

  /** Everybody has agreed, the wait is over, and the passkey was shown once more. */
  Journey ready() {
    Journey journey = waiting();
    agree(journey);
    house.clock.pass(HOUR.plusSeconds(1));
    return journey.resume().passkey(administrator);
  }

  void agree(Journey journey) {
    assertThat(answers(owner, grant(journey), Answer.AGREE)).isEqualTo(Outcome.AGREED);
    assertThat(answers(analyst, grant(journey), Answer.AGREE)).isEqualTo(Outcome.COMPLETE);
  }

  List<String> trail(UUID act) {
    return house.inside(() -> house.part(Trail.class).of(new CaseId(act))).stream().map(Trail.Entry::type).toList();
  }

  boolean isReviewed(UUID act) {
    return house.inside(() -> house.part(Reviews.class).of(new CaseId(act), Cause.PRIVILEGED)).isPresent();
  }

  boolean isQuarantined() {
    return locks().isQuarantined(house.person(NAME));
  }

  boolean isLocked() {
    return locks().isLocked(house.person(NAME));
  }

  static Optional<Status> line(Journey journey, What what) {
    return journey.look().view.effects().stream().filter(it -> it.what() == what).map(Effect::status).findFirst();
  }

  void settle() {
    house.clock.pass(Duration.ofSeconds(30));
    house.work();
  }

  Ending ending(UUID grant) {
    return Ending.valueOf(house.database.text("select ending from privilege_grant where id = '" + grant + "'"));
  }
}
