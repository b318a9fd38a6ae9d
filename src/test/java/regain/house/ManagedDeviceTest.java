package regain.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import regain.assurance.Requirement;
import regain.demo.DemoDevices;
import regain.devices.TestAuthority;
import regain.devices.TestAuthority.Wish;
import regain.enrollment.port.Directory;
import regain.kernel.Arrival;
import regain.policy.Method;
import regain.policy.Purpose;
import regain.recovery.CaseFile;
import regain.recovery.Readiness;
import regain.recovery.Refusal;
import regain.recovery.ShownDevice;
import regain.recovery.State;
import regain.review.Reviews.Cause;

/** A computer that the organisation manages takes the place of one other proof, for employees, as long as it is theirs. */
class ManagedDeviceTest {
  private static final String NAME = "b.hansen";
  private static final String PASSWORD = "Nordhafen-2026-b.hansen";
  private static final String MAILBOX = "birte.hansen@posteo.example";
  private static final String OWN = "NHL-1001";
  private static final Arrival STRANGE = TestHouse.arrival("203.0.113.9");

  private final TestAuthority authority = new TestAuthority("Nordhafen devices");
  private final SoftPasskey replacement = new SoftPasskey(4711);
  @TempDir private Path folder;
  private TestHouse house;
  private SoftPasskey passkey;
  private List<String> codes;

  @BeforeEach
  void build() throws IOException {
    house = new TestHouse(1, settings());
    passkey = Journey.enrol(house, NAME, PASSWORD, MAILBOX);
    house.clock.pass(Duration.ofHours(73));
    codes = SignedIn.with(house, passkey).codes();
  }

  @AfterEach
  void close() {
    house.close();
  }

  private Map<String, String> settings() throws IOException {
    return Map.of(
        "regain.devices.roots", Files.writeString(folder.resolve("roots.pem"), authority.pem()).toString(),
        "regain.devices.base-dn", DemoDevices.BASE,
        "regain.devices.crl", folder.resolve("revoked.pem").toString(),
        "regain.trusted-proxies", "127.0.0.1");
  }

  /** What the proxy hands on of the computer with this number, while its list of what was revoked is new. */
  private ShownDevice computer(String number) {
    TestAuthority.Issued issued = authority.issue(Wish.computer(number));
    list(authority.revoked(house.clock.instant().minusSeconds(60), house.clock.instant().plus(Duration.ofDays(3))));
    return new ShownDevice.Certificate(issued.certificate());
  }

  private void list(String pem) {
    try {
      Files.writeString(folder.resolve("revoked.pem"), pem);
    } catch (IOException broken) {
      throw new IllegalStateException(broken);
    }
  }

  private Journey lost(String name, Arrival arrival) {
    return Journey.open(house, Purpose.RECOVERY, name, arrival);
  }

  private long recorded(String type) {
    return house.database.count("select count(*) from audit_event where type = '" + type + "'");
  }

  private void assertRefused(Journey journey, Refusal refusal) {
    assertThat(journey.view.refusal()).contains(refusal);
    assertThat(journey.view.proofs()).noneMatch(it -> it.method() == Method.MANAGED_DEVICE);
  }

  @Test
  void a_saved_code_and_ones_own_computer_carry_a_new_passkey_in_a_browser_that_is_known() {
    Journey journey = lost(NAME, TestHouse.arrival()).saved(codes.getFirst()).device(computer(OWN));
    assertThat(journey.view.state()).isEqualTo(State.READY);

    journey.bind(replacement);

    assertThat(journey.view.state()).isEqualTo(State.COMPLETED);
    assertThat(SignedIn.maybe(house, replacement)).isPresent();
    assertThat(house.database.count("select count(*) from review_item where cause = 'RECOVERED'")).isOne();
  }

