package regain.house;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import regain.kernel.PersonId;
import regain.recovery.port.SessionConnector;

/** A system that confirms, or does not, as the test says. */
final class FakeConnector implements SessionConnector {
  final List<Instant> asked = new ArrayList<>();
  private final WhenStuck whenStuck;
  boolean answers = true;

  FakeConnector(WhenStuck whenStuck) {
    this.whenStuck = whenStuck;
  }

  @Override
  public String name() {
    return "elsewhere";
  }

  @Override
  public WhenStuck whenStuck() {
    return whenStuck;
  }

  @Override
  public Revocation revoke(PersonId person, Instant before) {
    asked.add(before);
    return answers ? Revocation.confirmed(2) : Revocation.notConfirmed();
  }
}
