package regain.house;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import regain.kernel.PersonId;
import regain.policy.Fact;
import regain.recovery.Elsewhere.Open;
import regain.recovery.port.SessionConnector;

/** A system that confirms, or does not, as the test says. */
final class FakeConnector implements SessionConnector {
  final List<Instant> asked = new ArrayList<>();
  private final WhenStuck whenStuck;
  boolean answers = true;
  /** What happens while it is being asked the next time. */
  Runnable then = () -> {};
  Fact<List<Open>> open = Fact.notConfigured();

  FakeConnector(WhenStuck whenStuck) {
    this.whenStuck = whenStuck;
  }

  @Override
  public String name() {
    return "elsewhere";
  }

  @Override
  public Fact<List<Open>> open(PersonId person) {
    return open;
  }

  @Override
  public WhenStuck whenStuck() {
    return whenStuck;
  }

  @Override
  public Revocation revoke(PersonId person, Instant before) {
    asked.add(before);
    Runnable now = then;
    then = () -> {};
    now.run();
    return answers ? Revocation.confirmed(2) : Revocation.notConfirmed();
  }
}
