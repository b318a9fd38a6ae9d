package regain.house;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import regain.kernel.PersonId;
import regain.kernel.Secret;
import regain.recovery.port.CredentialTarget;

/** A second system that holds a password, and answers as the test says. */
final class FakeTarget implements CredentialTarget {
  final List<PersonId> asked = new ArrayList<>();
  Supplier<Outcome> answer = Outcome.Set::new;
  /** What it holds now. */
  String password = "";

  @Override
  public String name() {
    return "elsewhere";
  }

  @Override
  public Outcome set(PersonId person, Secret secret) {
    asked.add(person);
    Outcome outcome = answer.get();
    if (outcome instanceof Outcome.Set) {
      password = secret.open(String::new);
    }
    return outcome;
  }
}
