package regain.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import regain.assurance.Requirement;
import regain.enrollment.Enrollment.Change;
import regain.enrollment.Enrollment.Holder;
import regain.enrollment.port.Post;
import regain.kernel.CaseId;
import regain.policy.Purpose;
import regain.recovery.Changes;
import regain.recovery.Changes.Outcome;
import regain.recovery.MassResets;
import regain.recovery.MassResets.Condition;
import regain.recovery.MassResets.Drafted;
import regain.recovery.MassResets.Member;
import regain.recovery.MassResets.No;
import regain.recovery.MassResets.Progress;
import regain.recovery.MassResets.Report;
import regain.recovery.MassResets.Stage;
import regain.recovery.MassResets.Standing;
import regain.recovery.MassResets.Wish;
import regain.recovery.State;
import regain.recovery.port.CredentialTarget;
import regain.recovery.port.CredentialTarget.Why;
import regain.review.Reviews;
import regain.review.Reviews.Cause;

/** After an incident a group of people is required to recover, and comes back one by one. */
class MassResetTest {
  private static final String BIRTE = "b.hansen";
  private static final String GESA = "g.jansen";
  private static final String OSKAR = "o.kowalski";
  private static final String BIRTES_MAILBOX = "birte.hansen@posteo.example";
  private static final String NEW = "three herons over the quay";
  private static final String BECAUSE = "Laptops were stolen from the office";
  private static final Duration PAUSE = Duration.ofMinutes(10);

  private final FakeTarget elsewhere = new FakeTarget();
  private TestHouse house;
  private SoftPasskey birtes;
  private SoftPasskey oskars;
  private SoftPasskey ruths;
  private SoftPasskey volkers;

  /** Birte and Oskar have passkeys, Gesa has nothing. */
  @BeforeEach
  void build() {
    house = new TestHouse(elsewhere);
    birtes = Journey.enrol(house, BIRTE, old(BIRTE), BIRTES_MAILBOX);
    oskars = Journey.enrol(house, OSKAR, old(OSKAR), "oskar.kowalski@poczta.example");
    house.clock.pass(Duration.ofHours(73));
    ruths = Given.enrolledByInvitation(house, "r.engel", old("r.engel"));
    volkers = Given.enrolledByInvitation(house, "v.hartmann", old("v.hartmann"));
    house.work();
    house.outbox.clear();
  }

  @AfterEach
  void close() {
    house.close();
  }

  private static String old(String name) {
    return "Nordhafen-2026-" + name;
  }

  private MassResets resets() {
    return house.part(MassResets.class);
  }

  private Holder ruth() {
    return SignedIn.with(house, ruths).holder();
  }

  private static Wish wish(int wave, String... names) {
    return new Wish(List.of(names), BECAUSE, wave, PAUSE, 3, Optional.empty());
  }

  private UUID drafted(Wish wish) {
    return resets().draft(ruth(), wish) instanceof Drafted.Saved(UUID reset) ? reset : new UUID(0, 0);
  }

  private Optional<No> refused(Wish wish) {
    return resets().draft(ruth(), wish) instanceof Drafted.Refused(No why) ? Optional.of(why) : Optional.empty();
  }

  private Outcome sign(SoftPasskey by, UUID change) {
    Holder holder = SignedIn.with(house, by).holder();
    Changes changes = house.part(Changes.class);
    return changes.ask(holder, change)
        .map(it -> changes.sign(holder, change, by.get(it)))
        .orElse(Outcome.GONE);
  }

  /** Two have signed it, and the first wave has come. */
  private UUID started(Wish wish) {
    UUID reset = drafted(wish);
    assertThat(sign(ruths, reset)).isEqualTo(Outcome.PROPOSED);
    assertThat(sign(volkers, reset)).isEqualTo(Outcome.CONFIRMED);
    house.work();
    return reset;
  }

  private Progress progress(UUID reset) {
    return resets().progress(ruth(), reset, 0).orElseThrow();
  }

  private Report report(UUID reset) {
    return resets().report(ruth(), reset).orElseThrow();
  }

  private Map<String, Stage> stages(UUID reset) {
    return progress(reset).members().stream().collect(Collectors.toMap(Member::name, Member::stage));
  }

  private void comesBack(String name, SoftPasskey passkey) {
    assertThat(Journey.open(house, Purpose.BINDING, name).passkey(passkey).set(NEW).view.state())
        .isEqualTo(State.COMPLETED);
    house.work();
  }

  private void later(Duration how) {
    house.clock.pass(how);
    house.work();
  }

