package regain.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.Test;
import regain.privileged.Secrets;
import regain.privileged.Secrets.Due;
import regain.privileged.Secrets.Stage;
import regain.privileged.port.SharedSecret;
import regain.recovery.CaseView.Status;
import regain.recovery.CaseView.What;
import regain.recovery.State;

/** What an administrator who comes back could know besides: renewed where the target can, and listed where people have to. */
class KnownSecretsTest extends PrivilegedHouse {
  private static final Duration OVERLAP = Duration.ofMinutes(10);

  @Override
  List<SharedSecret> shared() {
    return List.of(
        new SharedSecret("shop", "orders", "shop", "Password of the shop", Set.of("orders-support"), OVERLAP),
        new SharedSecret("press", "orders", "press", "Key of the press", Set.of(), OVERLAP),
        new SharedSecret("safe", "orders", "safe", "Code of the safe", Set.of("orders-leads"), OVERLAP));
  }

  private Secrets secrets() {
    return house.part(Secrets.class);
  }

  private List<Due> due() {
    return secrets().due(house.signedIn(analyst));
  }

  private Journey back() {
    return back(NEW);
  }

  private Journey back(String password) {
    Journey journey = ready().set(password);
    assertThat(journey.view.state()).isEqualTo(State.COMPLETED);
    return journey;
  }

  private void passes(Duration time) {
    house.clock.pass(time);
    house.work();
    settle();
  }

  @Test
  void what_they_could_know_is_renewed_or_listed_before_what_is_ordinary_is_theirs_again() {
    target.renews.put("shop", 0);
    given();
    Journey journey = back();
    settle();

    assertThat(target.renews).containsEntry("shop", 1);
    assertThat(due()).extracting(Due::says, Due::stage).containsExactlyInAnyOrder(
        tuple("Password of the shop", Stage.OVERLAPS),
        tuple("Key of the press", Stage.BY_HAND));
    assertThat(isQuarantined()).as("the one before opens still").isTrue();
    assertThat(line(journey, What.KNOWN)).contains(Status.WAITING);

    passes(OVERLAP);
    assertThat(target.former).isEmpty();
    assertThat(due()).extracting(Due::says).containsExactly("Key of the press");
    assertThat(isQuarantined()).as("what only people can do holds nobody").isFalse();
    assertThat(line(journey, What.KNOWN)).contains(Status.DONE);
    assertThat(trail(grant(journey))).containsSubsequence(
        "SecretOwed", "SecretOwed", "GrantRevoked", "CaseCompleted", "SecretByHand", "SecretRenewed", "StandardAccess");
  }

  @Test
  void whoever_never_had_anything_there_knew_nothing_of_it() {
    Journey journey = back();
    settle();

    assertThat(due()).isEmpty();
    assertThat(line(journey, What.KNOWN)).isEmpty();
    assertThat(isQuarantined()).isFalse();
  }

  @Test
  void a_target_that_does_not_renew_it_keeps_the_lock_until_it_does_or_somebody_has() {
    target.renews.put("shop", 0);
    given();
    Journey journey = back();
    target.answers = false;
    for (int i = 0; i < 8; i++) {
      passes(Duration.ofMinutes(6));
    }
    assertThat(due()).filteredOn(it -> it.says().equals("Password of the shop"))
        .extracting(Due::stage).containsExactly(Stage.STUCK);
    assertThat(isQuarantined()).isTrue();
    assertThat(line(journey, What.KNOWN)).contains(Status.WAITING);

    UUID shop = due().stream().filter(it -> it.says().equals("Password of the shop")).findFirst().orElseThrow().id();
    assertThat(secrets().renewed(house.signedIn(analyst), shop)).isTrue();
    passes(Duration.ofMinutes(6));
    assertThat(isQuarantined()).isFalse();
    target.answers = true;
    passes(Duration.ofMinutes(6));
    assertThat(target.renews).as("somebody has done it").containsEntry("shop", 0);
  }

  @Test
  void what_was_renewed_since_they_had_it_is_not_renewed_again() {
    target.renews.put("shop", 0);
    given();
    back();
    settle();
    passes(OVERLAP);
    UUID press = due().getFirst().id();
    assertThat(secrets().renewed(house.signedIn(analyst), press)).isTrue();
    assertThat(due()).isEmpty();

    house.clock.pass(HOUR.multipliedBy(25));
    house.work();
    back("and four more over the mole");
    passes(OVERLAP);
    assertThat(target.renews).containsEntry("shop", 1);
    assertThat(due()).isEmpty();
  }

