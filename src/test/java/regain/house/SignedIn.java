package regain.house;

import java.util.List;
import java.util.Optional;
import regain.enrollment.Enrollment;
import regain.enrollment.Enrollment.Change;
import regain.enrollment.Enrollment.Holder;
import regain.kernel.Secret;

/** Somebody at the account page. */
final class SignedIn {
  private final TestHouse house;
  private final Secret session;

  private SignedIn(TestHouse house, Secret session) {
    this.house = house;
    this.session = session;
  }

  static SignedIn with(TestHouse house, SoftPasskey passkey) {
    return maybe(house, passkey).orElseThrow();
  }

  static Optional<SignedIn> maybe(TestHouse house, SoftPasskey passkey) {
    Enrollment enrollment = house.enrollment();
    String answer = passkey.get(enrollment.askSignIn("visit"));
    return enrollment.signIn("visit", answer, TestHouse.arrival()).map(it -> new SignedIn(house, it));
  }

  /** Tries to sign in with an answer of which something is not as usual. */
  static Optional<SignedIn> trying(TestHouse house, SoftPasskey passkey, SoftPasskey.Lie lie) {
    Enrollment enrollment = house.enrollment();
    String answer = passkey.get(enrollment.askSignIn("visit"), lie);
    return enrollment.signIn("visit", answer, TestHouse.arrival()).map(it -> new SignedIn(house, it));
  }

  boolean alive() {
    return house.enrollment().holder(session).isPresent();
  }

  /** The same cookie at another house. */
  boolean aliveIn(TestHouse other) {
    return other.enrollment().holder(session).isPresent();
  }

  Holder holder() {
    return house.enrollment().holder(session).orElseThrow();
  }

  /** Draws recovery codes and says that they are kept. */
  List<String> codes() {
    List<String> codes = house.enrollment().drawCodes(holder()).orElseThrow().stream()
        .map(it -> it.<String>open(String::new))
        .toList();
    if (house.enrollment().keepCodes(holder(), TestHouse.arrival()) != Change.DONE) {
      throw new IllegalStateException("the codes were not kept");
    }
    return codes;
  }
}
