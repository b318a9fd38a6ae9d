package regain.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import regain.assurance.Requirement;
import regain.enrollment.Enrollment;
import regain.enrollment.Enrollment.Change;
import regain.enrollment.Enrollment.Holder;
import regain.enrollment.port.Post;
import regain.house.SoftPasskey.Lie;
import regain.kernel.Secret;
import regain.policy.Purpose;
import regain.recovery.Refusal;
import regain.recovery.State;

/** What a signed-in person may change about what they hold, and what nobody may. */
class OwnAccountTest {
  private static final String OLD = "Nordhafen-2026-b.hansen";
  private static final String MAILBOX = "birte.hansen@posteo.example";

  /** What shows, proves, takes away from whoever has the session, or is signed with a passkey itself; and the name of a passkey, which opens nothing. */
  private static final Set<String> FOR_EVERYBODY = Set.of(
      "overview", "waitingContact", "askProof", "prove", "signOut", "endSession", "endOtherSessions", "renamePasskey",
      "draftInvitation", "askInvitation", "invite");
  private static final Map<Class<?>, Object> VALUES = Map.of(String.class, "nothing", UUID.class, new UUID(0, 1));

  private TestHouse house;
  private SoftPasskey passkey;

  @BeforeEach
  void build() {
    house = new TestHouse();
    passkey = Journey.enrol(house, "b.hansen", OLD, MAILBOX);
    house.clock.pass(Duration.ofHours(73));
    house.work();
    house.outbox.clear();
  }

  @AfterEach
  void close() {
    house.close();
  }

  private Enrollment enrollment() {
    return house.enrollment();
  }

  private UUID passkeyOf(Holder holder) {
    return enrollment().overview(holder).passkeys().getFirst().id();
  }

  private UUID contactOf(Holder holder) {
    return enrollment().overview(holder).contacts().getFirst().id();
  }

  private Change addPasskey(Holder holder, SoftPasskey another) {
    String answer = another.create(enrollment().askPasskey(holder).orElseThrow());
    return enrollment().addPasskey(holder, answer, "Another", TestHouse.arrival());
  }

  /** The holder as a request sees them some minutes later, with the same cookie. */
  private Holder later(Secret session, Duration pause) {
    house.clock.pass(pause);
    return enrollment().holder(session).orElseThrow();
  }

  private Secret session() {
    return enrollment()
        .signIn("visit", passkey.get(enrollment().askSignIn("visit")), TestHouse.arrival())
        .orElseThrow();
  }

  @Test
  @Requirement({"R-63B-4.1.2.1-b", "R-63B-5.2-b", "R-ASVS-7.5.1", "R-CS-MFA-1", "R-PCI-8.3.3"})
  void f_1_a_session_whose_proof_is_older_than_five_minutes_changes_nothing() {
    Secret session = session();
    Holder fresh = enrollment().holder(session).orElseThrow();
    String answer = new SoftPasskey(2).create(enrollment().askPasskey(fresh).orElseThrow());
    UUID own = passkeyOf(fresh);
    UUID contact = contactOf(fresh);

    Holder stale = later(session, Duration.ofMinutes(6));

    assertThat(stale.fresh()).isFalse();
    assertThat(enrollment().askPasskey(stale)).isEmpty();
    assertThat(enrollment().addPasskey(stale, answer, "Another", TestHouse.arrival())).isEqualTo(Change.PROVE_AGAIN);
    assertThat(enrollment().removePasskey(stale, own, TestHouse.arrival())).isEqualTo(Change.PROVE_AGAIN);
    assertThat(enrollment().addContact(stale, "new@elsewhere.example")).isEqualTo(Change.PROVE_AGAIN);
    assertThat(enrollment().removeContact(stale, contact, TestHouse.arrival())).isEqualTo(Change.PROVE_AGAIN);
    house.work();
    assertThat(house.outbox).isEmpty();
    assertThat(house.database.count("select count(*) from passkey where ended_at is null")).isOne();
    assertThat(house.database.count("select count(*) from contact where ended_at is null")).isOne();
  }

