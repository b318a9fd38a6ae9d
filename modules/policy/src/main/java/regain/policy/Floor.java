package regain.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The rules that nobody can switch off. House rules come on top of them and can only ask for more. */
enum Floor implements Rule {
  /** An account that the directory would not let in is not recovered (Keycloak CVE-2025-0604 is what happens else). */
  ELIGIBLE {
    @Override
    public Optional<Decision> object(Facts facts) {
      if (facts.eligibility().known().isEmpty()) {
        return Optional.of(Decision.Needs.one(new Need.Time(facts.asOf().plus(ASK_AGAIN))));
      }
      return facts
          .eligibility()
          .known()
          .flatMap(
              it -> switch (it) {
                case ELIGIBLE -> Optional.empty();
                case DISABLED -> deny(Reason.DISABLED);
                case EXPIRED -> deny(Reason.EXPIRED);
                case LOCKED -> deny(Reason.LOCKED);
                case LEFT -> deny(Reason.LEFT);
                case CONTRACT_ENDED -> deny(Reason.CONTRACT_ENDED);
              });
    }
  },

  /** A first passkey is the first. Every further one is bound with a passkey. */
  FIRST_ENROLLMENT_ONLY {
    @Override
    public Optional<Decision> object(Facts facts) {
      return facts.purpose() == Purpose.ENROLLMENT && facts.enrolled()
          ? deny(Reason.ALREADY_ENROLLED)
          : Optional.empty();
    }
  },

  /** A freeze stops everything but a passkey that is there already. */
  NOT_FROZEN {
    @Override
    public Optional<Decision> object(Facts facts) {
      boolean passkey = facts.freshEvidence().stream().anyMatch(it -> it.method() == Method.PASSKEY);
      boolean frozen = facts.frozenUntil().filter(facts.now()::isBefore).isPresent();
      return frozen && !passkey ? deny(Reason.FROZEN) : Optional.empty();
    }
  },

  /** For 72 hours a passkey that rests on a password and a contact carries a case only with one more contact code. */
  PROVISIONAL {
    @Override
    public Optional<Decision> object(Facts facts) {
      boolean provisional = facts.provisionalUntil().filter(facts.now()::isBefore).isPresent();
      boolean code = facts.freshEvidence().stream()
          .anyMatch(it -> it.method() == Method.CONTACT_CODE && !it.openedByAccount());
      return provisional && !code
          ? Optional.of(Decision.Needs.one(new Need.Proof(Set.of(Method.CONTACT_CODE))))
          : Optional.empty();
    }
  },

  /**
   * A browser that nobody knows, in a country that is new or could not be told, waits: the owner is told at once and has
   * this long to object.
   */
  UNFAMILIAR {
    @Override
    public Optional<Decision> object(Facts facts) {
      boolean place = facts.countryUsual().is(false) || facts.countryUsual().unavailableNow();
      boolean browser = facts.browserRecognised().is(false) || facts.browserRecognised().unavailableNow();
      return place && browser ? waitUntil(facts, facts.openedAt().plus(UNFAMILIAR_WAIT)) : Optional.empty();
    }
  },

  /** What two people have narrowed for a while, during an attack. */
  POSTURE {
    @Override
    public Optional<Decision> object(Facts facts) {
      return facts.posture().filter(it -> facts.now().isBefore(it.until())).flatMap(it -> narrowed(facts, it));
    }

    private Optional<Decision> narrowed(Facts facts, Posture posture) {
      boolean comesBack = facts.purpose().comesBack();
      // Before what is over in a day: whoever has waited that long still waits for the rest.
      if (comesBack && isHeld(facts, posture.narrows())) {
        return waitUntil(facts, posture.until());
      }
      if (comesBack && posture.narrows().contains(Narrowing.DAY_LONG_WAITS)) {
        return waitUntil(facts, facts.openedAt().plus(NARROWED_WAIT));
      }
      boolean witnessed = facts.freshEvidence().stream().anyMatch(it -> it.method() == Method.INVITATION);
      return facts.purpose() == Purpose.ENROLLMENT
          && posture.narrows().contains(Narrowing.WITNESSED_ENROLLMENT)
          && !witnessed
              ? Optional.of(Decision.Needs.one(new Need.Proof(Set.of(Method.INVITATION))))
              : Optional.empty();
    }

    // Until the posture ends.
    private boolean isHeld(Facts facts, Set<Narrowing> narrows) {
      return narrows.contains(Narrowing.PASSKEYS_ONLY)
          || (!facts.enrolled() && narrows.contains(Narrowing.WITNESSED_ENROLLMENT))
          || (facts.purpose() == Purpose.EXCEPTION && narrows.contains(Narrowing.EXCEPTIONS_PAUSED));
    }
  },