  private long letters(Post.Kind kind, String address) {
    return house.outbox.stream().filter(it -> it.kind() == kind && it.to().equals(address)).count();
  }

  private long events(String type) {
    return house.database.count("select count(*) from audit_event where type = '" + type + "'");
  }

  private Optional<Reviews.Item> review(UUID reset) {
    return house.inside(() -> house.part(Reviews.class).of(new CaseId(reset), Cause.MASS_RESET));
  }

  @Requirement({"R-53-AC-3(2)", "R-ASVS-2.3.5"})
  @Test
  void nothing_happens_before_two_people_have_signed_and_then_it_does() {
    UUID reset = drafted(wish(25, BIRTE, GESA));
    assertThat(sign(volkers, reset)).as("nobody has proposed it").isEqualTo(Outcome.GONE);
    assertThat(sign(ruths, reset)).isEqualTo(Outcome.PROPOSED);
    assertThat(sign(ruths, reset)).as("nobody confirms their own").isEqualTo(Outcome.GONE);
    house.work();
    assertThat(house.binds(BIRTE, old(BIRTE))).isTrue();
    assertThat(resets().progress(ruth(), reset, 0)).isEmpty();

    assertThat(sign(volkers, reset)).isEqualTo(Outcome.CONFIRMED);
    house.work();
    assertThat(house.binds(BIRTE, old(BIRTE))).isFalse();
    assertThat(house.binds(GESA, old(GESA))).isFalse();
    assertThat(elsewhere.asked).containsExactlyInAnyOrder(house.person(BIRTE), house.person(GESA));
    assertThat(stages(reset)).isEqualTo(Map.of(BIRTE, Stage.BLOCKED, GESA, Stage.STRANDED));
    assertThat(progress(reset).owed()).isZero();
    assertThat(events("MassResetStarted")).isEqualTo(1);
    assertThat(letters(Post.Kind.MASS_RESET_STARTED, "t.abebe@nordhafen.example")).isEqualTo(1);
  }

  @Test
  void rt_37_everybody_is_told_at_every_address_and_the_letter_carries_neither_link_nor_reason() {
    started(wish(25, BIRTE));
    assertThat(letters(Post.Kind.MASS_RESET, BIRTES_MAILBOX)).isEqualTo(1);
    assertThat(letters(Post.Kind.MASS_RESET, "b.hansen@nordhafen.example")).isEqualTo(1);
    assertThat(house.outbox.stream().filter(it -> it.kind() == Post.Kind.MASS_RESET))
        .allMatch(it -> !it.values().containsKey("link") && !it.values().containsValue(BECAUSE));
  }

  @Test
  void what_is_signed_names_the_exact_list() {
    UUID one = drafted(wish(25, BIRTE, GESA));
    UUID other = drafted(wish(25, BIRTE, OSKAR));
    Changes changes = house.part(Changes.class);
    String digest = resets().preview(ruth(), one).orElseThrow().plan().digest();
    assertThat(changes.deed(ruth(), one).orElseThrow().text()).contains(digest).contains(BECAUSE);
    assertThat(changes.deed(ruth(), other).orElseThrow().text()).doesNotContain(digest);
  }

