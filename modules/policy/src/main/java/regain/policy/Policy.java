package regain.policy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Decides. A path permits, rules object: no path, Deny; any Deny wins; otherwise the open needs are united; Allow only
 * when none remain. Rules guard what gives access; whoever only reports a loss is not held up by them. Pure: the same facts give the same verdict, for ever.
 */
public final class Policy {
  /** The rule that speaks while an elevated posture narrows something. */
  public static final String POSTURE = Floor.POSTURE.name();

  /** The rule that refuses because of risk. */
  public static final String RISK = Risk.NAME;

  /** What makes a single case slow, as it is in force. */
  public static final Friction FRICTION = new Friction(
      Floor.VERSION, Floor.UNFAMILIAR_WAIT.toMinutes(), Floor.MANY_FAILURES, Floor.FAILURES_WAIT.toMinutes(),
      Risk.OBJECTING.toHours());

  /**
   * The numbers of the rules that a risk signal moves.
   *
   * @param floor the version of the rules that nobody can switch off
   * @param unfamiliarMinutes the wait of a browser that nobody knows, in a country that is not usual
   * @param failures within a day are many
   * @param failuresMinutes the wait after many
   * @param objectingHours the wait after the second word over an appeal
   */
  public record Friction(
      int floor, long unfamiliarMinutes, int failures, long failuresMinutes, long objectingHours) {}

  /**
   * What makes a wait shorter.
   *
   * @param anyOf each of these does
   * @param until when it ends then, at the latest
   */
  public record Shorter(Set<Method> anyOf, Instant until) {
    public Shorter {
      anyOf = Set.copyOf(anyOf);
    }
  }

  /** The exceptional path while the operator has not accepted its risk: nobody can vouch, so it carries nothing. */
  private static final Decision.Needs VOUCHED_FOR = Decision.Needs.one(new Need.Attestation(2));

  private static final Set<Method> WHEREVER = EnumSet.complementOf(
      EnumSet.of(Method.MANAGED_DEVICE, Method.SUPERVISOR_ATTESTATION, Method.INDEPENDENT_ATTESTATION));

  private final List<Rule> rules;
  private final Set<Method> methods;
  private final boolean refusesRisk;
  private final boolean grants;

  /** The floor alone, in a house that manages no devices and where nobody vouches for others. */
  public Policy() {
    this(List.of());
  }

  /** The floor, and these house rules on top of it. */
  public Policy(List<Rule> houseRules) {
    this(Stream.concat(Floor.RULES.stream(), houseRules.stream()).toList(), WHEREVER, false, false);
  }

  private Policy(List<Rule> rules, Set<Method> methods, boolean refusesRisk, boolean grants) {
    this.rules = List.copyOf(rules);
    this.methods = Set.copyOf(methods);
    this.refusesRisk = refusesRisk;
    this.grants = grants;
  }

  /** The same in a house that refuses what looks too much like an attack, until two people have vouched. */
  public Policy refusingRisk() {
    return new Policy(rules, methods, true, grants);
  }

  /** The same in a house whose operator has said who agrees when privileged people come back. */
  public Policy withGrants() {
    return new Policy(rules, methods, refusesRisk, true);
  }

  /** The same in a house whose operator has set managed devices up. */
  public Policy withDevices() {
    return having(Set.of(Method.MANAGED_DEVICE));
  }

  /** The same in a house whose operator has accepted in writing what it risks when people vouch for others. */
  public Policy withAttestations() {
    return having(Method.ATTESTATIONS);
  }

  private Policy having(Set<Method> more) {
    return new Policy(rules, Stream.concat(methods.stream(), more.stream()).collect(Collectors.toSet()), refusesRisk,
        grants);
  }

  /** The floor first, the house's own on top of it. None guards what only takes access away. */
  private List<Rule> guarding(Purpose purpose) {
    if (purpose == Purpose.REPORT) {
      return List.of();
    }
    return refusesRisk ? Stream.concat(rules.stream(), Stream.of(new Risk(hasAttestations()))).toList() : rules;
  }

  /** Whether people can vouch for others here. */
  public boolean hasAttestations() {
    return methods.containsAll(Method.ATTESTATIONS);
  }

  /** The path of a population with the methods that this house has, and with the grants that it has. */
  public Optional<Path> path(Population population, Purpose purpose) {
    return Path.of(population, purpose)
        .filter(it -> grants || !population.isPrivileged() || !purpose.gives())
        .flatMap(it -> it.having(methods));
  }

  /**
   * What a case needs before anything is proven. It depends on nothing but the purpose, so that it tells nobody whether
   * a name exists.
   */
  public Decision.Needs opening(Purpose purpose) {
    return closed(purpose)
        ? VOUCHED_FOR
        : new Decision.Needs(path(Population.EMPLOYEE, purpose).orElseThrow().open(List.of()));
  }

