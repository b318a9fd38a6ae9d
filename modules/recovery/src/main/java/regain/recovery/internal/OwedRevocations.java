package regain.recovery.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import regain.duties.Duties;
import regain.duties.Duty;
import regain.kernel.CaseId;
import regain.kernel.Ending;
import regain.kernel.Endings;

/**
 * Sessions elsewhere that had to end. A restore may have lost that they were still owed, and another system may have been
 * put back as well; so those of the last thirty days are owed once more. Each still names the moment before which sessions
 * end, so that nobody is signed out who has signed in since.
 */
@Dependent
class OwedRevocations implements Endings {
  private static final Duration COUNTS = Duration.ofDays(30);

  private final Duties duties;
  private final InstantSource clock;

  @Inject
  OwedRevocations(Duties duties, InstantSource clock) {
    this.duties = duties;
    this.clock = clock;
  }

  @Override
  public String kind() {
    return "revocation";
  }

  @Override
  public Duration counts() {
    return COUNTS;
  }

  @Override
  public List<Ending> since(Instant since) {
    return duties.owedSince(Revocations.KIND, since).stream()
        .filter(it -> it.duty().caseId().isPresent())
        .map(it -> ending(it.duty(), it.at()))
        .toList();
  }

  private Ending ending(Duty duty, Instant at) {
    return new Ending(
        kind(),
        duty.key(),
        at,
        List.of(
            duty.caseId().orElseThrow().toString(),
            duty.detail("person"),
            duty.detail("connector"),
            duty.detail("round"),
            duty.detail("began-before")));
  }

  /** A late round stays late: it waits until a login that had begun can no longer be finished. */
  @Override
  public boolean again(Ending ending) {
    List<String> more = ending.more();
    Instant now = clock.instant();
    Instant before = Instant.parse(more.get(4));
    var duty = new Duty(
        Revocations.KIND,
        ending.what(),
        Optional.of(CaseId.of(more.get(0))),
        Map.of(
            "person", more.get(1),
            "connector", more.get(2),
            "round", more.get(3),
            "began-before", more.get(4)));
    return duties.oweAgain(duty, before.isAfter(now) ? before : now);
  }
}
