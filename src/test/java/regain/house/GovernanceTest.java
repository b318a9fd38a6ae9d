package regain.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import regain.enrollment.Enrollment.Draft;
import regain.enrollment.Enrollment.Holder;
import regain.enrollment.Invitations;
import regain.enrollment.Passkey;
import regain.enrollment.Passkeys;
import regain.kernel.Secret;
import regain.policy.Purpose;
import regain.policy.Reason;
import regain.recovery.Refusal;
import regain.recovery.State;

/** Whoever runs Regain and has lost every key gets them back on no path of this house, whoever speaks for them. */
class GovernanceTest {
  private static final String NAME = "r.engel";
  private static final String PASSWORD = "Nordhafen-2026-r.engel";
  private static final String MAILBOX = "ruth.engel@posteo.example";

  private TestHouse house;
  private SoftPasskey supervisor;
  private List<String> codes;

  @BeforeEach
  void build() {
    house = new TestHouse();
    supervisor = Given.enrolledByInvitation(house, "s.oezdemir", "Nordhafen-2026-s.oezdemir");
    codes = SignedIn.with(house, Given.enrolledByInvitation(house, NAME, PASSWORD)).codes();
  }

  @AfterEach
  void close() {
    house.close();
  }

  private void everyKeyIsLost() {
    UUID[] all = house.inside(() -> house.part(Passkeys.class).of(house.person(NAME))).stream()
        .map(Passkey::id)
        .toArray(UUID[]::new);
    Journey report = Journey.open(house, Purpose.REPORT, NAME).saved(codes.getLast()).reportLoss(all);
    assertThat(report.view.state()).isEqualTo(State.COMPLETED);
  }

  private String invitedBySupervisor(String name) {
    Holder holder = house.signedIn(supervisor);
    Draft draft = house.enrollment().draftInvitation(holder, name).orElseThrow();
    String answer = supervisor.get(house.enrollment().askInvitation(holder, draft).orElseThrow());
    Secret code = house.enrollment().invite(holder, draft, answer).orElseThrow();
    return code.open(String::new);
  }

  @Test
  void rt_05_a_saved_code_leads_elsewhere() {
    everyKeyIsLost();

    Journey journey = Journey.open(house, Purpose.RECOVERY, NAME).saved(codes.getFirst());

    assertThat(journey.view.state()).isEqualTo(State.DENIED);
    assertThat(journey.view.denied()).contains(Reason.PATH_ELSEWHERE);
  }

  @Test
  void rt_05_a_supervisors_invitation_is_for_a_first_key_and_brings_nobody_back_who_runs_the_house() {
    everyKeyIsLost();

    Journey journey = Journey.open(house, Purpose.ENROLLMENT, NAME).invitation(invitedBySupervisor(NAME));

    assertThat(journey.view.refusal()).contains(Refusal.DOES_NOT_FIT);
    assertThat(journey.view.proofs()).isEmpty();
  }

  @Test
  void an_invitation_from_before_the_loss_brings_nobody_back_either() {
    String early = invitedBySupervisor(NAME);
    everyKeyIsLost();

    assertThat(Journey.open(house, Purpose.ENROLLMENT, NAME).invitation(early).view.proofs()).isEmpty();
  }

  @Test
  void the_directory_password_and_a_mailbox_bring_nobody_back() {
    everyKeyIsLost();

    assertThat(Journey.open(house, Purpose.ENROLLMENT, NAME).password(PASSWORD).view.refusal())
        .contains(Refusal.DOES_NOT_FIT);
  }

  /** Whoever is at the host, and has it told to everybody, is the one who can. */
  @Test
  void a_code_of_founding_does() {
    everyKeyIsLost();
    Secret code = house.inside(
        () -> house.part(Invitations.class).found(house.person(NAME)));

    Journey journey = Journey.open(house, Purpose.ENROLLMENT, NAME)
        .invitation(code.open(String::new))
        .send(1)
        .code(MAILBOX)
        .bind(new SoftPasskey(9));

    assertThat(journey.view.state()).isEqualTo(State.COMPLETED);
  }

  @Test
  void somebody_who_does_not_run_it_is_invited_again() {
    Given.enrolledByInvitation(house, "b.stein", "Nordhafen-2026-b.stein");
    house.database.change(
        "update passkey set ended_at = made_at where person_id = '" + house.person("b.stein") + "'");

    assertThat(
        Journey.open(house, Purpose.ENROLLMENT, "b.stein").invitation(invitedBySupervisor("b.stein")).view.proofs())
        .isNotEmpty();
  }
}
