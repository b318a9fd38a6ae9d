package regain.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Everything a decision rests on, as of one moment. It is stored with the decision, which can so be replayed.
 *
 * @param population whose path counts; from the directory
 * @param eligibility whether the directory lets this account be used
 * @param enrolled whether the person has a passkey here
 * @param evidence what was proven, fresh or not
 * @param browserRecognised whether this browser was seen with this person before
 * @param networkSeen whether this network prefix was
 * @param countryUsual whether this country was
 * @param recentFailures failed proofs against this person within 24 hours, in any case
 * @param earlierCases cases of this person that were completed within 30 days
 * @param provisionalUntil set while the passkey that was used rests on a provisional enrolment
 * @param frozenUntil set while this person has a freeze; it does not touch passkeys that are older than the freeze
 * @param posture what an elevated posture narrows, while there is one
 * @param privilege what counts beside that for privileged people; empty for everybody else
 * @param openedAt when the case was opened
 * @param asOf when these facts were gathered
 * @param now the database's clock at the decision
 */
public record Facts(
    Purpose purpose,
    Fact<Population> population,
    Fact<Eligibility> eligibility,
    boolean enrolled,
    List<Evidence> evidence,
    Fact<Boolean> browserRecognised,
    Fact<Boolean> networkSeen,
    Fact<Boolean> countryUsual,
    int recentFailures,
    int earlierCases,
    Optional<Instant> provisionalUntil,
    Optional<Instant> frozenUntil,
    Optional<Posture> posture,
    Optional<Privilege> privilege,
    Instant openedAt,
    Instant asOf,
    Instant now) {
  /** Facts older than this carry no decision: they are gathered again. */
  public static final Duration MAX_AGE = Duration.ofSeconds(30);

  public Facts {
    evidence = List.copyOf(evidence);
  }

  /** Whether one of these was shown so recently that the same person can be taken to be here still. */
  boolean stillHere(Set<Method> methods) {
    return freshEvidence().stream()
        .anyMatch(it -> methods.contains(it.method()) && now.isBefore(it.provenAt().plus(Evidence.CARRIES_A_CLAIM)));
  }

  /** What counts at this moment, apart from words over an appeal. */
  List<Evidence> freshEvidence() {
    return evidence.stream().filter(each -> each.freshAt(now) && !each.overAppeal()).toList();
  }

  /** What others have said who knew why a rule refuses. */
  List<Evidence> appealWords() {
    return evidence.stream().filter(each -> each.freshAt(now) && each.overAppeal()).toList();
  }

  /** From when on two people of different lines have spoken over an appeal, if two have. */
  public Optional<Instant> appealMet() {
    return appealWords().stream()
        .filter(it -> it.method() == Method.SUPERVISOR_ATTESTATION)
        .flatMap(
            one -> appealWords().stream()
                .filter(it -> it.method() == Method.INDEPENDENT_ATTESTATION && it.independentOf(one))
                .map(it -> it.provenAt().isAfter(one.provenAt()) ? it.provenAt() : one.provenAt()))
        .min(Instant::compareTo);
  }

  /** Whether they are recent enough to decide on. */
  public boolean current() {
    return !now.isAfter(asOf.plus(MAX_AGE));
  }

  /** The same facts at another moment. */
  public Facts at(Instant moment) {
    return with(evidence, moment);
  }

  /** The same facts with the evidence of another moment. */
  public Facts with(List<Evidence> other, Instant moment) {
    return with(other, browserRecognised, moment);
  }

  /** As if something of this kind were shown at this moment. */
  Facts showing(Method method) {
    var more = Stream.concat(evidence.stream(), Stream.of(new Evidence(method, "one more", false, now, Instant.MAX)));
    return with(more.toList(), now);
  }

  /** As if the same person sat at a browser that was seen with them before. */
  public Facts inKnownBrowser() {
    return with(evidence, Fact.known(true), now);
  }

  private Facts with(List<Evidence> other, Fact<Boolean> recognised, Instant moment) {
    return new Facts(
        purpose,
        population,
        eligibility,
        enrolled,
        other,
        recognised,
        networkSeen,
        countryUsual,
        recentFailures,
        earlierCases,
        provisionalUntil,
        frozenUntil,
        posture,
        privilege,
        openedAt,
        asOf,
        moment);
  }
}