  @Test
  void f_1_whatever_touches_what_somebody_holds_asks_the_same() {
    Holder fresh = enrollment().holder(session()).orElseThrow();
    Holder stale = as(fresh, false, Optional.empty());
    Holder isNew = as(fresh, true, Optional.of(house.clock.instant().plusSeconds(60)));
    Holder both = as(fresh, false, isNew.quarantinedUntil());
    List<Method> methods = Stream.of(Enrollment.class.getMethods())
        .filter(it -> Stream.of(it.getParameterTypes()).anyMatch(Holder.class::equals)
            && !FOR_EVERYBODY.contains(it.getName()))
        .toList();

    assertThat(methods).hasSizeGreaterThanOrEqualTo(8);
    for (Method method : methods) {
      assertThat(asked(method, stale)).as("%s without a fresh proof", method.getName()).isIn(Change.PROVE_AGAIN,
          Optional.empty());
      assertThat(asked(method, isNew)).as("%s with a new passkey", method.getName()).isIn(Change.QUARANTINED,
          Optional.empty());
      assertThat(asked(method, both)).as("%s with neither", method.getName()).isIn(Change.QUARANTINED,
          Optional.empty());
      assertThat(asked(method, fresh)).as("%s with both", method.getName())
          .isNotIn(Change.PROVE_AGAIN, Change.QUARANTINED, Optional.empty());
    }
  }

  private static Holder as(Holder it, boolean fresh, Optional<Instant> quarantinedUntil) {
    return new Holder(
        it.person(), it.session(), it.account(), fresh, it.provisionalUntil(), quarantinedUntil, it.passkey());
  }

  /** What comes of it, with values that fit nothing. */
  private Object asked(Method method, Holder holder) {
    Object[] values = Stream.of(method.getParameterTypes())
        .map(it -> VALUES.getOrDefault(it, it.equals(Holder.class) ? holder : TestHouse.arrival()))
        .toArray();
    try {
      return method.invoke(enrollment(), values);
    } catch (ReflectiveOperationException broken) {
      throw new LinkageError(method.getName(), broken);
    }
  }

  @Test
  @Requirement({"R-63B-4.2.1.2-c", "R-ASVS-7.5.1", "R-CS-AU-2"})
  void a_code_for_a_new_contact_counts_only_while_the_proof_is_fresh() {
    Secret session = session();
    enrollment().addContact(enrollment().holder(session).orElseThrow(), "new@elsewhere.example");
    house.work();
    String code = house.newest(Post.Kind.CODE, "new@elsewhere.example", "code");

    Holder stale = later(session, Duration.ofMinutes(6));

    assertThat(enrollment().confirmContact(stale, code, TestHouse.arrival())).isEqualTo(Change.PROVE_AGAIN);
    assertThat(house.database.count("select count(*) from contact where ended_at is null")).isOne();
    assertThat(enrollment().prove(stale, passkey.get(enrollment().askProof(stale)))).isTrue();
    Holder proven = later(session, Duration.ZERO);
    assertThat(enrollment().confirmContact(proven, code, TestHouse.arrival())).isEqualTo(Change.DONE);
  }

  @Test
  @Requirement("R-63B-5.2-b")
  void a_passkey_shown_again_opens_changes_and_somebody_elses_does_not() {
    SoftPasskey other = Journey.enrol(house, "g.jansen", "Nordhafen-2026-g.jansen", "gesa.jansen@posteo.example");
    Secret session = session();
    Holder stale = later(session, Duration.ofMinutes(6));

    assertThat(enrollment().prove(stale, other.get(enrollment().askProof(stale)))).isFalse();
    assertThat(later(session, Duration.ZERO).fresh()).isFalse();
    assertThat(enrollment().prove(stale, passkey.get(enrollment().askProof(stale)))).isTrue();
    assertThat(later(session, Duration.ZERO).fresh()).isTrue();
  }