  @Test
  void a_reviewer_sees_in_which_other_case_the_same_computer_was_shown() {
    Journey journey = lost(NAME, TestHouse.arrival()).device(computer(OWN)).saved(codes.getFirst()).bind(replacement);
    assertThat(journey.view.state()).isEqualTo(State.COMPLETED);
    Given.owned(house, OWN, "g.jansen");
    lost("g.jansen", STRANGE).device(computer(OWN));
    lost("o.kowalski", STRANGE);
    house.work();
    Reviewer reviewer = Reviewer.enrolled(house, "r.engel");

    assertThat(reviewer.file(reviewer.item(Cause.RECOVERED, NAME)).related())
        .filteredOn(it -> it.purpose() == Purpose.RECOVERY)
        .singleElement()
        .satisfies(it -> {
          assertThat(it.name()).isEqualTo("g.jansen");
          assertThat(it.common()).containsExactly(CaseFile.Common.DEVICE);
        });
  }

  @Test
  void in_another_browser_the_owner_has_the_same_half_an_hour_as_always() {
    Journey journey = lost(NAME, STRANGE).device(computer(OWN)).saved(codes.getFirst());

    assertThat(journey.view.state()).isEqualTo(State.COOLING_OFF);
    assertThat(journey.view.sooner()).isTrue();
  }

  /** The mailbox may be open on that very computer. */
  @Test
  void a_computer_and_a_code_to_a_private_mailbox_wait_also_in_a_browser_that_is_known() {
    Journey journey = lost(NAME, TestHouse.arrival()).device(computer(OWN)).send(0).code(MAILBOX);
    assertThat(journey.view.state()).isEqualTo(State.COOLING_OFF);
    assertThat(journey.view.sooner()).isFalse();
    assertThat(journey.view.waitsUntil().orElseThrow())
        .isCloseTo(house.clock.instant().plus(Duration.ofMinutes(30)), within(1, ChronoUnit.SECONDS));

    house.clock.pass(Duration.ofMinutes(31));
    assertThat(journey.resume().view.again()).isTrue();
    assertThat(journey.device(computer(OWN)).view.state()).isEqualTo(State.READY);
    assertThat(journey.bind(replacement).view.state()).isEqualTo(State.COMPLETED);
  }

  @Test
  void a_saved_code_on_top_spares_that_wait() {
    Journey journey = lost(NAME, TestHouse.arrival()).device(computer(OWN)).send(0).code(MAILBOX);

    assertThat(journey.saved(codes.getFirst()).view.state()).isEqualTo(State.READY);
  }

  @Test
  @Requirement("R-63B-4.2.2.2-a")
  void two_computers_of_one_person_are_one_proof() {
    Given.owned(house, "NHL-2001", NAME);
    Journey journey = lost(NAME, TestHouse.arrival()).device(computer(OWN)).device(computer("NHL-2001"));

    assertThat(journey.view.state()).isEqualTo(State.PROVING);
    assertThat(journey.view.open()).containsExactly(Set.of(Method.CONTACT_CODE, Method.RECOVERY_CODE));
    assertThat(house.recovery().askNewPasskey(journey.ticket)).isEmpty();
  }

  @Test
  @Requirement("R-ASVS-8.2.2")
  void a_9_b_4_a_computer_of_ones_own_opens_no_other_name() {
    Journey journey = lost(NAME, TestHouse.arrival()).saved(codes.getFirst()).device(computer("NHL-1002"));

    assertRefused(journey, Refusal.DEVICE_DOES_NOT_FIT);
    assertThat(house.database.count("select failures from recovery_case where step = " + journey.view.step()))
        .isPositive();
  }

  @ParameterizedTest
  @ValueSource(strings = {"NHL-9001", "NHL-9002", "NHL-0000", "*", "NHL-1001)(cn=*", "*)(owner=*"})
  void a_computer_that_is_shared_in_store_or_unknown_is_nobodys(String number) {
    Journey journey = lost(NAME, TestHouse.arrival()).device(computer(number));

    assertRefused(journey, Refusal.DEVICE_DOES_NOT_FIT);
    assertThat(recorded("ProofFailed")).isOne();
    assertThat(house.database.count("select sum(failures) from recovery_case")).isZero();
  }

