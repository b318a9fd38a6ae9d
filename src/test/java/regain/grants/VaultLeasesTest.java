package regain.grants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import regain.kernel.PersonId;
import regain.kernel.Secret;
import regain.privileged.port.GrantConnector;
import regain.privileged.port.GrantConnector.Answer;
import regain.privileged.port.GrantConnector.Found;
import regain.privileged.port.GrantConnector.Issued;
import regain.privileged.port.GrantConnector.Order;
import regain.privileged.port.GrantConnector.Presence;
import regain.privileged.port.GrantConnector.Rotated;
import regain.privileged.port.GrantConnector.Seen;

/** The contract, against the strict stub of what is documented; and what is made of answers that are none. */
class VaultLeasesTest extends GrantContract {
  private static final String STATEMENT = "CREATE ROLE \"{{name}}\" LOGIN PASSWORD '{{password}}' VALID UNTIL '{{expiration}}'";
  private static final UUID GRANT = UUID.fromString("0a1b2c3d-0000-4000-8000-00000000000a");
  private final AtomicReference<Duration> later = new AtomicReference<>(Duration.ZERO);
  private final InstantSource clock = () -> InstantSource.system().instant().plus(later.get());
  private VaultStub vault;
  private VaultLeases target;

  @SuppressWarnings("NullAway.Init")
  VaultLeasesTest() {}

  @BeforeEach
  void start() {
    vault = new VaultStub(clock);
    vault.role("orders-support", 43_200, STATEMENT);
    target = target(VaultApi.ANSWER);
  }

  private VaultLeases target(Duration answers) {
    return new VaultLeases("vault", new VaultApi(vault.url(), Secret.of(VaultStub.TOKEN), answers), "database", true,
        clock);
  }

  @AfterEach
  void stop() {
    target.close();
    vault.close();
    assertThat(vault.undocumented).as("nothing is asked that is not documented and allowed").isEmpty();
  }

  @Override
  protected GrantConnector target() {
    return target;
  }

  @Override
  protected String is() {
    return "orders-support";
  }

  @Override
  protected PersonId person() {
    return new PersonId(UUID.fromString("11111111-2222-4333-8444-555555555555"));
  }

  @Override
  protected void silence() {
    vault.close();
  }