  public Verdict decide(Facts facts) {
    var spoke = new ArrayList<String>();
    Optional<Reason> denied = Optional.empty();
    var open = new HashSet<Need>();
    Decision permitted = permit(facts);
    switch (permitted) {
      case Decision.Deny(Reason reason) -> {
        spoke.add("PATH");
        denied = Optional.of(reason);
      }
      case Decision.Needs(Set<Need> needs) -> {
        spoke.add("PATH");
        open.addAll(needs);
      }
      case Decision.Allow allow -> {}
    }
    for (Rule rule : guarding(facts.purpose())) {
      Optional<Decision> objection = rule.object(facts);
      if (objection.isPresent()) {
        spoke.add(rule.name());
        switch (objection.get()) {
          case Decision.Deny(Reason reason) -> denied = denied.isPresent() ? denied : Optional.of(reason);
          case Decision.Needs(Set<Need> needs) -> open.addAll(needs);
          case Decision.Allow allow -> throw new IllegalStateException(rule.name() + " tried to permit");
        }
      }
    }
    Set<Method> known = path(facts).map(it -> again(it, facts)).orElse(Set.of());
    if (open.isEmpty() && !facts.stillHere(known)) {
      spoke.add("STILL_HERE");
      open.add(new Need.Again(known));
    }
    Decision decision = denied.isPresent()
        ? new Decision.Deny(denied.get())
        : open.isEmpty() ? new Decision.Allow(reviewed(facts)) : new Decision.Needs(open);
    return new Verdict(decision, Floor.VERSION, spoke);
  }

  /**
   * While moments have to come: what people could show of their own beside what they have shown, so that less has to. Empty where
   * nothing would.
   */
  public Optional<Shorter> shorter(Facts facts) {
    Set<Method> shown = facts.freshEvidence().stream().map(Evidence::method).collect(Collectors.toSet());
    var sooner = new EnumMap<Method, Instant>(Method.class);
    decide(facts).decision().waitsUntil().ifPresent(until -> path(facts).stream()
        .flatMap(it -> it.methods().stream())
        .filter(it -> !it.isAttested() && !shown.contains(it))
        .forEach(it -> {
          Instant then = decide(facts.showing(it)).decision().waitsUntil().orElse(facts.now());
          if (then.isBefore(until)) {
            sooner.put(it, then);
          }
        }));
    return sooner.values().stream().max(Instant::compareTo).map(it -> new Shorter(sooner.keySet(), it));
  }

  /** What shows that the same person is still here: not the word of others, where there is anything of the person's own. */
  private static Set<Method> again(Path path, Facts facts) {
    boolean own = facts.freshEvidence().stream().anyMatch(it -> !it.method().isAttested());
    return path.methods().stream().filter(it -> !own || !it.isAttested()).collect(Collectors.toSet());
  }

  private boolean closed(Purpose purpose) {
    return purpose == Purpose.EXCEPTION && !hasAttestations();
  }

  private Decision permit(Facts facts) {
    if (closed(facts.purpose())) {
      return VOUCHED_FOR;
    }
    Optional<Path> path = path(facts);
    if (path.isEmpty()) {
      return new Decision.Deny(noPath(facts.population().known().orElseThrow(), facts.purpose()));
    }
    Set<Need> open = path.get().open(facts.freshEvidence());
    if (!open.isEmpty()) {
      return new Decision.Needs(open);
    }
    return facts.population().known().isEmpty()
        ? Decision.Needs.one(new Need.Time(facts.asOf().plus(Floor.ASK_AGAIN)))
        : cool(path.get(), facts);
  }

  private Reason noPath(Population population, Purpose purpose) {
    boolean granted = path(population, Purpose.EXCEPTION).isPresent();
    if (population.isPrivileged() && !granted) {
      return Reason.PATH_ELSEWHERE;
    }
    boolean vouched = population.isAlwaysVouchedFor() || population.isPrivileged();
    return purpose == Purpose.RECOVERY && vouched ? Reason.VOUCHED_ONLY : Reason.NO_PATH;
  }

  /** While nobody can say to which population somebody belongs, they prove what everybody proves, and then wait. */
  private Optional<Path> path(Facts facts) {
    return path(facts.population().known().orElse(Population.EMPLOYEE), facts.purpose());
  }

  /** A browser that is known for this person need not cool off. One that cannot be told is not known. */
  private static Decision cool(Path path, Facts facts) {
    return path
        .carriesFrom(facts.freshEvidence(), facts.browserRecognised().is(true))
        .filter(facts.now()::isBefore)
        .<Decision>map(it -> Decision.Needs.one(new Need.Time(it)))
        .orElseGet(() -> new Decision.Allow(false));
  }

  /**
   * What somebody looks at afterwards: everybody who came back without a passkey, strange surroundings, many failures, or
   * several cases in one month; and whatever goes on over an appeal. {@link Population#isFollowedUp} adds to that.
   */
  private static boolean reviewed(Facts facts) {
    return facts.purpose().comesBack()
        || facts.purpose() == Purpose.REPORT
        || facts.purpose().gives() && facts.population().known().filter(Population::isPrivileged).isPresent()
        || !facts.appealWords().isEmpty()
        || facts.recentFailures() >= Floor.MANY_FAILURES / 2
        || facts.earlierCases() >= 2
        || facts.purpose() == Purpose.ENROLLMENT && facts.population().is(Population.GOVERNANCE)
        || unfamiliar(facts.browserRecognised()) && unfamiliar(facts.networkSeen());
  }

  private static boolean unfamiliar(Fact<Boolean> seen) {
    return seen.is(false) || seen.unavailableNow();
  }
}
