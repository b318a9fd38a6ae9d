package regain.recovery.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import regain.assurance.Requirement;
import regain.policy.Eligibility;
import regain.policy.Evidence;
import regain.policy.Fact;
import regain.policy.Facts;
import regain.policy.Method;
import regain.policy.Narrowing;
import regain.policy.Policy;
import regain.policy.Population;
import regain.policy.Posture;
import regain.policy.Privilege;
import regain.policy.Purpose;

/** A decision can be made again from what is stored with the case. */
class StoredFactsTest {
  private static final Instant NOW = Instant.parse("2026-07-14T06:31:00.123456789Z");

  @Test
  @Requirement("R-AI-MS-2.9")
  void stored_facts_come_back_as_they_were_and_give_the_same_verdict() {
    var facts = new Facts(
        Purpose.BINDING,
        Fact.known(Population.EMPLOYEE),
        Fact.known(Eligibility.ELIGIBLE),
        true,
        List.of(new Evidence(Method.PASSKEY, "PASSKEY:1", false, NOW.minusSeconds(5), NOW.plusSeconds(595))),
        Fact.known(false),
        Fact.unavailable(),
        Fact.notConfigured(),
        3,
        1,
        Optional.of(NOW.plusSeconds(100)),
        Optional.empty(),
        Optional.of(new Posture(Set.of(Narrowing.DAY_LONG_WAITS), NOW.plusSeconds(50))),
        Optional.of(new Privilege(true, false, Privilege.Stage.WAITING)),
        NOW.minusSeconds(60),
        NOW.minusSeconds(1),
        NOW);

    Facts again = StoredFacts.read(StoredFacts.write(facts));

    assertThat(again).isEqualTo(facts);
    assertThat(new Policy().decide(again)).isEqualTo(new Policy().decide(facts));
  }
}
