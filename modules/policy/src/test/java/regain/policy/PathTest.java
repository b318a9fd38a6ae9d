package regain.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import regain.assurance.Requirement;

/** Which evidence carries which path. */
class PathTest {
  private static final Instant NOW = Instant.parse("2026-07-14T06:31:00Z");

  private static Evidence shown(Method method, boolean openedByAccount) {
    return new Evidence(method, method + ":1", openedByAccount, NOW, NOW.plusSeconds(600));
  }

  private static Set<Need> open(Population population, Evidence... shown) {
    return Path.of(population, Purpose.ENROLLMENT).orElseThrow().open(List.of(shown));
  }

  @Test
  void a_6_a_path_that_asks_for_nothing_cannot_be_made() {
    for (List<Set<Method>> groups : List.<List<Set<Method>>>of(List.of(), List.of(Set.of()),
        List.of(Set.of(Method.PASSKEY), Set.of()))) {
      assertThatThrownBy(() -> new Path(Population.EMPLOYEE, Purpose.BINDING, groups, Duration.ZERO))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(Path.ALL).noneMatch(it -> it.missing(List.of()).isEmpty());
  }

  @Test
  void password_and_a_private_mailbox_carry_an_employees_enrolment() {
    assertThat(open(Population.EMPLOYEE, shown(Method.DIRECTORY_PASSWORD, false), shown(Method.CONTACT_CODE, false)))
        .isEmpty();
  }

  @Test
  void password_and_a_mailbox_that_it_opens_do_not() {
    assertThat(open(Population.EMPLOYEE, shown(Method.DIRECTORY_PASSWORD, false), shown(Method.CONTACT_CODE, true)))
        .isNotEmpty();
  }

  @Test
  void an_invitation_and_a_work_mailbox_do() {
    assertThat(open(Population.EMPLOYEE, shown(Method.INVITATION, false), shown(Method.CONTACT_CODE, true))).isEmpty();
  }

  @Test
  @Requirement("R-ASVS-6.4.6")
  void after_one_piece_every_method_that_would_complete_it_is_named() {
    assertThat(open(Population.EMPLOYEE, shown(Method.DIRECTORY_PASSWORD, false)))
        .containsExactly(new Need.Proof(Set.of(Method.CONTACT_CODE, Method.INVITATION, Method.MANAGED_DEVICE)));
    assertThat(open(Population.EMPLOYEE, shown(Method.INVITATION, false)))
        .containsExactly(new Need.Proof(Set.of(Method.CONTACT_CODE, Method.DIRECTORY_PASSWORD)));
  }

  @Test
  void a_managed_computer_and_the_word_of_the_supervisor_bring_an_employee_back_who_lost_everything_else() {
    List<Evidence> both = List.of(shown(Method.MANAGED_DEVICE, false), shown(Method.SUPERVISOR_ATTESTATION, false));

    assertThat(Path.of(Population.EMPLOYEE, Purpose.EXCEPTION).orElseThrow().open(both)).isEmpty();
    assertThat(Path.of(Population.CONTRACTOR, Purpose.EXCEPTION).orElseThrow().open(both)).isNotEmpty();
  }

  /** Two nodes have two clocks, which differ by a moment. */
  @Test
  void a_proof_that_the_clock_of_another_node_dates_a_moment_ahead_makes_nobody_wait() {
    Path path = Path.of(Population.EMPLOYEE, Purpose.BINDING).orElseThrow();
    Instant behind = NOW.minusMillis(5);

    assertThat(path.carriesFrom(List.of(shown(Method.PASSKEY, false)), true)).get()
        .matches(it -> !behind.isBefore(it), "carries already");
  }

  @Test
  void privileged_people_need_an_invitation_whatever_else_they_show() {
    assertThat(open(Population.PRIVILEGED, shown(Method.DIRECTORY_PASSWORD, false), shown(Method.CONTACT_CODE, false)))
        .containsExactly(new Need.Proof(Set.of(Method.INVITATION)));
  }

  @Test
  @Requirement("R-63B-4.2.2.3-a")
  void privileged_and_governance_people_have_no_path_to_a_new_password_by_a_passkey_alone_or_by_what_they_keep() {
    for (Population each : List.of(Population.PRIVILEGED, Population.GOVERNANCE)) {
      assertThat(Path.of(each, Purpose.RECOVERY)).isEmpty();
      assertThat(Path.of(each, Purpose.BINDING).orElseThrow().open(List.of(shown(Method.PASSKEY, false))))
          .containsExactly(
              new Need.Proof(Set.of(Method.SUPERVISOR_ATTESTATION, Method.INDEPENDENT_ATTESTATION)));
      assertThat(Path.of(each, Purpose.EXCEPTION).orElseThrow().methods())
          .containsExactlyInAnyOrder(Method.SUPERVISOR_ATTESTATION, Method.INDEPENDENT_ATTESTATION);
    }
  }

  @Test
  void a_computer_of_the_organisation_and_the_password_carry_an_employees_enrolment_and_nobody_elses() {
    Evidence[] both = {shown(Method.MANAGED_DEVICE, false), shown(Method.DIRECTORY_PASSWORD, false)};

    assertThat(open(Population.EMPLOYEE, both)).isEmpty();
    assertThat(open(Population.CONTRACTOR, both)).isNotEmpty();
    assertThat(open(Population.PRIVILEGED, both)).isNotEmpty();
    assertThat(open(Population.GOVERNANCE, both)).isNotEmpty();
  }

  /** An enrolment has no wait in which anybody could object. */
  @Test
  void a_computer_and_a_mailbox_that_may_lie_open_on_it_carry_no_enrolment() {
    assertThat(open(Population.EMPLOYEE, shown(Method.MANAGED_DEVICE, false), shown(Method.CONTACT_CODE, false)))
        .containsExactly(new Need.Proof(Set.of(Method.DIRECTORY_PASSWORD, Method.INVITATION)));
  }

  /** So that whoever is in several groups gets away with nothing. */
  @Test
  void each_population_has_the_paths_of_the_one_before_it_or_stricter_ones() {
    for (Purpose purpose : Purpose.values()) {
      List<Optional<Path>> paths = Stream.of(Population.values()).map(it -> Path.of(it, purpose)).toList();
      for (int i = 1; i < paths.size(); i++) {
        Optional<Path> before = paths.get(i - 1);
        paths.get(i).ifPresent(it -> assertStricter(it, before.orElseThrow()));
      }
    }
  }

  private static void assertStricter(Path path, Path before) {
    assertThat(path.groups()).as("%s", path).hasSizeGreaterThanOrEqualTo(before.groups().size());
    for (int i = 0; i < before.groups().size(); i++) {
      assertThat(before.groups().get(i)).as("%s", path).containsAll(path.groups().get(i));
    }
    assertThat(path.coolingOff()).as("%s", path).isGreaterThanOrEqualTo(before.coolingOff());
  }

  @Test
  void a_house_without_devices_asks_for_none_anywhere() {
    Policy without = new Policy().withAttestations().withGrants();

    for (Path each : Path.ALL) {
      assertThat(without.path(each.population(), each.purpose()).orElseThrow().methods())
          .isNotEmpty()
          .doesNotContain(Method.MANAGED_DEVICE);
      assertThat(without.withDevices().path(each.population(), each.purpose())).contains(each);
    }
  }

  @Test
  void a_mailbox_of_the_organisation_opens_with_its_computer_and_a_private_one_may() {
    Evidence computer = shown(Method.MANAGED_DEVICE, false);

    assertThat(computer.independentOf(shown(Method.CONTACT_CODE, true))).isFalse();
    assertThat(shown(Method.CONTACT_CODE, true).independentOf(computer)).isFalse();
    assertThat(computer.independentOf(shown(Method.CONTACT_CODE, false))).isTrue();
    assertThat(computer.mayOpen(shown(Method.CONTACT_CODE, false))).isTrue();
    assertThat(shown(Method.CONTACT_CODE, false).mayOpen(computer)).isTrue();
    assertThat(computer.mayOpen(shown(Method.RECOVERY_CODE, false))).isFalse();
  }

  /** SP 800-63B-4 section 3.2.5. */
  @Test
  @Requirement("R-63B-3.2.5-a")
  void nothing_that_is_typed_is_called_phishing_resistant() {
    assertThat(Stream.of(Method.values()).filter(Method::phishingResistant))
        .containsExactlyInAnyOrder(Method.PASSKEY, Method.MANAGED_DEVICE);
  }
}
