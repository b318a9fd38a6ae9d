package regain.house;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.PersistenceException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import regain.enrollment.Enrollment.Holder;
import regain.kernel.Hands;
import regain.kernel.Secret;
import regain.policy.Purpose;
import regain.privileged.Approvals;
import regain.privileged.Approvals.Answer;
import regain.privileged.Approvals.Outcome;
import regain.privileged.Entitlement;
import regain.privileged.Grant.State;
import regain.privileged.Grants;
import regain.privileged.Grants.Asked;
import regain.privileged.Locks;
import regain.privileged.Targets;
import regain.privileged.port.GrantConnectors;
import regain.privileged.port.GrantTag;
import regain.privileged.port.PrivilegePolicy;
import regain.privileged.port.RecoveryTerms;
import regain.privileged.port.SharedSecret;

/**
 * The process dies between any two steps of what is done with privilege, once at each commit and once before each next one, and is started again on
 * the same data: it comes to the same end, or nothing was done.
 */
abstract class KilledBetween {
  static final String NAME = "c.albers";
  static final Duration HOUR = Duration.ofHours(1);
  private static final Map<String, String> SETTINGS = Map.of(
      "regain.attestations.risk-analysis", "risks/7",
      "regain.attestations.settled", "PT0S",
      "regain.directory.groups", "operators,owners",
      "regain.directory.group.operators", "(employeeType=administrator)",
      "regain.directory.group.owners", "(uid=e.santos)");
  /** No act of these has more steps. */
  private static final int MOST = 300;

  TestHouse house;
  private SoftPasskey administrator;
  private SoftPasskey owner;
  private Attester supervisor;
  private String password = "";

  /** Of every this many commits it dies at one. */
  abstract int stride();

  /** Another house, in which nobody has lost anything yet. */
  abstract void again() throws IOException;

  /** The grants that targets have now. */
  abstract Set<String> there();

  /** Signs in on the target with what its holder was shown. */
  abstract void enter(String target, GrantTag grant, Secret key);

  /** Whether anybody has a session by any of them. */
  abstract boolean somebodyIsIn();

  /** What opens the shop is renewed by this one. */
  static SharedSecret shop(String target) {
    return new SharedSecret("shop", target, "shop", "Password of the shop", Set.of(), Duration.ofMinutes(1));
  }

  static Entitlement entitlement(String name, String target, String is) {
    return new Entitlement(
        name, target, is, "Work on " + target, Set.of("operators"), List.of("owners"), HOUR.multipliedBy(8), HOUR,
        false, List.of());
  }

  void build(GrantConnectors targets, Hands hands, SharedSecret secret, Entitlement... offered) {
    var terms = new RecoveryTerms(
        "Recovery of an administrator", List.of("owners"), HOUR.multipliedBy(3), HOUR.multipliedBy(4),
        HOUR.multipliedBy(24));
    var policy = new PrivilegePolicy(List.of(offered), Optional.of(terms), List.of(secret), Map.of());
    house = new TestHouse(SETTINGS, policy, targets, hands);
    administrator = Given.enrolledByInvitation(house, NAME, "Nordhafen-2026-" + NAME);
    owner = Given.enrolledByInvitation(house, "e.santos", "Nordhafen-2026-e.santos");
    supervisor = Attester.enrolled(house, "s.oezdemir");
    house.clock.pass(Duration.ofMinutes(5));
    house.work();
  }

  @AfterEach
  void close() {
    house.close();
  }

  /** Does it, and dies at this commit. Returns whether it did: the act may have fewer. */
  private boolean killed(int commit, boolean atOnce, Runnable act) {
    house.database.diesAt(commit, atOnce);
    try {
      act.run();
    } catch (PersistenceException died) {
      assertThat(house.database.hasDied()).isTrue();
    }
    boolean died = house.database.hasDied();
    assertThat(died || commit > 2).as("it dies at least once").isTrue();
    house.database.plugIn();
    house = house.killed();
    supervisor = Attester.with(house, supervisor.passkey());
    return died;
  }

  /** What is owed is done, however often it has to be tried. */
  private void settle() {
    for (int i = 0; i < 6; i++) {
      house.clock.pass(Duration.ofMinutes(2));
      compare();
      house.work();
    }
  }