  private String key(Order order) {
    return target.key(order.tag(), order.until(), Map.of()).orElseThrow().open(String::new);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void its_holder_unwraps_a_credential_that_ends_with_the_grant(boolean openBao) {
    vault.isOpenBao = openBao;
    Order order = issued(Duration.ofHours(1));
    assertThat(target.inventory().known().orElseThrow()).containsExactly(
        new Found(order.tag().text(), Optional.of(Instant.EPOCH), true));

    String user = vault.unwrapped(key(order));
    assertThat(vault.users).containsExactly(user);
    assertThat(target.observe(order.tag())).isEqualTo(new Seen(Presence.PRESENT, 1));
    Found found = target.inventory().known().orElseThrow().getFirst();
    assertThat(found.single()).isTrue();
    assertThat(found.until().orElseThrow()).isBetween(order.until().minusSeconds(5), order.until());
  }

  @Test
  void a_new_credential_takes_the_place_of_the_one_before() {
    Order order = issued(Duration.ofHours(1));
    String first = vault.unwrapped(key(order));
    String second = vault.unwrapped(key(order));
    assertThat(vault.users).containsExactly(second).doesNotContain(first);
  }

  @Test
  void pam_17_vault_itself_ends_it_however_late_it_was_taken() {
    Order order = issued(Duration.ofHours(1));
    later.set(Duration.ofMinutes(59));
    key(order);
    assertThat(vault.users).hasSize(1);

    later.set(Duration.ofMinutes(60));
    assertThat(target.observe(order.tag()).sessions()).isZero();
    assertThat(vault.users).isEmpty();
    assertThat(target.key(order.tag(), order.until(), Map.of())).as("and gives no other").isEmpty();
  }

  @Test
  void pam_18_what_is_open_is_ended_and_counted_by_the_name_of_the_grant() {
    Order order = issued(Duration.ofHours(1));
    key(order);
    assertThat(target.killSessions(order.tag()).known()).contains(1);
    assertThat(vault.users).isEmpty();
    assertThat(target.observe(order.tag())).isEqualTo(new Seen(Presence.PRESENT, 0));
    assertThat(target.killSessions(order.tag()).known()).contains(0);
  }

  @Test
  void whoever_is_blocked_comes_in_no_more() {
    Order order = issued(Duration.ofHours(1));
    key(order);
    assertThat(target.block(order.tag())).isEqualTo(new Answer.Done());
    assertThat(vault.users).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void pam_18_a_lease_that_vault_cannot_revoke_is_never_gone(boolean hidden) {
    vault.hidesIrrevocable = hidden;
    Order order = issued(Duration.ofHours(1));
    key(order);
    vault.irrevocable();

    assertThat(target.block(order.tag())).isInstanceOf(Answer.Again.class);
    assertThat(target.killSessions(order.tag()).known()).isEmpty();
    assertThat(target.revoke(order.tag())).isInstanceOf(Answer.Again.class);
    later.set(Duration.ofDays(30));
    assertThat(target.observe(order.tag())).isEqualTo(new Seen(Presence.PRESENT, 1));
    assertThat(vault.roles()).as("the role is kept, which knows how to end it").contains(order.tag().text());

    vault.revocable();
    assertThat(target.revoke(order.tag())).isEqualTo(new Answer.Done());
    assertThat(target.observe(order.tag()).isGone()).isTrue();
  }

  @Test
  void a_lease_whose_role_somebody_removed_is_found_and_ended() {
    Order order = issued(Duration.ofHours(1));
    key(order);
    vault.irrevocable();
    vault.removeRole(order.tag().text());
    assertThat(target.observe(order.tag())).isEqualTo(new Seen(Presence.ABSENT, 1));
    assertThat(target.observe(order.tag()).isGone()).isFalse();
    assertThat(target.inventory().known().orElseThrow()).extracting(Found::object, Found::single)
        .containsExactly(tuple(order.tag().text(), false));

    vault.revocable();
    assertThat(target.revoke(order.tag())).isEqualTo(new Answer.Done());
    assertThat(target.observe(order.tag()).isGone()).isTrue();
  }

  @Test
  void while_the_database_is_down_nothing_is_taken_and_nothing_counts_as_ended() {
    Order order = issued(Duration.ofHours(1));
    key(order);
    vault.databaseIsDown = true;
    assertThat(target.killSessions(order.tag()).known()).isEmpty();
    assertThat(target.revoke(order.tag())).isInstanceOf(Answer.Again.class);
    assertThat(target.key(order.tag(), order.until(), Map.of())).isEmpty();
    assertThat(target.observe(order.tag()).sessions()).isEqualTo(1);
  }

  @Test
  void pam_24_a_credential_that_somebody_else_took_is_seen() {
    Order order = issued(Duration.ofHours(1));
    key(order);
    vault.takenBySomebodyElse(order.tag().text(), order.until().plus(Duration.ofHours(2)));
    Found found = target.inventory().known().orElseThrow().getFirst();
    assertThat(found.single()).isFalse();
    assertThat(found.until().orElseThrow()).isAfter(order.until().plus(Duration.ofHours(1)));
  }

  @Test
  void pam_24_what_is_called_like_ours_is_listed() {
    vault.role("jit-of-somebody", 60, STATEMENT);
    vault.role("reports", 60, STATEMENT);
    assertThat(target.inventory().known().orElseThrow()).extracting(Found::object).containsExactly("jit-of-somebody");
  }

  @Test
  void pam_25_a_credential_that_would_live_for_longer_is_ended_and_not_shown() {
    Order order = issued(Duration.ofHours(1));
    vault.keepsLonger = 60;
    assertThat(target.key(order.tag(), order.until(), Map.of())).isEmpty();
    assertThat(vault.users).isEmpty();
  }

  @Test
  void what_the_operator_lets_a_credential_live_for_is_never_more() {
    vault.role("short", 60, STATEMENT);
    Order order = order(GRANT, Duration.ofHours(1));
    Order brief = new Order(order.tag(), order.holder(), "short", order.until(), Map.of());
    Issued.Done done = (Issued.Done) target.issue(brief);
    assertThat(done.until().orElseThrow()).isBefore(clock.instant().plusSeconds(61));
    key(brief);
    assertThat(target.inventory().known().orElseThrow().getFirst().until().orElseThrow())
        .isBefore(clock.instant().plusSeconds(61));
  }

  @Test
  void a_role_that_somebody_else_made_in_our_place_is_not_taken_for_ours() {
    Order order = order(GRANT, Duration.ofHours(1));
    vault.role(order.tag().text(), 60, "CREATE ROLE \"{{name}}\" SUPERUSER LOGIN PASSWORD '{{password}}'");
    assertThat(target.issue(order)).isInstanceOf(Issued.Refused.class);
    assertThat(vault.roles()).as("and is left alone").contains(order.tag().text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "nowhere", "../../sys/raw", "a/b", "orders-support.", "jit-x", "orders support",
      "orders?list=true"})
  void pam_5_pam_11_what_is_no_role_of_the_engine_is_refused(String sly) {
    Order order = order(GRANT, Duration.ofHours(1));
    assertThat(target.issue(new Order(order.tag(), order.holder(), sly, order.until(), Map.of())))
        .isInstanceOf(Issued.Refused.class);
    assertThat(vault.roles()).containsExactly("orders-support");
  }

  @Test
  void a_static_role_is_rotated_by_vault_and_nothing_is_to_be_retired() {
    assertThat(target.rotate("app")).isEqualTo(new Rotated.Done(Optional.empty()));
    assertThat(vault.rotated).containsExactly("app");
    assertThat(target.rotate("../roles/app")).isEqualTo(new Rotated.ByHand());
    assertThat(vault.rotated).hasSize(1);

    assertThat(target.rotate("nowhere")).isEqualTo(new Rotated.ByHand());
    assertThat(vault.undocumented).hasSize(1);
    vault.undocumented.clear();
    vault.trouble = it -> VaultStub.send(it, 503, "application/json", "{\"errors\":[\"Vault is sealed\"]}");
    assertThat(target.rotate("app")).isInstanceOf(Rotated.Again.class);
  }

}
