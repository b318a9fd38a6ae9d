package regain.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import regain.assurance.Requirement;

/** What must hold of every decision, whatever the facts. */
class DecisionPropertiesTest {
  private static final Instant NOW = Instant.parse("2026-07-14T06:31:00Z");
  private final Policy floor = new Policy().withDevices().withAttestations().withGrants();
  private final Policy policy = floor.refusingRisk();

  /** Not at night, not at a weekend, not at a holiday. */
  @Property
  void rt_17_the_hour_at_which_everything_happens_changes_nothing(
      @ForAll("facts") Facts facts, @ForAll @IntRange(min = 1, max = 9000) int hours) {
    Duration later = Duration.ofHours(hours);

    assertThat(policy.decide(later(facts, later)).decision()).isEqualTo(later(policy.decide(facts).decision(), later));
  }

  /** Whoever is let through at home is asked for no other proof anywhere else: a place makes somebody wait, and stands for nothing. */
  @Property
  void rt_31_wherever_somebody_is_no_proof_is_saved(@ForAll("facts") Facts facts) {
    Facts home = at(facts, Fact.known(true));
    if (floor.decide(home).decision() instanceof Decision.Allow
        && floor.decide(at(facts, Fact.known(false))).decision() instanceof Decision.Needs(Set<Need> open)) {
      assertThat(open).allMatch(it -> it instanceof Need.Time);
    }
  }

  private static Facts at(Facts it, Fact<Boolean> usual) {
    return facts(networked(it, usual), it.population(), it.eligibility(), usual, usual);
  }

  private static Facts later(Facts facts, Duration by) {
    return new Facts(
        facts.purpose(),
        facts.population(),
        facts.eligibility(),
        facts.enrolled(),
        facts.evidence().stream()
            .map(
                it -> new Evidence(
                    it.method(), it.means(), it.openedByAccount(), it.provenAt().plus(by), it.freshUntil().plus(by)))
            .toList(),
        facts.browserRecognised(),
        facts.networkSeen(),
        facts.countryUsual(),
        facts.recentFailures(),
        facts.earlierCases(),
        facts.provisionalUntil().map(it -> it.plus(by)),
        facts.frozenUntil().map(it -> it.plus(by)),
        facts.posture().map(it -> new Posture(it.narrows(), it.until().plus(by))),
        facts.privilege(),
        facts.openedAt().plus(by),
        facts.asOf().plus(by),
        facts.now().plus(by));
  }

  private static Decision later(Decision decision, Duration by) {
    return decision instanceof Decision.Needs(Set<Need> open)
        ? new Decision.Needs(
            open.stream()
                .map(it -> it instanceof Need.Time(Instant until) ? new Need.Time(until.plus(by)) : it)
                .collect(Collectors.toUnmodifiableSet()))
        : decision;
  }

  @Property
  @Requirement({"R-63B-2-a", "R-AI-GV-3.2"})
  void rules_only_tighten(@ForAll("facts") Facts facts, @ForAll("objections") Decision objection) {
    Assume.that(facts.purpose() != Purpose.REPORT);
    Rule rule = rule(objection);
    Decision before = policy.decide(facts).decision();
    Decision after = new Policy(List.of(rule)).withDevices().withAttestations().withGrants().refusingRisk()
        .decide(facts).decision();

    assertThat(tighterOrEqual(after, before)).isTrue();
  }

  @Property
  void more_positive_evidence_never_tightens(@ForAll("facts") Facts facts, @ForAll("evidence") Evidence more) {
    // Whether what was shown is of the kind that privileged people have to show is a fact about all of it.
    Assume.that(
        facts.privilege().filter(it -> it.deviceBound() && it.inPerson()).isPresent()
            || facts.population().known().filter(Population::isPrivileged).isEmpty());
    var all = new ArrayList<>(facts.evidence());
    all.add(more);
    Decision before = policy.decide(facts).decision();
    Decision after = policy.decide(facts.with(all, facts.now())).decision();

    assertThat(tighterOrEqual(before, after)).isTrue();
  }

  @Property
  void what_is_said_to_make_a_wait_shorter_does(@ForAll("facts") Facts facts) {
    policy.shorter(facts).ifPresent(it -> {
      assertThat(it.until()).isBefore(policy.decide(facts).decision().waitsUntil().orElseThrow());
      for (Method method : it.anyOf()) {
        var all = new ArrayList<>(facts.evidence());
        all.add(new Evidence(method, "another", false, facts.now(), facts.now().plusSeconds(600)));
        assertThat(policy.decide(facts.with(all, facts.now())).decision().waitsUntil().orElse(facts.now()))
            .isBeforeOrEqualTo(it.until());
      }
    });
  }

  @Property
  @Requirement({"R-63B-2-a", "R-ASVS-16.5.3"})
  void rt_35_a_missing_signal_never_loosens(@ForAll("facts") Facts facts) {
    Decision before = policy.decide(facts).decision();

    assertThat(without(facts)).allMatch(it -> !(policy.decide(it).decision() instanceof Decision.Allow)
        || before instanceof Decision.Allow);
  }