  @Test
  void one_that_is_written_off_or_handed_on_meanwhile_carries_the_case_no_longer() {
    Journey journey = lost(NAME, TestHouse.arrival()).saved(codes.getFirst()).device(computer(OWN));
    assertThat(journey.view.state()).isEqualTo(State.READY);
    Given.owned(house, OWN, "g.jansen");

    assertThat(journey.bind(replacement).view.state()).isEqualTo(State.PROVING);
    assertThat(SignedIn.maybe(house, replacement)).isEmpty();

    Given.writtenOff(house, OWN);
    assertRefused(journey.device(computer(OWN)), Refusal.DEVICE_DOES_NOT_FIT);
  }

  @Test
  void a_number_that_is_given_out_twice_meanwhile_carries_the_case_no_longer() throws Exception {
    Journey journey = lost(NAME, TestHouse.arrival()).saved(codes.getFirst()).device(computer(OWN));
    var twin = DemoDevices.computer("NHL-2001", "g.jansen");
    twin.setAttribute("serialNumber", OWN);
    house.demo.administrator().add(twin);

    assertThat(journey.bind(replacement).view.state()).isEqualTo(State.PROVING);
    assertThat(SignedIn.maybe(house, replacement)).isEmpty();
  }

  @Test
  void one_that_was_revoked_is_refused_and_without_a_new_list_none_counts() {
    TestAuthority.Issued gone = authority.issue(Wish.computer(OWN));
    list(
        authority.revoked(
            house.clock.instant().minusSeconds(60), house.clock.instant().plusSeconds(600), gone.certificate()));
    Journey journey = lost(NAME, TestHouse.arrival()).device(new ShownDevice.Certificate(gone.certificate()));
    assertRefused(journey, Refusal.DEVICE_DOES_NOT_FIT);

    house.clock.pass(Duration.ofMinutes(31));
    journey.device(new ShownDevice.Certificate(authority.issue(Wish.computer(OWN)).certificate()));
    assertRefused(journey, Refusal.TRY_LATER);
  }

  @Test
  void d_7_rt_31_a_certificate_that_no_proxy_vouches_for_is_refused_and_on_record() {
    Journey journey = lost(NAME, TestHouse.arrival()).saved(codes.getFirst())
        .device(new ShownDevice.Unbelievable("not-from-a-proxy"));

    assertRefused(journey, Refusal.DEVICE_DOES_NOT_FIT);
    assertThat(house.database.count("select count(*) from audit_event where leaf like '%not-from-a-proxy%'")).isOne();
  }

  @Test
  void a_5_the_button_without_a_certificate_is_no_proof() {
    Journey journey = lost(NAME, TestHouse.arrival()).saved(codes.getFirst()).device(new ShownDevice.Nothing());

    assertRefused(journey, Refusal.DEVICE_DOES_NOT_FIT);
    assertThat(house.database.count("select count(*) from audit_event where leaf like '%no-certificate%'")).isOne();
  }

  @Test
  @Requirement("R-ASVS-16.5.3")
  void a_directory_that_does_not_answer_is_no_answer() {
    ShownDevice own = computer(OWN);
    Journey journey = lost(NAME, TestHouse.arrival());
    house.directory.away = true;

    assertRefused(journey.device(own), Refusal.TRY_LATER);
  }

  @Test
  void contractors_and_privileged_people_get_nowhere_by_it() {
    Given.owned(house, "NHL-2002", "c.albers");
    Journey contractor = lost("k.tanaka", TestHouse.arrival()).device(computer("NHL-1004"));
    assertThat(contractor.view.open()).containsExactly(Set.of(Method.CONTACT_CODE, Method.RECOVERY_CODE));

    Journey privileged = lost("c.albers", TestHouse.arrival()).device(computer("NHL-2002"));
    assertThat(privileged.view.state()).isEqualTo(State.DENIED);
  }

