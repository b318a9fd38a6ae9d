package regain.house;

import java.util.ArrayList;
import java.util.List;
import regain.kernel.PersonId;
import regain.kernel.Secret;
import regain.recovery.port.SecondFactors;

/** A system with second factors, which confirms, or does not, as the test says. */
final class FakeFactors implements SecondFactors {
  /** The keys that it was given, the newest last. */
  final List<String> keys = new ArrayList<>();
  boolean answers = true;
  int held = 2;

  @Override
  public String name() {
    return "elsewhere";
  }

  @Override
  public Replacement replace(PersonId person, Secret key) {
    if (!answers) {
      return Replacement.notConfirmed();
    }
    int removed = held;
    if (removed > 0) {
      keys.add(key.open(String::new));
      held = 1;
    }
    return new Replacement(removed);
  }
}