  @Property
  void a_6_no_path_means_no_allow(@ForAll("facts") Facts facts) {
    boolean path = facts.population().known().flatMap(it -> Path.of(it, facts.purpose())).isPresent();

    if (!path) {
      assertThat(policy.decide(facts).decision()).isNotInstanceOf(Decision.Allow.class);
    }
  }

  @Property
  @Requirement({"R-63B-4.2.2.2-a", "R-63B-3.1.3-a", "R-ASVS-6.4.3"})
  void nobody_is_allowed_with_less_than_a_passkey_or_two_independent_means(@ForAll("facts") Facts facts) {
    if (policy.decide(facts).decision() instanceof Decision.Allow) {
      List<Evidence> fresh = facts.freshEvidence();
      boolean passkey = fresh.stream().anyMatch(it -> it.method() == Method.PASSKEY);
      boolean pair = fresh.stream().anyMatch(a -> fresh.stream().anyMatch(a::independentOf));

      assertThat(passkey && facts.purpose() == Purpose.BINDING || pair || facts.purpose() == Purpose.REPORT).isTrue();
    }
  }

  @Property
  void a_directory_password_and_a_mailbox_that_it_opens_never_carry_a_case(@ForAll("facts") Facts facts) {
    List<Evidence> fresh = facts.freshEvidence().stream()
        .filter(it -> it.method() == Method.DIRECTORY_PASSWORD || it.openedByAccount())
        .filter(it -> it.method() == Method.DIRECTORY_PASSWORD || it.method() == Method.CONTACT_CODE)
        .toList();

    if (facts.purpose() != Purpose.REPORT) {
      assertThat(policy.decide(facts.with(fresh, facts.now())).decision()).isNotInstanceOf(Decision.Allow.class);
    }
  }

  @Property
  @Requirement("R-63B-4.2.2.2-a")
  void whoever_comes_back_without_a_passkey_shows_a_saved_code_and_a_mailbox_that_the_account_does_not_open(
      @ForAll("comebacks") Facts facts) {
    if (facts.purpose() == Purpose.RECOVERY && new Policy().decide(facts).decision() instanceof Decision.Allow) {
      List<Evidence> fresh = facts.freshEvidence();

      assertThat(fresh).anyMatch(it -> it.method() == Method.RECOVERY_CODE);
      assertThat(fresh).anyMatch(DecisionPropertiesTest::ofAPrivateMailbox);
    }
  }

  @Property
  @Requirement("R-63B-4.2.2.2-a")
  void where_there_are_managed_devices_one_takes_the_place_of_either_for_employees_alone(
      @ForAll("comebacks") Facts facts) {
    if (facts.purpose() == Purpose.RECOVERY && policy.decide(facts).decision() instanceof Decision.Allow) {
      List<Evidence> fresh = facts.freshEvidence();
      boolean device = facts.population().is(Population.EMPLOYEE) && any(fresh, Method.MANAGED_DEVICE);
      boolean saved = any(fresh, Method.RECOVERY_CODE);
      boolean mailbox = fresh.stream().anyMatch(DecisionPropertiesTest::ofAPrivateMailbox);

      assertThat(saved && mailbox || device && (saved || mailbox)).isTrue();
    }
  }

  @Property
  void without_a_saved_code_a_computer_and_a_mailbox_wait_in_every_browser(@ForAll("comebacks") Facts facts) {
    List<Evidence> shown = facts.evidence().stream().filter(it -> it.method() != Method.RECOVERY_CODE).toList();
    Facts without = facts.with(shown, facts.now());
    if (without.purpose() == Purpose.RECOVERY && policy.decide(without).decision() instanceof Decision.Allow) {
      for (Method method : List.of(Method.MANAGED_DEVICE, Method.CONTACT_CODE)) {
        assertThat(without.freshEvidence())
            .anyMatch(it -> it.method() == method && !it.provenAt().plus(Duration.ofMinutes(30)).isAfter(NOW));
      }
    }
  }

  @Property
  void however_often_a_computer_is_shown_it_never_carries_a_case_alone(@ForAll("comebacks") Facts facts) {
    assertNotCarriedBy(facts, it -> it.method() == Method.MANAGED_DEVICE);
  }

  @Property
  void a_computer_and_a_mailbox_that_the_account_opens_never_carry_a_case(@ForAll("comebacks") Facts facts) {
    if (facts.purpose() != Purpose.REPORT) {
      assertNotCarriedBy(
          facts,
          it -> it.method() == Method.MANAGED_DEVICE || it.method() == Method.CONTACT_CODE && it.openedByAccount());
    }
  }

