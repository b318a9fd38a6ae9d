package regain.house;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import regain.policy.Purpose;
import regain.recovery.State;

/** Each rule of the crash test is broken on purpose: one that nothing breaks would be none. */
class CrashRulesTest {
  /** One change of the rows that must not pass, by the rule that it breaks. */
  private static final Map<String, String> BREACHES = new HashMap<>(
      Map.of(
          "an attempt is left in the air", "update recovery_case set state = 'EXECUTING' where purpose = 'BINDING'",
          "a completed case that does not owe the last round of revocations",
          "update duty set duty_key = 'x' || id where kind = 'REVOKE_SESSIONS'",
          "a completed case that owes no letter", "update duty set duty_key = 'x' || id where kind = 'NOTIFY'",
          "a passkey that waits for a case that is over", "update passkey set pending = true",
          "two open sheets of codes of one person",
          "update recovery_kit set ended_at = null, kept_at = current_timestamp"));

  static {
    retyped("a password was set without the events of its attempt, in their order", "PasswordIntended", "X");
    retyped("an intent without an Allow before it", "CaseDecided", "X");
    retyped("an intent of which nobody says what became of it", "PasswordSet", "X");
    retyped("a passkey without its event", "PasskeyAdded", "X");
    retyped("a completed case without its event", "CaseCompleted", "X");
    retyped("an unclear attempt of which nobody is told", "PasswordSet", "PasswordUnclear");
    retyped("a round of revocations that is not on record once", "SessionsRevoked", "X");
    retyped("a saved code that was used more than once", "RecoveryCodeUsed", "X");
    retyped("a mailed code that was accepted more than once", "CodeSent", "X");
    retyped("a case without its beginning", "CaseOpened", "X");
    retyped("a kill that was taken for an older database", "CaseOpened", "BackupRestored");
  }

  private static void retyped(String rule, String from, String to) {
    BREACHES.put(rule, "update audit_event set type = '" + to + "' where type = '" + from + "'");
  }

  private static final class Undone extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final long broken;

    private Undone(long broken) {
      this.broken = broken;
    }
  }

  @Test
  void each_rule_holds_and_is_broken_by_what_it_forbids() {
    try (var house = new TestHouse()) {
      live(house);
      assertThat(BREACHES.keySet()).isEqualTo(CrashRules.ALL.keySet());
      CrashRules.ALL.forEach(
          (rule, query) -> {
            assertThat(house.database.count(query)).as(rule).isZero();
            assertThat(broken(house, BREACHES.getOrDefault(rule, ""), query)).as(rule).isPositive();
            assertThat(house.database.count(query)).as(rule + ", undone").isZero();
          });
    }
  }

  private static void live(TestHouse house) {
    String mailbox = "birte.hansen@posteo.example";
    SoftPasskey passkey = Journey.enrol(house, "b.hansen", "Nordhafen-2026-b.hansen", mailbox);
    house.clock.pass(Duration.ofHours(73));
    List<String> older = SignedIn.with(house, passkey).codes();
    List<String> newer = SignedIn.with(house, passkey).codes();
    assertThat(newer).doesNotContainAnyElementsOf(older);
    Journey binding = Journey.open(house, Purpose.BINDING, "b.hansen").passkey(passkey)
        .set("three herons over the quay");
    assertThat(binding.view.state()).isEqualTo(State.COMPLETED);
    house.work();
    Journey recovery = Journey.open(house, Purpose.RECOVERY, "b.hansen").saved(newer.getFirst()).send(0).code(mailbox)
        .bind(new SoftPasskey(77));
    assertThat(recovery.view.state()).isEqualTo(State.COMPLETED);
    house.work();
  }

  /** How many rows break the rule after a breach, which is undone. */
  private static long broken(TestHouse house, String breach, String query) {
    EntityManager entities = house.database.entities();
    try {
      return house.database.begin(() -> {
        assertThat(entities.createNativeQuery(breach).executeUpdate()).as(breach).isPositive();
        throw new Undone(((Number) entities.createNativeQuery(query, Long.class).getSingleResult()).longValue());
      });
    } catch (Undone undone) {
      return undone.broken;
    }
  }
}