  /** As the server does each minute: a strict target of which nothing was heard is given nothing. */
  private void compare() {
    house.part(Targets.class).reconcile();
  }

  private Outcome agrees(UUID grant) {
    var session = house.signedIn(owner);
    Approvals approvals = house.part(Approvals.class);
    String options = approvals.ask(session, grant, Answer.AGREE).orElseThrow();
    return approvals.sign(session, grant, Answer.AGREE, owner.get(options));
  }

  abstract Map<String, String> values(Entitlement wanted);

  /** All that there is to ask for. */
  private List<UUID> asked() {
    compare();
    Grants grants = house.part(Grants.class);
    return grants.offered(house.signedIn(administrator)).stream()
        .map(
            it -> grants.ask(
                house.signedIn(administrator), it.name(), HOUR.multipliedBy(8), "Orders hang.", values(it)))
        .map(it -> ((Asked.Done) it).grant())
        .toList();
  }

  private Stream<State> states(List<UUID> grants) {
    return grants.stream()
        .map(it -> house.part(Grants.class).look(house.signedIn(administrator), it).orElseThrow().state());
  }

  private static Set<String> tags(List<UUID> grants) {
    return grants.stream().map(it -> new GrantTag(it).text()).collect(Collectors.toUnmodifiableSet());
  }

  /** All that there is to ask for is given. A target that is slow on a busy machine is asked for it once more: nothing has died so far. */
  private List<UUID> given() {
    List<UUID> grants = agreed();
    if (!there().equals(tags(grants))) {
      settle();
    }
    if (!there().equals(tags(grants))) {
      ended(grants);
      settle();
      grants = agreed();
      settle();
    }
    assertThat(there()).as("%s", states(grants).toList()).isEqualTo(tags(grants));
    grants.forEach(this::enter);
    assertThat(somebodyIsIn()).isTrue();
    return grants;
  }

  private void enter(UUID grant) {
    Grants part = house.part(Grants.class);
    Holder holder = house.signedIn(administrator);
    String target = part.look(holder, grant).orElseThrow().target();
    part.key(holder, grant).ifPresent(it -> enter(target, new GrantTag(grant), it));
  }

  private List<UUID> agreed() {
    List<UUID> grants = asked();
    assertThat(grants).allSatisfy(it -> assertThat(agrees(it)).isEqualTo(Outcome.GIVEN));
    house.work();
    return grants;
  }

  private void ended(List<UUID> grants) {
    grants.forEach(it -> house.part(Grants.class).end(house.signedIn(administrator), it));
  }