  /** Alone, without a third thing, and whatever the browser, the place and the population. */
  @Property
  void no_pair_of_which_one_opens_the_other_ever_carries_a_case(
      @ForAll("comebacks") Facts facts, @ForAll("kept") Evidence one, @ForAll("kept") Evidence other) {
    if (facts.purpose() != Purpose.REPORT && facts.purpose() != Purpose.BINDING && !one.independentOf(other)) {
      Facts pair = facts.with(List.of(one, other), facts.now());

      assertThat(policy.decide(pair).decision()).isNotInstanceOf(Decision.Allow.class);
    }
  }

  @Property
  void in_a_house_without_devices_showing_one_changes_nothing(@ForAll("comebacks") Facts facts) {
    List<Evidence> others = facts.evidence().stream().filter(it -> it.method() != Method.MANAGED_DEVICE).toList();

    assertThat(new Policy().decide(facts)).isEqualTo(new Policy().decide(facts.with(others, facts.now())));
  }

  private void assertNotCarriedBy(Facts facts, Predicate<Evidence> these) {
    List<Evidence> shown = facts.evidence().stream().filter(these).toList();

    assertThat(policy.decide(facts.with(shown, facts.now())).decision()).isNotInstanceOf(Decision.Allow.class);
  }

  private static boolean any(List<Evidence> shown, Method method) {
    return shown.stream().anyMatch(it -> it.method() == method);
  }

  private static boolean ofAPrivateMailbox(Evidence shown) {
    return shown.method() == Method.CONTACT_CODE && !shown.openedByAccount();
  }

  @Property
  void nobody_is_allowed_who_has_shown_nothing_within_ten_minutes(@ForAll("facts") Facts facts) {
    if (policy.decide(facts).decision() instanceof Decision.Allow) {
      assertThat(facts.evidence()).anyMatch(it -> it.provenAt().isAfter(NOW.minus(Duration.ofMinutes(10))));
    }
  }

  @Property
  @Requirement("R-ASVS-8.1.4")
  void an_unknown_browser_waits_out_the_whole_path(@ForAll("facts") Facts facts) {
    boolean known = facts.browserRecognised().is(true);
    Optional<Path> path = facts.population().known().flatMap(it -> Path.of(it, facts.purpose()));
    if (!known && policy.decide(facts).decision() instanceof Decision.Allow) {
      assertThat(facts.freshEvidence()).anyMatch(
          it -> !it.provenAt().plus(path.orElseThrow().coolingOff()).isAfter(NOW));
    }
  }

  @Property
  @Requirement("R-63B-4.3-b")
  void whoever_reports_a_loss_shows_one_proof_and_is_held_up_by_nothing_else(@ForAll("facts") Facts facts) {
    if (facts.purpose() == Purpose.REPORT && facts.population().known().isPresent()) {
      Set<Method> any = Set.of(Method.PASSKEY, Method.RECOVERY_CODE, Method.CONTACT_CODE);

      assertThat(policy.decide(facts).decision() instanceof Decision.Allow).isEqualTo(facts.stillHere(any));
    }
  }

  @Property
  void whoever_is_always_vouched_for_comes_back_by_no_proof_of_their_own_alone(@ForAll("comebacks") Facts facts) {
    boolean vouchedFor = facts.population().known().filter(Population::isAlwaysVouchedFor).isPresent();
    if (vouchedFor && facts.purpose() == Purpose.RECOVERY) {
      assertThat(policy.decide(facts).decision()).isEqualTo(new Decision.Deny(Reason.VOUCHED_ONLY));
    }
  }

  /** Somebody privileged has shown all that there is, over two days; and the grant over the case is as it may be. */
  @Provide
  Arbitrary<Facts> privileged() {
    Arbitrary<Evidence> shown = Combinators.combine(
        Arbitraries.of(Method.PASSKEY, Method.PASSKEY, Method.SUPERVISOR_ATTESTATION, Method.INDEPENDENT_ATTESTATION),
        Arbitraries.oneOf(Arbitraries.integers().between(0, 599), Arbitraries.integers().between(0, 100_000)))
        .as(
            (method, age) -> new Evidence(
                method, method + ":1", false, NOW.minusSeconds(age),
                NOW.minusSeconds(age).plus(Duration.ofHours(48))));
    return Combinators.combine(
        Arbitraries.of(Purpose.BINDING, Purpose.BINDING, Purpose.EXCEPTION, Purpose.RECOVERY),
        Arbitraries.of(Population.PRIVILEGED, Population.GOVERNANCE),
        privileges(),
        shown.list().ofMinSize(1).ofMaxSize(5))
        .as(
            (purpose, population, privilege, evidence) -> new Facts(
                purpose,
                Fact.known(population),
                Fact.known(Eligibility.ELIGIBLE),
                true,
                evidence,
                Fact.known(true),
                Fact.known(true),
                Fact.known(true),
                0,
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                privilege,
                NOW.minusSeconds(100_000),
                NOW.minusSeconds(5),
                NOW));
  }