  @Test
  void it_is_somebodys_word_a_fresh_one_and_not_of_whoever_could_know_it() {
    given();
    back();
    passes(OVERLAP);
    UUID shop = due().getFirst().id();
    assertThat(due()).extracting(Due::own).containsOnly(false);

    assertThatThrownBy(() -> secrets().due(house.signedIn(owner))).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> secrets().renewed(house.signedIn(owner), shop))
        .isInstanceOf(IllegalArgumentException.class);
    SignedIn session = SignedIn.with(house, analyst);
    house.clock.pass(Duration.ofMinutes(10));
    assertThat(session.alive()).isTrue();
    assertThat(secrets().renewed(session.holder(), shop)).as("not fresh").isFalse();
    assertThat(due()).hasSize(2);
    assertThatThrownBy(
        () -> house.database.change(
            "update secret_rotation set done_by = holder, done_at = owed_at, rotated_at = owed_at where id = '" + shop
                + "'"))
        .satisfies(it -> assertThat(Throwables.getStackTrace(it)).containsIgnoringCase("secret_rotation_not_own"));
  }

  @Test
  void a_word_counts_for_what_no_target_does_and_never_while_the_one_before_works() {
    target.renews.put("shop", 0);
    given();
    back();
    settle();
    Due shop = due().stream().filter(it -> it.stage() == Stage.OVERLAPS).findFirst().orElseThrow();
    assertThat(shop.forPeople()).isFalse();
    assertThat(secrets().renewed(house.signedIn(analyst), shop.id())).isFalse();

    passes(OVERLAP);
    assertThat(target.former).isEmpty();
  }

  @Test
  void whoever_could_know_it_is_not_told_what_opens_and_their_word_counts_for_nothing_by_any_account() {
    given();
    back();
    passes(OVERLAP);
    Due shop = due().getFirst();
    house.database.change(
        "insert into privilege_grant (id, entitlement, target, holder, request, request_digest, state, asked_at, answered_by, issued_at,"
            + " given_at, ends_at, over_at, ending) select cast('" + UUID.randomUUID()
            + "' as uuid), entitlement, target, cast('" + house.person("r.engel")
            + "' as uuid), request, request_digest, state, asked_at, answered_by, issued_at, given_at, ends_at, over_at, ending"
            + " from privilege_grant where target = 'orders'");
    assertThat(due()).allMatch(it -> it.own() && it.says().isEmpty() && it.target().isEmpty());
    assertThat(secrets().renewed(house.signedIn(analyst), shop.id())).isFalse();

    house.database.change("delete from privilege_grant where holder = '" + house.person("r.engel") + "'");
    String theirs = Given.value(house, NAME, "mail");
    Given.says(house, "r.engel", "mail", "ruth.engel@nordhafen.example", theirs);
    assertThat(secrets().renewed(house.signedIn(analyst), shop.id())).as("one person").isFalse();
    Given.says(house, "r.engel", "mail", "ruth.engel@nordhafen.example");
    assertThat(secrets().renewed(house.signedIn(analyst), shop.id())).isTrue();
  }

  @Test
  void what_policy_calls_otherwise_by_now_may_have_stood_for_anything_on_its_target() {
    given();
    house.clock.pass(HOUR.multipliedBy(9));
    house.work();
    house.database.change("update privilege_grant set entitlement = 'orders-of-old' where target = 'orders'");
    back();
    settle();

    assertThat(due()).hasSize(3);
  }

  /** As when somebody else comes back who knew it. */
  private void again(UUID id) {
    String first = house.database
        .text("select cast(id as varchar(36)) from secret_rotation where secret_name = 'shop'");
    house.database.change(
        "insert into secret_rotation (id, case_id, holder, secret_name, target, is_there, owed_at, by_hand, tries)"
            + " select cast('" + id + "' as uuid), cast('" + UUID.randomUUID()
            + "' as uuid), holder, secret_name, target, is_there, owed_at, by_hand, 0 from secret_rotation where id = '"
            + first + "'");
    house.database.change(
        "insert into duty (id, kind, duty_key, case_id, details, owed_at, due_at, tries, note)"
            + " select cast('" + UUID.randomUUID() + "' as uuid), kind, 'rotate:" + id
            + "', case_id, replace(details, '"
            + first + "', '" + id + "'), owed_at, due_at, 0, '' from duty where duty_key = 'rotate:" + first + "'");
  }

  @Test
  void a_second_who_knew_it_is_waited_for_too_and_what_is_used_is_never_closed() {
    target.renews.put("shop", 0);
    given();
    Journey first = back();
    settle();
    again(UUID.randomUUID());
    house.work();
    assertThat(target.renews).containsEntry("shop", 2);
    passes(OVERLAP);
    passes(OVERLAP);

    assertThat(due()).extracting(Due::says).doesNotContain("Password of the shop");
    assertThat(target.former).as("the newest was retired by its name").doesNotContain("shop 2");
    assertThat(first.look().view.state()).isEqualTo(State.COMPLETED);
  }
}