  /** Each act has at least two. {@code -Dregain.killed.from=N} goes on where an earlier run was ended. */
  private static int first(boolean atOnce) {
    return Math.max(atOnce ? 1 : 2, Integer.getInteger("regain.killed.from", 1));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void while_privilege_is_given_it_comes_to_be_given_once(boolean atOnce) {
    boolean died = true;
    for (int commit = first(atOnce); died; commit += stride()) {
      assertThat(commit).isLessThan(MOST);
      List<UUID> grants = asked();
      grants.forEach(this::agrees);
      died = killed(commit, atOnce, house::work);
      settle();
      assertThat(states(grants)).as("at %s", commit).containsOnly(State.ACTIVE);
      assertThat(there()).as("at %s", commit).isEqualTo(tags(grants));
      ended(grants);
      settle();
      assertThat(there()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void while_privilege_is_taken_back_it_comes_to_be_gone(boolean atOnce) {
    boolean died = true;
    for (int commit = first(atOnce); died; commit += stride()) {
      assertThat(commit).isLessThan(MOST);
      List<UUID> grants = given();
      ended(grants);
      died = killed(commit, atOnce, house::work);
      settle();
      assertThat(states(grants)).as("at %s", commit).containsOnly(State.REVOKED);
      assertThat(there()).as("at %s", commit).isEmpty();
      assertThat(somebodyIsIn()).isFalse();
    }
  }

  private boolean isQuarantined() {
    return house.part(Locks.class).isQuarantined(house.person(NAME));
  }

  /** The grant over the case. */
  private UUID over(Journey journey) {
    return UUID.fromString(
        house.database.text(
            "select cast(id as varchar(36)) from recovery_case where case_number = '" + journey.view.number() + "'"));
  }

  private Journey ready() {
    Journey journey = Journey.open(house, Purpose.BINDING, NAME).passkey(administrator);
    supervisor.attest(journey);
    journey.resume();
    agrees(over(journey));
    house.clock.pass(HOUR.plusSeconds(1));
    return journey.resume().passkey(administrator);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void while_somebody_privileged_comes_back_they_do_so_or_stay_locked_until_they_try_again(boolean atOnce) {
    boolean died = true;
    for (int commit = first(atOnce); died; commit += stride()) {
      assertThat(commit).isLessThan(MOST);
      given();
      Journey before = ready();
      password = "three herons over quay number " + commit + atOnce;
      died = killed(commit, atOnce, () -> before.set(password));
      assertThat(house.binds(NAME, password) && !there().isEmpty())
          .as("a new password beside old privilege, at %s", commit).isFalse();
      assertThat(isQuarantined() || !house.binds(NAME, password)).as("unlocked with a new one, at %s", commit)
          .isTrue();
      Journey journey = before.with(house).look();
      for (int tries = 0; tries < 3 && !journey.look().view.state().isFinal(); tries++) {
        settle();
        journey.look();
        if (!journey.view.state().isFinal()) {
          // Nobody knows whether the directory has that one already, and it takes none twice.
          password = password + " again";
          journey.resume().passkey(administrator).set(password);
        }
      }
      settle();
      assertThat(journey.look().view.state()).as("at %s", commit).isEqualTo(regain.recovery.State.COMPLETED);
      assertThat(house.binds(NAME, password)).isTrue();
      assertThat(there()).isEmpty();
      assertThat(somebodyIsIn()).isFalse();
      assertThat(isQuarantined()).isFalse();
      assertThat(house.part(Locks.class).isLocked(house.person(NAME))).isTrue();
      house.clock.pass(Duration.ofDays(31));
      house.work();
    }
  }

  /** Two have seen them in person, others have agreed, and the wait is over. */
  private Journey seen(Attester second) {
    Journey journey = Journey.open(house, Purpose.EXCEPTION, NAME);
    house.work();
    supervisor.attest(journey);
    journey.resume();
    second.attest(journey);
    journey.resume();
    agrees(over(journey));
    house.clock.pass(HOUR.multipliedBy(24).plusSeconds(1));
    journey.resume();
    supervisor.attest(journey);
    return journey.resume();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void while_somebody_privileged_gets_a_key_after_all_was_lost_they_get_it_or_stay_locked(boolean atOnce)
      throws IOException {
    boolean died = true;
    for (int commit = first(atOnce); died; commit += stride()) {
      assertThat(commit).isLessThan(MOST);
      given();
      Journey before = seen(Attester.enrolled(house, "a.petersen"));
      assertThat(before.view.state()).isEqualTo(regain.recovery.State.READY);
      var first = new SoftPasskey(4711);
      died = killed(commit, atOnce, () -> {
        before.bind(first);
        house.work();
      });
      assertThat(SignedIn.maybe(house, first).isPresent() && !there().isEmpty())
          .as("a new key beside old privilege, at %s", commit).isFalse();
      Journey journey = before.with(house).look();
      SoftPasskey key = first;
      for (int tries = 0; tries < 3 && !journey.look().view.state().isFinal(); tries++) {
        settle();
        if (!journey.look().view.state().isFinal()
            && journey.view.state() != regain.recovery.State.EXECUTING) {
          supervisor.attest(journey);
          key = new SoftPasskey(4712 + tries);
          journey.resume().bind(key);
        }
      }
      settle();
      assertThat(journey.look().view.state()).as("at %s", commit).isEqualTo(regain.recovery.State.COMPLETED);
      assertThat(SignedIn.maybe(house, key)).as("at %s", commit).isPresent();
      assertThat(there()).isEmpty();
      assertThat(somebodyIsIn()).isFalse();
      assertThat(isQuarantined()).isFalse();
      assertThat(house.part(Locks.class).isLocked(house.person(NAME))).isTrue();
      again();
    }
  }
}