  @Property
  void rt_05_privileged_people_come_back_only_inside_a_grant_after_a_wait_and_with_others_beside_them(
      @ForAll("privileged") Facts facts) {
    if (policy.decide(facts).decision() instanceof Decision.Allow(boolean reviewed)) {
      List<Evidence> fresh = facts.freshEvidence();
      Privilege privilege = facts.privilege().orElseThrow();
      boolean binding = facts.purpose() == Purpose.BINDING;

      assertThat(reviewed).isTrue();
      assertThat(privilege.grant()).isEqualTo(Privilege.Stage.AGREED);
      assertThat(binding ? privilege.deviceBound() : privilege.inPerson()).isTrue();
      assertThat(any(fresh, binding ? Method.PASSKEY : Method.INDEPENDENT_ATTESTATION)).isTrue();
      assertThat(fresh).filteredOn(it -> it.method().isAttested() && waited(it, Duration.ofHours(binding ? 1 : 24)))
          .extracting(Evidence::method).containsAnyOf(Method.SUPERVISOR_ATTESTATION, Method.INDEPENDENT_ATTESTATION);
    }
  }

  @Property
  void rt_05_some_of_them_do_come_back(@ForAll("privileged") Facts facts) {
    Privilege all = new Privilege(true, true, Privilege.Stage.AGREED);
    List<Evidence> shown = List.of(
        new Evidence(Method.PASSKEY, "PASSKEY:1", false, NOW.minusSeconds(4_000), NOW.plusSeconds(60)),
        new Evidence(Method.PASSKEY, "PASSKEY:1", false, NOW.minusSeconds(30), NOW.plusSeconds(60)),
        new Evidence(
            Method.SUPERVISOR_ATTESTATION, "ATTESTER:1", false, NOW.minusSeconds(3_700), NOW.plusSeconds(60)));
    Facts complete = new Facts(
        Purpose.BINDING, facts.population(), facts.eligibility(), true, shown, facts.browserRecognised(),
        facts.networkSeen(), facts.countryUsual(), 0, 0, Optional.empty(), Optional.empty(), Optional.empty(),
        Optional.of(all), facts.openedAt(), facts.asOf(), NOW);

    assertThat(policy.decide(complete).decision()).isEqualTo(new Decision.Allow(true));
    assertThat(new Policy().withAttestations().decide(complete).decision())
        .as("in a house that has set no grants up for it").isEqualTo(new Decision.Deny(Reason.PATH_ELSEWHERE));
  }

  @Property
  void one_who_refuses_the_grant_ends_it(@ForAll("privileged") Facts facts) {
    boolean refused = facts.privilege().filter(it -> it.grant() == Privilege.Stage.REFUSED).isPresent();
    if (refused && facts.purpose() != Purpose.RECOVERY) {
      assertThat(policy.decide(facts).decision()).isEqualTo(new Decision.Deny(Reason.GRANT_REFUSED));
    }
  }

  @Property
  @Requirement("R-63B-4.2.1-b")
  void where_the_risk_of_it_was_not_accepted_nobody_is_vouched_for(@ForAll("facts") Facts facts) {
    if (facts.purpose() == Purpose.EXCEPTION) {
      assertThat(new Policy().withDevices().decide(facts).decision()).isNotInstanceOf(Decision.Allow.class);
    }
  }

  @Property
  @Requirement("R-63B-4.2.1-b")
  void a_word_carries_nothing_but_the_exceptional_path_and_there_never_alone(@ForAll("exceptions") Facts facts) {
    if (policy.decide(facts).decision() instanceof Decision.Allow) {
      List<Evidence> fresh = facts.freshEvidence();
      boolean held = fresh.stream().anyMatch(it -> !it.method().isAttested() && !it.openedByAccount());
      boolean second = any(fresh, Method.INDEPENDENT_ATTESTATION);
      assertThat(facts.purpose()).isEqualTo(Purpose.EXCEPTION);
      assertThat(any(fresh, Method.SUPERVISOR_ATTESTATION)).isTrue();
      assertThat(held || second).isTrue();
      Duration least = held ? Duration.ofHours(4) : Duration.ofHours(24);
      assertThat(fresh).anyMatch(it -> it.method() == Method.SUPERVISOR_ATTESTATION && waited(it, least));
      assertThat(fresh).anyMatch(it -> it.method() != Method.SUPERVISOR_ATTESTATION && waited(it, least));
    }
  }

  private static boolean waited(Evidence shown, Duration least) {
    return !shown.provenAt().plus(least).isAfter(NOW);
  }

  @Property
  void rt_38_a_posture_only_asks_for_more_and_never_touches_a_passkey(@ForAll("facts") Facts facts) {
    Decision without = policy.decide(postured(facts, facts.purpose(), Optional.empty())).decision();
    Decision with = policy.decide(facts).decision();

    assertThat(tighterOrEqual(with, without)).isTrue();
    if (facts.purpose() == Purpose.BINDING || facts.purpose() == Purpose.REPORT) {
      assertThat(with).isEqualTo(without);
    }
  }