  /** A passkey of privileged people stays on one device: one that can be copied shows nothing of them. */
  DEVICE_BOUND {
    @Override
    public Optional<Decision> object(Facts facts) {
      boolean shown = facts.freshEvidence().stream().anyMatch(it -> it.method() == Method.PASSKEY);
      boolean holds = !isPrivileged(facts) || facts.privilege().filter(Privilege::deviceBound).isPresent();
      return facts.purpose().gives() && shown && !holds
          ? Optional.of(Decision.Needs.one(new Need.Proof(Set.of(Method.PASSKEY))))
          : Optional.empty();
    }
  },

  /** Whoever vouches for privileged people who have lost everything had them in front of them. */
  IN_PERSON {
    @Override
    public Optional<Decision> object(Facts facts) {
      boolean shown = facts.freshEvidence().stream().anyMatch(it -> it.method().isAttested());
      boolean holds = !isPrivileged(facts) || facts.privilege().filter(Privilege::inPerson).isPresent();
      return facts.purpose() == Purpose.EXCEPTION && shown && !holds
          ? Optional.of(Decision.Needs.one(new Need.Proof(Method.ATTESTATIONS)))
          : Optional.empty();
    }
  },

  /** Nothing of privileged people is set or bound outside a grant over that very case. One who refuses ends it. */
  GRANTED {
    @Override
    public Optional<Decision> object(Facts facts) {
      if (!isPrivileged(facts) || !facts.purpose().gives()) {
        return Optional.empty();
      }
      return switch (facts.privilege().map(Privilege::grant).orElse(Privilege.Stage.NONE)) {
        case NONE, WAITING -> Optional.of(Decision.Needs.one(new Need.Grant()));
        case AGREED -> Optional.empty();
        case REFUSED -> deny(Reason.GRANT_REFUSED);
      };
    }
  },

  /** Many failures slow everything down but a passkey, so that failing on purpose shuts nobody out. */
  FAILURES {
    @Override
    public Optional<Decision> object(Facts facts) {
      boolean passkey = facts.freshEvidence().stream().anyMatch(it -> it.method() == Method.PASSKEY);
      return !passkey && facts.recentFailures() >= MANY_FAILURES
          ? waitUntil(facts, facts.openedAt().plus(FAILURES_WAIT))
          : Optional.empty();
    }
  };

  /** Raised with each change of a rule or a path; stored with every decision. */
  static final int VERSION = 8;

  static final List<Rule> RULES = List.of(values());
  static final Duration ASK_AGAIN = Duration.ofMinutes(1);
  static final Duration UNFAMILIAR_WAIT = Duration.ofMinutes(10);
  static final Duration FAILURES_WAIT = Duration.ofMinutes(15);
  static final Duration NARROWED_WAIT = Duration.ofHours(24);
  static final int MANY_FAILURES = 10;

  private static boolean isPrivileged(Facts facts) {
    return facts.population().known().filter(Population::isPrivileged).isPresent();
  }

  private static Optional<Decision> deny(Reason reason) {
    return Optional.of(new Decision.Deny(reason));
  }

  private static Optional<Decision> waitUntil(Facts facts, Instant until) {
    return facts.now().isBefore(until) ? Optional.of(Decision.Needs.one(new Need.Time(until))) : Optional.empty();
  }
}
