package regain.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who somebody's supervisor is, the directory says, and nobody else. */
class SupervisorTest {
  private TestHouse house;
  private SignedIn head;

  @BeforeEach
  void build() {
    house = new TestHouse();
    head = SignedIn.with(house, Given.enrolledByInvitation(house, "h.brandt", "Nordhafen-2026-h.brandt"));
  }

  @AfterEach
  void close() {
    house.close();
  }

  private boolean mayInvite(String name) {
    return house.enrollment().draftInvitation(head.holder(), name).isPresent();
  }

  @Test
  void rt_14_nobody_invites_whom_the_directory_does_not_name_as_theirs() {
    assertThat(mayInvite("g.jansen")).isTrue();
    assertThat(List.of("e.dubois", "m.thomsen", "h.brandt", "nobody.at.all", "*)(uid=*")).noneMatch(this::mayInvite);
  }

  @Test
  void rt_14_who_has_another_supervisor_since_is_asked_for_anew_at_each_step() {
    Given.reportsTo(house, "g.jansen", "k.lindqvist");

    assertThat(mayInvite("g.jansen")).isFalse();
  }
}