  /** Whoever is held up on the way with two proofs of their own is not let through on the way on which others vouch. */
  @Property
  void rt_38_a_posture_never_pushes_anybody_to_a_weaker_way(@ForAll("facts") Facts facts) {
    boolean paused = facts.posture().filter(it -> it.narrows().contains(Narrowing.EXCEPTIONS_PAUSED)).isPresent();
    boolean lasts = facts.posture().filter(it -> facts.now().isBefore(it.until())).isPresent();

    assertThat(held(facts, Purpose.EXCEPTION)).isEqualTo(held(facts, Purpose.RECOVERY) || (paused && lasts));
  }

  /** What one narrows for a day does not end what another narrows for longer. */
  @Property
  void rt_38_more_that_is_narrowed_never_asks_for_less(
      @ForAll("facts") Facts facts, @ForAll("narrowings") Set<Narrowing> narrows, @ForAll Narrowing more) {
    var all = new HashSet<Narrowing>(narrows);
    all.add(more);

    assertThat(tighterOrEqual(aDayLater(facts, all), aDayLater(facts, narrows))).isTrue();
  }

  private Decision aDayLater(Facts facts, Set<Narrowing> narrows) {
    var posture = new Posture(narrows, facts.now().plusSeconds(60));
    Instant opened = facts.now().minus(Duration.ofHours(25));
    return policy.decide(postured(facts, facts.purpose(), Optional.of(posture), opened)).decision();
  }

  private boolean held(Facts facts, Purpose purpose) {
    return policy.decide(postured(facts, purpose, facts.posture())).spoke().contains("POSTURE");
  }

  private static Facts postured(Facts it, Purpose purpose, Optional<Posture> posture) {
    return postured(it, purpose, posture, it.openedAt());
  }

  private static Facts postured(Facts it, Purpose purpose, Optional<Posture> posture, Instant openedAt) {
    return new Facts(
        purpose,
        it.population(),
        it.eligibility(),
        it.enrolled(),
        it.evidence(),
        it.browserRecognised(),
        it.networkSeen(),
        it.countryUsual(),
        it.recentFailures(),
        it.earlierCases(),
        it.provisionalUntil(),
        it.frozenUntil(),
        posture,
        it.privilege(),
        openedAt,
        it.asOf(),
        it.now());
  }

  @Property
  @Requirement("R-63B-2-a")
  void rt_35_a_refusal_because_of_risk_only_asks_for_more(@ForAll("risky") Facts facts) {
    Decision without = floor.decide(facts).decision();
    Decision with = policy.decide(facts).decision();

    assertThat(needs(with)).containsAll(shown(needs(without)));
    if (without instanceof Decision.Deny) {
      assertThat(with).as("nothing appeals the floor").isEqualTo(without);
    } else {
      assertThat(with).as("a rule of risk never denies").isNotInstanceOf(Decision.Deny.class);
    }
  }

  /** What was shown may run out while a wait of this rule hides that it has to be shown again; all else is still asked for. */
  private static Set<Need> shown(Set<Need> needs) {
    return needs.stream().filter(it -> !(it instanceof Need.Again)).collect(Collectors.toSet());
  }

  @Property
  void an_appeal_takes_the_place_of_nothing(@ForAll("risky") Facts facts) {
    List<Evidence> own = facts.evidence().stream().filter(it -> !it.overAppeal()).toList();
    Decision alone = policy.decide(facts.with(own, facts.now())).decision();
    Set<Need> others = shown(needs(alone)).stream()
        .filter(it -> !(it instanceof Need.Appeal))
        .collect(Collectors.toSet());

    assertThat(needs(policy.decide(facts).decision())).containsAll(others);
    if (floor.decide(facts.with(own, facts.now())).decision() instanceof Decision.Allow) {
      assertThat(floor.decide(facts).decision()).isInstanceOf(Decision.Allow.class);
    } else {
      assertThat(policy.decide(facts).decision()).isNotInstanceOf(Decision.Allow.class);
    }
  }

  @Property
  void whoever_is_refused_because_of_risk_goes_on_after_two_words_of_different_lines_and_a_wait(
      @ForAll("risky") Facts facts) {
    boolean refused = Risk.signals(facts).size() == Signal.values().length && unprotected(facts);
    if (refused && policy.decide(facts).decision() instanceof Decision.Allow(boolean reviewed)) {
      assertThat(facts.appealWords()).anyMatch(
          one -> one.method() == Method.SUPERVISOR_ATTESTATION && waited(one, Risk.OBJECTING)
              && facts.appealWords().stream().anyMatch(it -> it.independentOf(one) && waited(it, Risk.OBJECTING)));
      assertThat(reviewed).as("somebody looks at it, always").isTrue();
    }
  }