  @Test
  void two_people_see_beforehand_who_comes_back_how_and_who_is_not_blocked_here() {
    UUID reset = drafted(wish(25, BIRTE, GESA, BIRTE, "c.albers", "g.paulsen", "nobody.here"));
    var preview = resets().preview(SignedIn.with(house, volkers).holder(), reset).orElseThrow();
    Map<Standing, List<String>> names = preview.people().entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, it -> it.getValue().stream().map(Member::name).toList()));
    assertThat(names).isEqualTo(
        Map.of(
            Standing.PASSKEY, List.of(BIRTE), Standing.STRANDED, List.of(GESA), Standing.ELSEWHERE,
            List.of("c.albers"), Standing.OUT, List.of("g.paulsen"), Standing.NOT_FOUND, List.of("nobody.here")));
    assertThat(preview.plan().people()).isEqualTo(2);
    assertThat(preview.now()).isTrue();
    assertThat(preview.signable()).as("it waits for whoever wrote it").isFalse();
    assertThat(events("MassResetRead")).isEqualTo(1);

    assertThat(sign(ruths, reset)).isEqualTo(Outcome.PROPOSED);
    assertThat(sign(volkers, reset)).isEqualTo(Outcome.CONFIRMED);
    house.work();
    assertThat(house.binds("c.albers", old("c.albers"))).isTrue();
    assertThat(progress(reset).counts()).containsEntry(Stage.LEFT_OUT, 3);
  }

  @Test
  void codes_and_an_address_carry_somebody_too() {
    SignedIn.with(house, birtes).codes();
    house.database.change("update passkey set ended_at = made_at where person_id = '" + house.person(BIRTE) + "'");
    UUID reset = drafted(wish(25, BIRTE));
    assertThat(resets().preview(ruth(), reset).orElseThrow().people()).containsOnlyKeys(Standing.PATH);
  }

  @Test
  void when_the_directory_is_away_nothing_is_written_and_what_was_written_is_shown_as_it_was() {
    UUID reset = drafted(wish(25, BIRTE));
    Holder ruth = ruth();
    house.directory.away = true;
    assertThat(resets().draft(ruth, wish(25, GESA))).isEqualTo(new Drafted.Refused(No.TRY_LATER));
    var preview = resets().preview(ruth, reset).orElseThrow();
    assertThat(preview.now()).isFalse();
    assertThat(preview.people()).containsOnlyKeys(Standing.PASSKEY);
    house.directory.away = false;
  }

  @Test
  void whoever_writes_it_is_not_in_it_and_neither_is_whoever_confirms_it() {
    assertThat(refused(wish(25, BIRTE, "r.engel"))).contains(No.OWN);
    assertThat(refused(wish(25, BIRTE, "v.hartmann"))).as("two would be left").contains(No.TOO_FEW_REVIEWERS);

    Given.says(house, "a.lorenz", "employeeType", "employee", "security");
    UUID reset = drafted(wish(25, BIRTE, "v.hartmann"));
    assertThat(sign(ruths, reset)).isEqualTo(Outcome.PROPOSED);
    assertThat(sign(volkers, reset)).isEqualTo(Outcome.GONE);
    house.work();
    assertThat(house.binds(BIRTE, old(BIRTE))).isTrue();
  }

  @Test
  void a_list_holds_somebody_and_not_too_many() {
    assertThat(refused(wish(25, "c.albers", "nobody.here"))).contains(No.NOBODY);
    List<String> many = Collections.nCopies(MassResets.MOST_PEOPLE + 1, BIRTE);
    assertThat(refused(new Wish(many, BECAUSE, 25, PAUSE, 3, Optional.empty()))).contains(No.TOO_MANY);
    assertThatThrownBy(() -> drafted(new Wish(List.of(BIRTE), " ", 25, PAUSE, 3, Optional.empty())))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> drafted(wish(0, BIRTE))).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> drafted(new Wish(List.of(BIRTE), BECAUSE, 25, Duration.ofHours(25), 3, Optional.empty())))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void rt_16_nobody_without_the_role_looks_anybody_up_with_it_or_touches_it() {
    UUID reset = started(wish(25, BIRTE));
    Holder oskar = SignedIn.with(house, oskars).holder();
    assertThatThrownBy(() -> resets().all(oskar)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> resets().draft(oskar, wish(25, BIRTE))).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> resets().preview(oskar, reset)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> resets().progress(oskar, reset, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> resets().report(oskar, reset)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> resets().pause(oskar, reset)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> resets().resume(oskar, reset)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> resets().stop(oskar, reset)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> resets().end(oskar, reset, BECAUSE)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void they_are_called_in_the_order_of_the_list_a_wave_at_a_time() {
    UUID reset = started(wish(2, GESA, BIRTE, OSKAR));
    assertThat(stages(reset)).containsEntry(OSKAR, Stage.WAITING).containsEntry(BIRTE, Stage.BLOCKED);
    assertThat(progress(reset).nextWave()).isPresent();
    assertThat(house.binds(OSKAR, old(OSKAR))).isTrue();
    later(PAUSE.minusMinutes(1));
    assertThat(house.binds(OSKAR, old(OSKAR))).isTrue();
    later(Duration.ofMinutes(1));
    assertThat(house.binds(OSKAR, old(OSKAR))).isFalse();
    assertThat(progress(reset).nextWave()).isEmpty();
    assertThat(events("WaveBegun")).isEqualTo(2);
  }

  @Test
  void one_reviewer_holds_the_waves_and_they_go_on_where_they_were() {
    UUID reset = started(wish(1, BIRTE, OSKAR));
    assertThat(resets().pause(ruth(), reset)).isTrue();
    assertThat(resets().pause(ruth(), reset)).isFalse();
    later(PAUSE.multipliedBy(3));
    assertThat(house.binds(OSKAR, old(OSKAR))).isTrue();
    assertThat(progress(reset).plan().condition()).isEqualTo(Condition.PAUSED);
    assertThat(resets().resume(SignedIn.with(house, volkers).holder(), reset)).isTrue();
    house.work();
    assertThat(house.binds(OSKAR, old(OSKAR))).isFalse();
    assertThat(events("MassResetPaused") + events("MassResetResumed")).isEqualTo(2);
  }

  @Test
  void whoever_was_called_and_not_reached_waits_again_when_it_is_held() {
    UUID reset = drafted(wish(1, BIRTE, OSKAR));
    sign(ruths, reset);
    sign(volkers, reset);
    house.directory.away = true;
    house.work();
    house.directory.away = false;
    assertThat(stages(reset)).containsEntry(BIRTE, Stage.BLOCKING);
    resets().pause(ruth(), reset);
    later(PAUSE);
    assertThat(house.binds(BIRTE, old(BIRTE))).isTrue();
    assertThat(stages(reset)).containsEntry(BIRTE, Stage.WAITING);
    resets().resume(ruth(), reset);
    house.work();
    assertThat(house.binds(BIRTE, old(BIRTE))).isFalse();
    assertThat(house.binds(OSKAR, old(OSKAR))).isTrue();
  }

  @Test
  void one_reviewer_stops_it_and_nobody_else_is_ever_called() {
    UUID reset = started(wish(1, BIRTE, OSKAR));
    assertThat(resets().stop(ruth(), reset)).isTrue();
    assertThat(resets().resume(ruth(), reset)).isFalse();
    later(PAUSE.multipliedBy(2));
    assertThat(house.binds(OSKAR, old(OSKAR))).isTrue();
    assertThat(stages(reset)).isEqualTo(Map.of(BIRTE, Stage.BLOCKED, OSKAR, Stage.LEFT_OUT));
    comesBack(BIRTE, birtes);
    assertThat(progress(reset).plan().condition()).as("everybody who was called is back").isEqualTo(Condition.ENDED);
  }

  @Test
  void whoever_chose_a_password_after_the_start_is_not_blocked_again() {
    UUID reset = started(wish(1, BIRTE, OSKAR));
    comesBack(OSKAR, oskars);
    later(PAUSE);
    assertThat(house.binds(OSKAR, NEW)).isTrue();
    assertThat(stages(reset)).containsEntry(OSKAR, Stage.BACK);
    assertThat(report(reset).before()).isEqualTo(1);
    assertThat(report(reset).measured()).isZero();
  }

  @Test
  void what_was_begun_before_the_start_brings_nobody_back() {
    Journey journey = Journey.open(house, Purpose.BINDING, OSKAR).passkey(oskars);
    UUID reset = started(wish(1, BIRTE, OSKAR));
    assertThat(journey.set(NEW).view.state()).isEqualTo(State.COMPLETED);
    house.work();
    assertThat(stages(reset)).containsEntry(OSKAR, Stage.WAITING);
    later(PAUSE);
    assertThat(house.binds(OSKAR, NEW)).isFalse();
    assertThat(stages(reset)).containsEntry(OSKAR, Stage.BLOCKED);
  }

  @Test
  void sessions_end_and_open_cases_are_void_and_the_passkey_stays() {
    Journey journey = Journey.open(house, Purpose.BINDING, BIRTE).passkey(birtes);
    SignedIn session = SignedIn.with(house, birtes);
    UUID reset = started(wish(25, BIRTE));
    assertThat(session.alive()).isFalse();
    assertThat(journey.look().view.state()).isEqualTo(State.CANCELLED);
    assertThat(house.database.count("select count(*) from duty where kind = 'REVOKE_SESSIONS' and done_at is null"))
        .isZero();
    assertThat(SignedIn.maybe(house, birtes)).isPresent();
    comesBack(BIRTE, birtes);
    assertThat(house.binds(BIRTE, NEW)).isTrue();
    assertThat(stages(reset)).containsEntry(BIRTE, Stage.BACK);
  }

  @Test
  void what_was_added_since_the_incident_is_suspended_at_the_start_for_everybody() {
    house.clock.pass(Duration.ofMinutes(1));
    Instant incident = house.clock.instant();
    house.clock.pass(Duration.ofMinutes(1));
    var strange = new SoftPasskey(666);
    Holder oskar = SignedIn.with(house, oskars).holder();
    String options = house.enrollment().askPasskey(oskar).orElseThrow();
    assertThat(house.enrollment().addPasskey(oskar, strange.create(options), "New", TestHouse.arrival()))
        .isEqualTo(Change.DONE);
    SignedIn.with(house, oskars).codes();

    Wish wish = new Wish(List.of(BIRTE, OSKAR), BECAUSE, 1, PAUSE, 3, Optional.of(incident));
    started(wish);
    assertThat(SignedIn.maybe(house, strange)).as("before their wave").isEmpty();
    assertThat(SignedIn.maybe(house, oskars)).isPresent();
    assertThat(house.database.count("select count(*) from recovery_kit where ended_at is null and kept_at is not null"))
        .isZero();
    assertThat(house.binds(OSKAR, old(OSKAR))).isTrue();
    comesBack(OSKAR, oskars);
    later(PAUSE);
    assertThat(house.binds(OSKAR, NEW)).as("shown with a passkey from before").isTrue();
  }

  @Test
  void a_system_that_does_not_take_it_is_named_and_tried_on() {
    elsewhere.answer = () -> new CredentialTarget.Outcome.Refused(Why.UNREACHABLE);
    UUID reset = started(wish(25, BIRTE));
    assertThat(house.binds(BIRTE, old(BIRTE))).isFalse();
    assertThat(progress(reset).members().getFirst().stage()).isEqualTo(Stage.STUCK);
    assertThat(progress(reset).members().getFirst().about()).isEqualTo("elsewhere");
    assertThat(progress(reset).owed()).isEqualTo(1);
    assertThat(letters(Post.Kind.MASS_RESET, BIRTES_MAILBOX)).isZero();

    elsewhere.answer = CredentialTarget.Outcome.Set::new;
    later(Duration.ofMinutes(5));
    assertThat(stages(reset)).containsEntry(BIRTE, Stage.BLOCKED);
    assertThat(events("SystemBlocked")).isEqualTo(2);
    assertThat(letters(Post.Kind.MASS_RESET, BIRTES_MAILBOX)).isEqualTo(1);
  }

  @Test
  void whoever_is_faster_than_a_system_that_is_stuck_keeps_the_new_password() {
    elsewhere.answer = () -> new CredentialTarget.Outcome.Refused(Why.UNREACHABLE);
    UUID reset = started(wish(25, BIRTE));
    elsewhere.answer = CredentialTarget.Outcome.Set::new;
    comesBack(BIRTE, birtes);
    later(Duration.ofMinutes(5));
    assertThat(house.binds(BIRTE, NEW)).isTrue();
    assertThat(elsewhere.password).isEqualTo(NEW);
    assertThat(stages(reset)).containsEntry(BIRTE, Stage.BACK);
  }

  @Test
  void whoever_has_become_privileged_or_is_out_by_then_is_left_alone() {
    UUID reset = drafted(wish(25, BIRTE, GESA, OSKAR));
    sign(ruths, reset);
    Given.says(house, BIRTE, "employeeType", "employee", "administrator");
    Given.locked(house, GESA);
    sign(volkers, reset);
    house.work();
    assertThat(house.binds(BIRTE, old(BIRTE))).isTrue();
    assertThat(Given.isLocked(house, GESA)).as("a lock is not lifted by it").isTrue();
    assertThat(progress(reset).members().stream().collect(Collectors.toMap(Member::name, Member::about)))
        .isEqualTo(Map.of(BIRTE, "ELSEWHERE", GESA, "OUT", OSKAR, ""));
  }

  @Test
  void whoever_is_not_back_after_three_days_gets_a_letter_a_day_and_three_in_all() {
    UUID reset = started(wish(25, BIRTE, OSKAR));
    comesBack(OSKAR, oskars);
    assertThat(progress(reset).stragglers()).isEmpty();
    later(Duration.ofDays(3));
    assertThat(letters(Post.Kind.MASS_RESET_REMINDER, BIRTES_MAILBOX)).isEqualTo(1);
    assertThat(letters(Post.Kind.MASS_RESET_REMINDER, "oskar.kowalski@poczta.example")).isZero();
    assertThat(progress(reset).stragglers()).extracting(Member::name).containsExactly(BIRTE);
    for (int day = 0; day < 5; day++) {
      later(Duration.ofDays(1));
    }
    assertThat(letters(Post.Kind.MASS_RESET_REMINDER, BIRTES_MAILBOX)).isEqualTo(3);
    assertThat(progress(reset).owed()).isZero();
  }

  @Test
  void it_ends_when_everybody_is_back_and_somebody_looks_at_it_who_took_no_part() {
    UUID reset = started(wish(25, BIRTE, OSKAR));
    house.clock.pass(Duration.ofMinutes(10));
    comesBack(BIRTE, birtes);
    assertThat(review(reset)).isEmpty();
    house.clock.pass(Duration.ofMinutes(20));
    comesBack(OSKAR, oskars);

    Report report = report(reset);
    assertThat(report.ended()).isPresent().get().matches(it -> it.by().isEmpty());
    assertThat(report.counts()).isEqualTo(Map.of(Stage.BACK, 2));
    assertThat(report.measured()).isEqualTo(2);
    assertThat(report.median().orElseThrow()).isBetween(Duration.ofMinutes(20), Duration.ofMinutes(21));
    assertThat(report.started().by()).isEqualTo("Ruth Engel");
    assertThat(report.started().confirmedBy()).isEqualTo("Volker Hartmann");
    assertThat(house.database.count("select count(*) from signed_statement where id in ('"
        + report.started().proposal() + "', '" + report.started().confirmation() + "')")).isEqualTo(2);

    UUID item = review(reset).orElseThrow().id();
    assertThat(Reviewer.signedIn(house, ruths).take(item)).contains(Reviews.No.OTHER_PART);
    assertThat(Reviewer.signedIn(house, volkers).take(item)).contains(Reviews.No.OTHER_PART);
    assertThat(Reviewer.enrolled(house, "t.abebe").take(item)).isEmpty();
  }

  @Test
  void one_reviewer_ends_it_with_a_reason_and_nobody_is_reminded_or_called_after_that() {
    UUID reset = started(wish(1, BIRTE, OSKAR));
    assertThatThrownBy(() -> resets().end(ruth(), reset, " ")).isInstanceOf(IllegalArgumentException.class);
    assertThat(resets().end(ruth(), reset, "The laptops were found")).isTrue();
    assertThat(resets().end(ruth(), reset, "The laptops were found")).isFalse();
    later(Duration.ofDays(4));
    assertThat(house.binds(OSKAR, old(OSKAR))).isTrue();
    assertThat(house.binds(BIRTE, old(BIRTE))).as("nobody gets an old password back").isFalse();
    assertThat(letters(Post.Kind.MASS_RESET_REMINDER, BIRTES_MAILBOX)).isZero();
    assertThat(report(reset).ended().orElseThrow().because()).isEqualTo("The laptops were found");
    assertThat(report(reset).open()).extracting(Member::name).containsExactly(BIRTE);
    assertThat(review(reset)).isPresent();
  }

  @Test
  void a_house_that_was_killed_goes_on_where_it_was_and_blocks_nobody_twice() {
    elsewhere.answer = () -> new CredentialTarget.Outcome.Refused(Why.UNREACHABLE);
    UUID reset = started(wish(1, BIRTE, OSKAR));
    house = house.killed();
    elsewhere.answer = CredentialTarget.Outcome.Set::new;
    later(PAUSE);
    assertThat(stages(reset)).isEqualTo(Map.of(BIRTE, Stage.BLOCKED, OSKAR, Stage.BLOCKED));
    assertThat(events("WaveBegun")).isEqualTo(2);
    assertThat(events("MemberCalled")).isEqualTo(2);
    assertThat(events("SystemBlocked")).isEqualTo(4);
    assertThat(letters(Post.Kind.MASS_RESET, BIRTES_MAILBOX)).isEqualTo(1);
  }

  @Test
  void a_restored_backup_gives_no_old_password_back_and_blocks_nobody_who_may_be_back() {
    elsewhere.answer = () -> new CredentialTarget.Outcome.Refused(Why.UNREACHABLE);
    UUID reset = started(wish(1, BIRTE, OSKAR));
    house.watch();
    Path backup = house.database.backup();
    elsewhere.answer = CredentialTarget.Outcome.Set::new;
    comesBack(BIRTE, birtes);
    house.watch();
    house = house.on(TestDatabase.from(backup, "restored_" + house.database.name()));
    house.startAgain();
    later(PAUSE.multipliedBy(2));
    assertThat(house.binds(BIRTE, NEW)).isTrue();
    assertThat(house.binds(OSKAR, old(OSKAR))).isTrue();
    assertThat(events("MassResetStopped")).isEqualTo(1);
    assertThat(report(reset).plan().condition()).as("nobody is left to wait for").isEqualTo(Condition.ENDED);
    assertThat(review(reset)).isPresent();
  }
}
