package regain.house;

import java.time.Duration;
import java.util.Optional;
import regain.enrollment.Enrollment.Holder;
import regain.kernel.CaseId;
import regain.recovery.Attestations;
import regain.recovery.Attestations.Asked;
import regain.recovery.Attestations.How;
import regain.recovery.Attestations.No;
import regain.recovery.Attestations.Outcome;
import regain.recovery.Attestations.Sight;

/** Somebody who vouches for others. */
final class Attester {
  private final TestHouse house;
  private final SoftPasskey passkey;

  private Attester(TestHouse house, SoftPasskey passkey) {
    this.house = house;
    this.passkey = passkey;
  }

  /** They enrol and were witnessed. */
  static Attester enrolled(TestHouse house, String name) {
    return with(house, Given.enrolledByInvitation(house, name, "Nordhafen-2026-" + name));
  }

  static Attester with(TestHouse house, SoftPasskey passkey) {
    return new Attester(house, passkey);
  }

  SoftPasskey passkey() {
    return passkey;
  }

  Attestations desk() {
    return house.part(Attestations.class);
  }

  /** Signed in anew each time: the sessions of a test outlive any clock. */
  Holder holder() {
    return SignedIn.with(house, passkey).holder();
  }

  Sight find(String number) {
    return desk().find(holder(), number);
  }

  /** Why they may not, if they may not. */
  Optional<No> barred(String number) {
    return find(number) instanceof Sight.Barred(No why) ? Optional.of(why) : Optional.empty();
  }

  Asked found(String number) {
    if (find(number) instanceof Sight.Open(Asked asked)) {
      return asked;
    }
    throw new IllegalStateException("barred: " + barred(number));
  }

  /** Looks for as long as it takes, and signs. */
  Outcome attest(Journey journey) {
    return attest(journey, How.IN_PERSON, Duration.ofMinutes(2));
  }

  Outcome attest(Journey journey, How how, Duration looking) {
    Holder holder = holder();
    if (!(desk().find(holder, journey.look().view.number()) instanceof Sight.Open(Asked asked))) {
      return new Outcome.Refused(barred(journey.view.number()).orElseThrow());
    }
    house.clock.pass(looking);
    Optional<No> no = desk().draft(holder, asked.id(), how);
    return no.<Outcome>map(Outcome.Refused::new).orElseGet(() -> sign(holder, asked.id()));
  }

  Outcome sign(Holder holder, CaseId id) {
    String options = desk().ask(holder, id).orElseThrow();
    return desk().attest(holder, id, passkey.get(options));
  }
}