  @Property
  void d_10_failing_on_purpose_refuses_nobody_in_a_place_or_a_browser_that_is_theirs(@ForAll("risky") Facts facts) {
    boolean theirs = facts.browserRecognised().is(true)
        || facts.networkSeen().is(true)
        || facts.countryUsual().is(true);
    if (theirs || !unprotected(facts)) {
      assertThat(policy.decide(facts)).isEqualTo(floor.decide(facts));
    }
  }

  private static boolean unprotected(Facts facts) {
    return facts.purpose() != Purpose.BINDING
        && facts.purpose() != Purpose.REPORT
        && !any(facts.freshEvidence(), Method.PASSKEY);
  }

  @Property
  void where_nobody_vouches_there_is_no_appeal(@ForAll("risky") Facts facts) {
    if (Risk.signals(facts).size() == Signal.values().length && unprotected(facts)) {
      assertThat(new Policy().withDevices().refusingRisk().decide(facts).decision())
          .isNotInstanceOf(Decision.Allow.class);
    }
  }

  private static Set<Need> needs(Decision decision) {
    return decision instanceof Decision.Needs(Set<Need> open) ? open : Set.of();
  }

  @Property
  void asking_twice_gives_the_same_verdict(@ForAll("facts") Facts facts) {
    assertThat(policy.decide(facts)).isEqualTo(policy.decide(facts));
  }

  /** As long as nothing that was shown runs out meanwhile: without a passkey, say, rules speak that it had silenced. */
  @Property
  void a_deadline_does_not_move_by_asking_later(@ForAll("facts") Facts facts) {
    Facts later = facts.at(facts.now().plusSeconds(20));
    Assume.that(later.freshEvidence().equals(facts.freshEvidence()));
    Optional<Instant> before = waits(policy.decide(facts).decision());
    Optional<Instant> after = waits(policy.decide(later).decision());

    if (before.isPresent() && after.isPresent()) {
      assertThat(after.get()).isBeforeOrEqualTo(before.get());
    }
  }

  @Property
  void who_is_not_eligible_is_never_allowed(@ForAll("facts") Facts facts) {
    if (!facts.eligibility().is(Eligibility.ELIGIBLE) && facts.purpose() != Purpose.REPORT) {
      assertThat(policy.decide(facts).decision()).isNotInstanceOf(Decision.Allow.class);
    }
  }

  private static Rule rule(Decision objection) {
    return new Rule() {
      @Override
      public String name() {
        return "HOUSE";
      }

      @Override
      public Optional<Decision> object(Facts facts) {
        return Optional.of(objection);
      }
    };
  }

  /** Deny is tighter than needs, more needs are tighter than fewer, and everything is tighter than Allow. */
  private static boolean tighterOrEqual(Decision one, Decision other) {
    return switch (other) {
      case Decision.Allow allow -> true;
      case Decision.Deny deny -> one instanceof Decision.Deny;
      case Decision.Needs(Set<Need> fewer) ->
        one instanceof Decision.Deny || one instanceof Decision.Needs(Set<Need> more) && more.size() >= fewer.size();
    };
  }

  private static Optional<Instant> waits(Decision decision) {
    return decision instanceof Decision.Needs(Set<Need> open)
        ? open.stream().filter(Need.Time.class::isInstance).map(it -> ((Need.Time) it).until()).max(Instant::compareTo)
        : Optional.empty();
  }

  private static List<Facts> without(Facts it) {
    return List.of(
        facts(it, Fact.unavailable(), it.eligibility(), it.browserRecognised(), it.countryUsual()),
        facts(it, it.population(), Fact.unavailable(), it.browserRecognised(), it.countryUsual()),
        facts(it, it.population(), it.eligibility(), Fact.unavailable(), it.countryUsual()),
        facts(it, it.population(), it.eligibility(), it.browserRecognised(), Fact.unavailable()),
        networked(it, Fact.unavailable()));
  }

  private static Facts networked(Facts it, Fact<Boolean> network) {
    return new Facts(
        it.purpose(),
        it.population(),
        it.eligibility(),
        it.enrolled(),
        it.evidence(),
        it.browserRecognised(),
        network,
        it.countryUsual(),
        it.recentFailures(),
        it.earlierCases(),
        it.provisionalUntil(),
        it.frozenUntil(),
        it.posture(),
        it.privilege(),
        it.openedAt(),
        it.asOf(),
        it.now());
  }

  private static Facts facts(
      Facts it,
      Fact<Population> population,
      Fact<Eligibility> eligibility,
      Fact<Boolean> browser,
      Fact<Boolean> country) {
    return new Facts(
        it.purpose(),
        population,
        eligibility,
        it.enrolled(),
        it.evidence(),
        browser,
        it.networkSeen(),
        country,
        it.recentFailures(),
        it.earlierCases(),
        it.provisionalUntil(),
        it.frozenUntil(),
        it.posture(),
        it.privilege(),
        it.openedAt(),
        it.asOf(),
        it.now());
  }

