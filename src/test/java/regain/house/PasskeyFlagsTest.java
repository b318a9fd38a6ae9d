package regain.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import regain.assurance.Requirement;
import regain.enrollment.Enrollment.Change;
import regain.enrollment.Enrollment.Holder;
import regain.house.SoftPasskey.Lie;
import regain.kernel.Transactions;
import regain.review.Reviews;

/**
 * What an authenticator says of itself (WebAuthn Level 3, sections 6.1.1 and 6.1.3): the backup flags bind, the signature
 * counter is a signal.
 */
class PasskeyFlagsTest {
  private static final Lie SYNCED = Lie.NONE.eligibleForBackup();
  private static final Lie KEPT = SYNCED.backedUpNow();

  private TestHouse house;
  private SoftPasskey passkey;

  @BeforeEach
  void build() {
    house = new TestHouse();
    passkey = Journey.enrol(house, "b.hansen", "Nordhafen-2026-b.hansen", "birte.hansen@posteo.example");
  }

  @AfterEach
  void close() {
    house.close();
  }

  private Change add(SoftPasskey another, Lie lie) {
    Holder holder = house.signedIn(passkey);
    String answer = another.create(house.enrollment().askPasskey(holder).orElseThrow(), lie);
    return house.enrollment().addPasskey(holder, answer, "Another", TestHouse.arrival());
  }

  private boolean opens(SoftPasskey which, Lie lie) {
    return SignedIn.trying(house, which, lie).isPresent();
  }

  private long events(String type) {
    return house.database.count("select count(*) from audit_event where type = '" + type + "'");
  }

  @Test
  @Requirement("R-WA-7-bebs")
  void a_passkey_that_is_kept_and_cannot_be_kept_is_refused_at_both_ceremonies() {
    assertThat(add(new SoftPasskey(2), Lie.NONE.backedUpNow())).isEqualTo(Change.DOES_NOT_FIT);
    assertThat(opens(passkey, Lie.NONE.backedUpNow())).isFalse();
    assertThat(opens(passkey, Lie.NONE)).isTrue();
  }

  @Test
  @Requirement("R-WA-7-bebs")
  void backup_eligibility_never_changes_in_either_direction() {
    SoftPasskey synced = new SoftPasskey(2);
    assertThat(add(synced, SYNCED)).isEqualTo(Change.DONE);

    assertThat(opens(synced, Lie.NONE)).isFalse();
    assertThat(opens(passkey, SYNCED)).isFalse();
    assertThat(opens(synced, SYNCED)).isTrue();
  }

  @Test
  @Requirement({"R-63B-4.1-a", "R-WA-7-bebs"})
  void the_newest_backup_state_is_kept_and_both_ways_are_on_record() {
    SoftPasskey synced = new SoftPasskey(2);
    add(synced, SYNCED);

    assertThat(opens(synced, KEPT)).isTrue();
    assertThat(house.database.count("select count(*) from passkey where backed_up = true")).isOne();
    assertThat(opens(synced, KEPT)).isTrue();
    assertThat(events("PasskeyBackupChanged")).isOne();

    assertThat(opens(synced, SYNCED)).isTrue();
    assertThat(house.database.count("select count(*) from passkey where backed_up = true")).isZero();
    assertThat(events("PasskeyBackupChanged")).isEqualTo(2);
  }

  @Test
  @Requirement("R-WA-7.2-count")
  void a_counter_that_grows_or_is_never_used_tells_nothing() {
    assertThat(opens(passkey, Lie.NONE)).isTrue();
    assertThat(opens(passkey, Lie.NONE)).isTrue();
    assertThat(opens(passkey, Lie.NONE.counting(5))).isTrue();
    assertThat(opens(passkey, Lie.NONE.counting(6))).isTrue();
    house.work();

    assertThat(events("CounterWentBack")).isZero();
    assertThat(clones()).isEmpty();
  }

  @Test
  @Requirement({"R-53-AC-2(12)", "R-WA-7.2-count"})
  void a_counter_that_does_not_grow_opens_the_account_and_a_review() {
    for (int count : new int[]{7, 7, 3, 0}) {
      assertThat(opens(passkey, Lie.NONE.counting(count))).isTrue();
    }
    house.work();

    assertThat(events("CounterWentBack")).isEqualTo(3);
    assertThat(clones()).singleElement().matches(it -> it.subject().equals(Optional.of(house.person("b.hansen"))));
  }

  private List<Reviews.Item> clones() {
    return house.part(Transactions.class).begin(() -> house.part(Reviews.class).waiting(Reviews.Wanted.all(), 50))
        .stream()
        .filter(it -> it.cause() == Reviews.Cause.CLONED)
        .toList();
  }
}
