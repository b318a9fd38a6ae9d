package regain.grants;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import regain.enrollment.port.Account;
import regain.kernel.PersonId;
import regain.kernel.Secret;
import regain.policy.Eligibility;
import regain.policy.Fact;
import regain.policy.Population;
import regain.privileged.port.GrantConnector.Ended;
import regain.privileged.port.GrantConnector.Found;
import regain.privileged.port.GrantConnector.Order;
import regain.privileged.port.GrantConnector.Seen;
import regain.privileged.port.GrantTag;
import regain.strange.Strange;

/** What a target of privilege answers, changed at random: it is read, or it is no answer, and nothing of it gets out as an error. */
class StrangeTargetTest {
  private static final InstantSource CLOCK = InstantSource.system();
  private static final Account HOLDER = new Account(
      new PersonId(UUID.fromString("11111111-2222-4333-8444-555555555555")), "b.stein", "Ben Stein",
      Population.EMPLOYEE, Eligibility.ELIGIBLE, Optional.empty(), List.of(), Locale.ENGLISH, Set.of(), Set.of(),
      Optional.empty(), Optional.empty(), Optional.empty());
  private static final GrantTag TAG = new GrantTag(UUID.fromString("0a1b2c3d-0000-4000-8000-00000000000a"));
  private static final GrantTag OTHER = new GrantTag(UUID.fromString("0a1b2c3d-0000-4000-8000-00000000000b"));
  private static final List<String> JSON = List.of(
      "", "null", "{}", "[]", "0", "\"\"", "{\"data\":null}", "{\"data\":[]}", "{\"data\":{\"keys\":[{}]}}",
      "{\"data\":{\"keys\":[\"..\",\"../\",\"a/b/c\"]}}", "[".repeat(100_000), "{\"a\":".repeat(50_000), "1e999999999",
      "{\"data\":{\"max_ttl\":1e300,\"creation_statements\":{}}}", "{\"expire_time\":\"+999999999-12-31T23:59:59Z\"}",
      "{\"data\":{\"expire_time\":\"never\",\"id\":7}}", "{\"wrap_info\":{\"token\":\"a\\r\\nHost: b\"}}");
  private static final int VAULT_TIMES = Strange.times(150);
  private static final int HOST_TIMES = Strange.times(20_000);

  private static String strange(SplittableRandom random, String text) {
    return switch (random.nextInt(8)) {
      case 0 -> JSON.get(random.nextInt(JSON.size()));
      case 1 -> Strange.text(random, text);
      case 2 -> Strange.text(random, Strange.text(random, text));
      default -> text;
    };
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void whatever_vault_answers_is_read_or_is_no_answer(long seed) {
    Set<String> seen = new HashSet<>();
    Strange.each(seed, VAULT_TIMES, (random, number) -> {
      try (var vault = new VaultStub(CLOCK);
          var target = new VaultLeases(
              "vault", new VaultApi(vault.url(), Secret.of(VaultStub.TOKEN), VaultApi.ANSWER), "database", true,
              CLOCK)) {
        vault.role("orders-support", 43_200, "CREATE ROLE \"{{name}}\" LOGIN PASSWORD '{{password}}'");
        SplittableRandom answers = random.split();
        vault.changed = text -> strange(answers, text);
        var order = new Order(TAG, HOLDER, "orders-support", CLOCK.instant().plus(Duration.ofHours(1)), Map.of());
        seen.add("issued " + target.issue(order).getClass().getSimpleName());
        seen.add("key " + target.key(TAG, order.until(), Map.of()).isPresent());
        seen.add("seen " + target.observe(TAG).presence());
        seen.add("inventory " + target.inventory().known().isPresent());
        seen.add("ended " + target.killSessions(TAG).known().isPresent());
        seen.add("taken " + target.revoke(TAG).getClass().getSimpleName());
      }
    });
    assertThat(seen).contains(
        "issued Done", "issued Refused", "issued Unclear", "key true", "key false", "seen PRESENT", "seen UNKNOWN",
        "inventory true", "inventory false", "ended true", "ended false", "taken Done", "taken Again");
  }

  /** What {@code regain-host} writes. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void whatever_a_host_writes_is_read_whole_or_not_at_all(long seed) {
    String over = TAG + " absent 0 2 3\n" + OTHER + " present 1 0 -";
    String list = "support " + TAG + " 20260714063100Z\nsupport2 " + OTHER + " 20260714063100Z\nsomebody";
    Set<Boolean> read = new HashSet<>();
    Strange.each(seed, HOST_TIMES, (random, number) -> {
      Map<GrantTag, Ended> ended = OpenSshHost.ended(changed(random, over));
      Optional<List<Found>> all = OpenSshHost.list(changed(random, list));
      Seen seen = OpenSshHost.seen(changed(random, "present 12"));

      assertThat(ended.keySet()).allMatch(it -> it.toString().startsWith(GrantTag.PREFIX));
      assertThat(all.stream().flatMap(List::stream))
          .allMatch(it -> !it.single() || it.object().startsWith(GrantTag.PREFIX));
      assertThat(seen.isGone()).as("%s", seen).isFalse();
      read.add(all.isPresent() && !ended.isEmpty());
    });
    assertThat(read).as("both happen").hasSize(2);
  }

  private static String changed(SplittableRandom random, String text) {
    String changed = text;
    for (int i = random.nextInt(3); i > 0; i--) {
      changed = Strange.text(random, changed);
    }
    return changed;
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-", "99999999", "1 2", "one"})
  void what_is_no_number_is_no_count(String text) {
    assertThat(OpenSshHost.number(text)).isEqualTo(Fact.unavailable());
  }
}