  @Provide
  Arbitrary<Decision> objections() {
    return Arbitraries.of(
        new Decision.Deny(Reason.FROZEN),
        Decision.Needs.one(new Need.Time(NOW.plusSeconds(900))),
        Decision.Needs.one(new Need.Appeal(Set.of(Signal.BROWSER), Method.ATTESTATIONS)),
        Decision.Needs.one(new Need.Proof(Set.of(Method.CONTACT_CODE))));
  }

  @Provide
  Arbitrary<Evidence> evidence() {
    return Arbitraries.frequencyOf(Tuple.of(6, shown()), Tuple.of(1, words()));
  }

  /** What others say over an appeal. */
  @Provide
  Arbitrary<Evidence> words() {
    return Combinators.combine(
        Arbitraries.of(Method.ATTESTATIONS),
        Arbitraries.integers().between(1, 3),
        Arbitraries.oneOf(Arbitraries.integers().between(0, 599), Arbitraries.integers().between(0, 30_000)))
        .as(
            (method, number, age) -> new Evidence(
                method,
                Evidence.OVER_APPEAL + number,
                false,
                NOW.minusSeconds(age),
                NOW.minusSeconds(age).plus(Duration.ofHours(96))));
  }

  private static Arbitrary<Evidence> shown() {
    return Combinators.combine(
        Arbitraries.of(Method.class),
        Arbitraries.integers().between(1, 3),
        Arbitraries.of(true, false),
        Arbitraries.integers().between(0, 9000),
        Arbitraries.of(Duration.ofMinutes(10), Duration.ofHours(48)))
        .as(
            (method, number, opened, age, life) -> new Evidence(
                method,
                method + ":" + number,
                opened && method == Method.CONTACT_CODE,
                NOW.minusSeconds(age),
                NOW.minusSeconds(age).plus(life)));
  }

  /** What somebody shows who has no passkey: some of it a moment ago. */
  @Provide
  Arbitrary<Evidence> kept() {
    return Combinators.combine(
        Arbitraries.of(
            Method.RECOVERY_CODE, Method.CONTACT_CODE, Method.MANAGED_DEVICE, Method.DIRECTORY_PASSWORD,
            Method.INVITATION),
        Arbitraries.integers().between(1, 2),
        Arbitraries.of(true, false),
        Arbitraries.oneOf(Arbitraries.integers().between(0, 599), Arbitraries.integers().between(0, 20_000)))
        .as(
            (method, number, opened, age) -> new Evidence(
                method,
                method + ":" + number,
                opened && method == Method.CONTACT_CODE,
                NOW.minusSeconds(age),
                NOW.minusSeconds(age).plus(Duration.ofHours(48))));
  }

  /** Nothing stands in the way but what is shown: here a path that is too weak shows soon. */
  @Provide
  Arbitrary<Facts> comebacks() {
    return Combinators.combine(
        Arbitraries.of(Purpose.RECOVERY, Purpose.RECOVERY, Purpose.ENROLLMENT),
        Arbitraries.oneOf(Arbitraries.of(Population.EMPLOYEE, Population.CONTRACTOR), Arbitraries.of(Population.class)),
        Arbitraries.of(Fact.known(true), Fact.known(true), Fact.known(false), Fact.<Boolean>unavailable()),
        kept().list().ofMinSize(1).ofMaxSize(4))
        .as(
            (purpose, population, browser, evidence) -> new Facts(
                purpose,
                Fact.known(population),
                Fact.known(Eligibility.ELIGIBLE),
                false,
                evidence,
                browser,
                Fact.known(true),
                Fact.known(true),
                0,
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                NOW.minusSeconds(20_000),
                NOW.minusSeconds(5),
                NOW));
  }

  /** Of somebody for whom others vouch, or may: on every path, over two days. */
  @Provide
  Arbitrary<Facts> exceptions() {
    Arbitrary<Evidence> shown = Combinators.combine(
        Arbitraries.of(
            Method.SUPERVISOR_ATTESTATION, Method.SUPERVISOR_ATTESTATION, Method.INDEPENDENT_ATTESTATION,
            Method.RECOVERY_CODE, Method.CONTACT_CODE, Method.MANAGED_DEVICE),
        Arbitraries.integers().between(1, 2),
        Arbitraries.of(true, false),
        Arbitraries.oneOf(Arbitraries.integers().between(0, 599), Arbitraries.integers().between(0, 100_000)))
        .as(
            (method, number, opened, age) -> new Evidence(
                method,
                method + ":" + number,
                opened && method == Method.CONTACT_CODE,
                NOW.minusSeconds(age),
                NOW.minusSeconds(age).plus(Duration.ofHours(48))));
    return Combinators.combine(
        Arbitraries.of(Purpose.EXCEPTION, Purpose.EXCEPTION, Purpose.RECOVERY, Purpose.ENROLLMENT, Purpose.BINDING),
        Arbitraries.of(Population.class),
        Arbitraries.of(true, false),
        privileges(),
        shown.list().ofMinSize(1).ofMaxSize(5))
        .as(
            (purpose, population, browser, privilege, evidence) -> new Facts(
                purpose,
                Fact.known(population),
                Fact.known(Eligibility.ELIGIBLE),
                false,
                purpose == Purpose.EXCEPTION
                    ? evidence
                    : evidence.stream().filter(it -> it.method().isAttested()).toList(),
                Fact.known(browser),
                Fact.known(true),
                Fact.known(true),
                0,
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                privilege,
                NOW.minusSeconds(100_000),
                NOW.minusSeconds(5),
                NOW));
  }