  @Test
  @Requirement({"R-63B-4.5-a", "R-63B-4.1.2.1-a"})
  void the_last_passkey_cannot_be_removed() {
    Holder holder = house.signedIn(passkey);

    assertThat(enrollment().removePasskey(holder, passkeyOf(holder), TestHouse.arrival())).isEqualTo(Change.LAST_ONE);
    assertThat(house.database.count("select count(*) from passkey where ended_at is null")).isOne();

    assertThat(addPasskey(holder, new SoftPasskey(2))).isEqualTo(Change.DONE);
    assertThat(enrollment().removePasskey(holder, passkeyOf(holder), TestHouse.arrival())).isEqualTo(Change.DONE);
  }

  @Test
  @Requirement("R-63B-4.6-a")
  void the_last_contact_cannot_be_removed() {
    Holder holder = house.signedIn(passkey);

    assertThat(enrollment().removeContact(holder, contactOf(holder), TestHouse.arrival())).isEqualTo(Change.LAST_ONE);
  }

  @Test
  @Requirement("R-ASVS-8.2.2")
  void nobody_removes_what_is_somebody_elses() {
    SoftPasskey other = Journey.enrol(house, "g.jansen", "Nordhafen-2026-g.jansen", "gesa.jansen@posteo.example");
    UUID theirs = passkeyOf(house.signedIn(other));
    Holder holder = house.signedIn(passkey);
    addPasskey(holder, new SoftPasskey(2));

    assertThat(enrollment().removePasskey(holder, theirs, TestHouse.arrival())).isEqualTo(Change.GONE);
    assertThat(house.database.count("select count(*) from passkey where ended_at is not null")).isZero();
  }

  @Test
  @Requirement({"R-63B-4.6-a", "R-63B-4.1.2.1-c", "R-ASVS-6.3.7"})
  void every_added_and_removed_passkey_and_contact_is_told_to_every_address() {
    Holder holder = house.signedIn(passkey);
    addPasskey(holder, new SoftPasskey(2));
    enrollment().removePasskey(holder, passkeyOf(holder), TestHouse.arrival());
    house.work();

    for (Post.Kind kind : new Post.Kind[]{Post.Kind.PASSKEY_ADDED, Post.Kind.PASSKEY_REMOVED}) {
      assertThat(house.outbox)
          .filteredOn(it -> it.kind() == kind)
          .extracting(Post.Letter::to)
          .containsExactlyInAnyOrder(MAILBOX, "b.hansen@nordhafen.example");
    }
  }

  @Test
  @Requirement("R-WA-7.1-id")
  void a_credential_id_that_somebody_has_already_is_refused_also_when_it_has_ended() {
    SoftPasskey other = Journey.enrol(house, "g.jansen", "Nordhafen-2026-g.jansen", "gesa.jansen@posteo.example");
    Holder theirs = house.signedIn(other);
    Holder holder = house.signedIn(passkey);

    assertThat(addPasskey(holder, other)).isEqualTo(Change.DOES_NOT_FIT);

    UUID ended = passkeyOf(theirs);
    addPasskey(theirs, new SoftPasskey(3));
    assertThat(enrollment().removePasskey(theirs, ended, TestHouse.arrival())).isEqualTo(Change.DONE);
    assertThat(addPasskey(holder, other)).isEqualTo(Change.DOES_NOT_FIT);
    assertThat(enrollment().overview(holder).passkeys()).hasSize(1);
  }

  @Test
  void a_passkey_whose_backup_eligibility_changes_proves_nothing() {
    Journey journey = Journey.open(house, Purpose.BINDING, "b.hansen").passkey(passkey, Lie.NONE.eligibleForBackup());

    assertThat(journey.view.proofs()).isEmpty();
    assertThat(journey.view.refusal()).contains(Refusal.DOES_NOT_FIT);
    String answer = passkey.get(enrollment().askSignIn("visit"), Lie.NONE.eligibleForBackup());
    assertThat(enrollment().signIn("visit", answer, TestHouse.arrival())).isEqualTo(Optional.empty());
    assertThat(journey.passkey(passkey).view.state()).isEqualTo(State.READY);
  }
}
