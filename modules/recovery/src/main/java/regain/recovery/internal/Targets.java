package regain.recovery.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import regain.kernel.Chance;
import regain.kernel.PersonId;
import regain.kernel.Secret;
import regain.recovery.port.CredentialTarget;
import regain.recovery.port.CredentialTarget.Outcome;
import regain.recovery.port.CredentialTarget.Why;

/**
 * The systems that hold a password of a person, the directory first. One after the other is set in the same request. When
 * the first has not taken the password, no other sees it; when a later one has not, the first has, and both is on record.
 */
@Dependent
class Targets {
  private static final Logger LOG = System.getLogger(Targets.class.getName());

  /** Nobody sees or guesses these. */
  private static final int RANDOM_BYTES = 33;

  private final List<CredentialTarget> inOrder;
  private final Chance chance;

  @Inject
  Targets(@Any Instance<CredentialTarget> targets, Chance chance) {
    this.chance = chance;
    this.inOrder = targets.stream()
        .filter(CredentialTarget::configured)
        .sorted(Comparator.comparingInt(CredentialTarget::rank))
        .toList();
  }

  /** What became of one of them. */
  record Result(String target, Outcome outcome) {
    boolean isSet() {
      return outcome instanceof Outcome.Set;
    }

    /** Whether no password that anybody knows opens it: also when the account lets nobody in, whatever its password is. */
    boolean opensNothing() {
      return isSet() || outcome instanceof Outcome.Refused(Why why) && why == Why.NOT_ELIGIBLE;
    }

    /** As the case keeps it. */
    private String line() {
      return target + "=" + isSet();
    }

    static String write(List<Result> results) {
      return results.stream().map(Result::line).collect(Collectors.joining(" "));
    }
  }

  /** A line that the case has kept. */
  record Kept(String target, boolean isSet) {
    static List<Kept> read(String lines) {
      return Arrays.stream(lines.split(" ", -1)).filter(it -> !it.isEmpty()).map(Kept::of).toList();
    }

    private static Kept of(String line) {
      int at = line.indexOf('=');
      return new Kept(line.substring(0, at), Boolean.parseBoolean(line.substring(at + 1)));
    }
  }

  List<String> names() {
    return inOrder.stream().map(CredentialTarget::name).toList();
  }

  /** The first result is the first target's; there are more exactly when that one is set. */
  List<Result> set(PersonId person, Secret password) {
    CredentialTarget first = inOrder.getFirst();
    var results = new ArrayList<Result>();
    results.add(new Result(first.name(), first.set(person, password)));
    if (results.getFirst().isSet()) {
      inOrder.stream().skip(1).forEach(it -> results.add(new Result(it.name(), setToo(it, person, password))));
    }
    return results;
  }

  /** Replaces the password by one that nobody knows, in each that is not named here. */
  List<Result> block(PersonId person, Set<String> but) {
    String random = Base64.getUrlEncoder().withoutPadding().encodeToString(chance.bytes(RANDOM_BYTES));
    try (Secret unknown = Secret.of(random)) {
      return setEach(person, unknown, but);
    }
  }

  /** Sets each that is not named here, whatever becomes of the others. */
  private List<Result> setEach(PersonId person, Secret password, Set<String> but) {
    return inOrder.stream()
        .filter(it -> !but.contains(it.name()))
        .map(it -> new Result(it.name(), setToo(it, person, password)))
        .toList();
  }

  /** What a later target throws must not keep off the record that the first one has taken the password. */
  private static Outcome setToo(CredentialTarget target, PersonId person, Secret password) {
    try {
      return target.set(person, password);
    } catch (RuntimeException broken) {
      LOG.log(Level.WARNING, "{0} failed at a password: {1}", target.name(), broken.getClass().getSimpleName());
      return new Outcome.Unclear();
    }
  }
}
