package regain.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import regain.assurance.Requirement;
import regain.enrollment.port.Post;
import regain.policy.Purpose;
import regain.recovery.Desk;

/** The desk can have people written to, and nothing else. */
class DeskTest {
  private static final String AGENT = "w.schroeder";

  private TestHouse house;
  private SignedIn agent;

  @BeforeEach
  void build() {
    house = new TestHouse();
    agent = SignedIn.with(house, Given.enrolledByInvitation(house, AGENT, "Nordhafen-2026-w.schroeder"));
    house.work();
    house.outbox.clear();
  }

  @AfterEach
  void close() {
    house.close();
  }

  private List<String> written() {
    return house.outbox.stream().filter(it -> it.kind() == Post.Kind.START_HERE).map(Post.Letter::to).toList();
  }

  @Test
  @Requirement({"R-53-AC-6(9)(10)", "R-53-PS-7"})
  void a_letter_goes_to_the_registered_addresses_and_to_no_other() {
    house.part(Desk.class).helpStart(agent.holder(), "b.hansen");
    house.work();

    assertThat(written())
        .containsExactlyInAnyOrder("b.hansen@nordhafen.example", "birte.hansen@posteo.example");
    assertThat(house.database.count("select count(*) from audit_event where type = 'HelpOffered'")).isOne();
  }

  @Test
  void for_a_name_that_nobody_has_nothing_is_written_and_the_desk_cannot_tell() {
    house.part(Desk.class).helpStart(agent.holder(), "nobody.at.all");
    house.work();

    assertThat(written()).isEmpty();
  }

  @Test
  void rt_16_nobody_is_flooded_by_the_desk() {
    for (int i = 0; i < 9; i++) {
      house.part(Desk.class).helpStart(agent.holder(), "b.hansen");
    }
    house.work();

    assertThat(written()).hasSize(2 * 5);
  }

  @Test
  @Requirement({"R-53-AC-6(9)(10)", "R-53-PS-7"})
  void whoever_is_not_of_the_desk_is_refused() {
    SoftPasskey other = Given.enrolledByInvitation(house, "g.jansen", "Nordhafen-2026-g.jansen");

    assertThatThrownBy(() -> house.part(Desk.class).helpStart(SignedIn.with(house, other).holder(), "b.hansen"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  @Requirement({"R-63A-3.2.1-c", "R-ASVS-6.4.6", "R-WSTG-ATHN-10/11"})
  void f_7_rt_01_help_adds_nothing_to_a_case() {
    Journey journey = Journey.open(house, Purpose.BINDING, "b.hansen");
    house.part(Desk.class).helpStart(agent.holder(), "b.hansen");
    house.work();

    assertThat(journey.look().view.proofs()).isEmpty();
  }
}