  /** Somebody comes back from where nothing is known, after many failures; here and there one of that is not so. */
  @Provide
  Arbitrary<Facts> risky() {
    Arbitrary<Fact<Boolean>> strange = Arbitraries.frequencyOf(
        Tuple.of(6, Arbitraries.of(Fact.known(false), Fact.unavailable())),
        Tuple.of(1, Arbitraries.of(Fact.known(true), Fact.notConfigured())));
    return Combinators.combine(
        Arbitraries.oneOf(comebacks(), exceptions(), facts()),
        words().list().ofMaxSize(3),
        strange,
        strange,
        strange,
        Arbitraries.of(9, 10, 10, 10, 25)).as(DecisionPropertiesTest::strange);
  }

  private static Facts strange(
      Facts it,
      List<Evidence> words,
      Fact<Boolean> browser,
      Fact<Boolean> network,
      Fact<Boolean> country,
      int failures) {
    var shown = new ArrayList<>(it.evidence());
    shown.addAll(words);
    return new Facts(
        it.purpose(),
        it.population(),
        it.eligibility(),
        it.enrolled(),
        shown,
        browser,
        network,
        country,
        failures,
        it.earlierCases(),
        it.provisionalUntil(),
        it.frozenUntil(),
        it.posture(),
        it.privilege(),
        it.openedAt(),
        it.asOf(),
        it.now());
  }

  @Provide
  Arbitrary<Facts> facts() {
    Arbitrary<Fact<Boolean>> signal = Arbitraries.of(Fact.known(true), Fact.known(false), Fact.unavailable(),
        Fact.notConfigured());
    Arbitrary<Fact<Population>> population = Arbitraries.frequencyOf(
        Tuple.of(6, Arbitraries.of(Population.class).map(Fact::known)),
        Tuple.of(1, Arbitraries.just(Fact.unavailable())));
    Arbitrary<Fact<Eligibility>> eligibility = Arbitraries.frequencyOf(
        Tuple.of(6, Arbitraries.just(Fact.known(Eligibility.ELIGIBLE))),
        Tuple.of(2, Arbitraries.of(Eligibility.class).map(Fact::known)),
        Tuple.of(1, Arbitraries.just(Fact.unavailable())));
    Arbitrary<Optional<Instant>> moment = Arbitraries.of(Optional.empty(), Optional.of(NOW.minusSeconds(60)),
        Optional.of(NOW.plusSeconds(600)));
    Arbitrary<Integer> count = Arbitraries.integers().between(0, 12);
    return Combinators.combine(
        Combinators
            .combine(
                Arbitraries.of(Purpose.class), population, eligibility, Arbitraries.of(true, false), postures(),
                privileges())
            .as(Who::new),
        evidence().list().ofMaxSize(4),
        signal,
        signal,
        signal,
        count,
        moment,
        moment)
        .as(
            (who, evidence, browser, network, country, failures, provisional, frozen) -> new Facts(
                who.purpose(),
                who.population(),
                who.eligibility(),
                who.enrolled(),
                evidence,
                browser,
                network,
                country,
                failures,
                failures / 4,
                provisional,
                frozen,
                who.posture(),
                who.privilege(),
                NOW.minusSeconds(300),
                NOW.minusSeconds(5),
                NOW));
  }

  @Provide
  Arbitrary<Set<Narrowing>> narrowings() {
    return Arbitraries.of(Narrowing.class).set();
  }

  private Arbitrary<Optional<Posture>> postures() {
    return Combinators.combine(narrowings(), Arbitraries.of(-60, 60, 90_000))
        .as((narrows, left) -> new Posture(narrows, NOW.plusSeconds(left)))
        .optional(0.3);
  }

  record Who(
      Purpose purpose,
      Fact<Population> population,
      Fact<Eligibility> eligibility,
      boolean enrolled,
      Optional<Posture> posture,
      Optional<Privilege> privilege) {}

  private static Arbitrary<Optional<Privilege>> privileges() {
    return Combinators
        .combine(
            Arbitraries.of(true, true, false), Arbitraries.of(true, true, false),
            Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.just(Privilege.Stage.AGREED)),
                Tuple.of(1, Arbitraries.of(Privilege.Stage.class))))
        .as(Privilege::new)
        .optional(0.8);
  }
}