  @Test
  void it_sets_no_password_and_reports_no_loss() {
    assertRefused(Journey.open(house, Purpose.BINDING, NAME).device(computer(OWN)), Refusal.DEVICE_DOES_NOT_FIT);
    assertRefused(Journey.open(house, Purpose.REPORT, NAME).device(computer(OWN)), Refusal.DEVICE_DOES_NOT_FIT);
  }

  /** As an invitation does, but nobody has witnessed it. */
  @Test
  void with_the_directory_password_it_carries_a_first_enrolment_that_is_provisional() {
    var first = new SoftPasskey(77);
    Journey journey = Journey.open(house, Purpose.ENROLLMENT, "g.jansen")
        .device(computer("NHL-1002")).password("Nordhafen-2026-g.jansen");
    assertThat(journey.view.state()).isEqualTo(State.READY);

    assertThat(journey.bind(first).view.state()).isEqualTo(State.COMPLETED);
    assertThat(journey.view.provisionalUntil()).isPresent();
  }

  @Test
  void with_a_mailbox_it_carries_no_enrolment() {
    Journey journey = Journey.open(house, Purpose.ENROLLMENT, "g.jansen").device(computer("NHL-1002"));
    assertThat(journey.view.open()).containsExactly(Set.of(Method.DIRECTORY_PASSWORD));

    journey.send(1).code("gesa.jansen@posteo.example");
    assertThat(journey.view.state()).isEqualTo(State.PROVING);
    assertThat(house.recovery().askNewPasskey(journey.ticket)).isEmpty();
  }

  @Test
  void it_enrols_nobody_again_who_had_a_passkey() {
    Journey journey = Journey.open(house, Purpose.ENROLLMENT, NAME).device(computer(OWN)).password(PASSWORD);

    assertThat(journey.view.state()).isNotEqualTo(State.READY);
    assertThat(house.recovery().askNewPasskey(journey.ticket)).isEmpty();
  }

  @Test
  void whoever_has_one_is_ready_with_one_thing_less() {
    Readiness readiness = house.part(Readiness.class);
    Directory directory = house.part(Directory.class);
    SoftPasskey other = Journey.enrol(house, "g.jansen", "Nordhafen-2026-g.jansen", "gesa.jansen@posteo.example");
    assertThat(other).isNotNull();

    var alone = readiness.of(directory.named("g.jansen").known().orElseThrow().orElseThrow());
    var counted = readiness.of(directory.roll(1000).known().orElseThrow().people());

    assertThat(alone.passkey().ready()).isTrue();
    assertThat(counted.get(house.person("g.jansen"))).isEqualTo(alone);
    assertThat(counted.get(house.person("d.nowak")).passkey().missing())
        .containsExactlyInAnyOrder(Method.CONTACT_CODE, Method.RECOVERY_CODE, Method.MANAGED_DEVICE);
    Given.writtenOff(house, "NHL-1002");
    assertThat(readiness.of(directory.named("g.jansen").known().orElseThrow().orElseThrow()).passkey().missing())
        .containsExactlyInAnyOrder(Method.RECOVERY_CODE, Method.MANAGED_DEVICE);
  }

  @Test
  void where_none_are_set_up_the_method_does_not_exist() {
    try (var plain = new TestHouse()) {
      Journey journey = Journey.open(plain, Purpose.RECOVERY, NAME);
      assertThat(journey.view.open()).containsExactly(Set.of(Method.CONTACT_CODE, Method.RECOVERY_CODE));

      assertRefused(journey.device(computer(OWN)), Refusal.OUT_OF_DATE);
      assertThat(plain.database.count("select count(*) from audit_event where type = 'ProofFailed'")).isZero();
    }
  }
}
