package regain.enrollment.port;

import java.util.Locale;
import java.util.Map;

/** Carries letters: SMTP, or the outbox page of the demo. */
public interface Post {
  /**
   * Hands over one letter. Returns when the next station has taken it.
   *
   * @throws Undeliverable when it was not taken; the caller tries again later
   */
  void send(Letter letter);

  /**
   * A letter before it has words. The words are in the message bundle, in plain text, in the reader's language.
   *
   * @param values what the words are about; an entry named {@code code} is a secret and goes nowhere but into the letter
   */
  record Letter(String to, Locale language, Kind kind, Map<String, String> values) {
    public Letter {
      values = Map.copyOf(values);
    }

    /** Says whom it is for nowhere: not in a log, not in an exception. */
    @Override
    public String toString() {
      return "Letter " + kind;
    }
  }

  /** The letters that the house writes. Each has words in every language. */
  enum Kind {
    /** A code to type: {@code code}, {@code minutes}, {@code number}. */
    CODE,
    /** Somebody began to recover or to enrol: {@code purpose}, {@code number}, {@code when}, {@code from}, {@code link}. */
    CASE_OPENED,
    /** The password was changed: {@code number}, {@code when}, {@code from}, {@code link}. */
    PASSWORD_CHANGED,
    /** Nobody knows whether the password was changed: {@code number}, {@code when}, {@code from}, {@code link}. */
    PASSWORD_UNCLEAR,
    /** A passkey was added: {@code passkey}, {@code when}, {@code from}, {@code link}. */
    PASSKEY_ADDED,
    /** A passkey was removed: {@code passkey}, {@code when}, {@code from}, {@code link}. */
    PASSKEY_REMOVED,
    /** A new set of recovery codes counts: {@code when}, {@code from}, {@code link}. */
    RECOVERY_CODES_MADE,
    /** A recovery code was used: {@code number}, {@code left}, {@code when}, {@code from}, {@code link}. */
    RECOVERY_CODE_USED,
    /** Two proofs were shown, and a waiting time runs: {@code number}, {@code until}, {@code from}, {@code link}. */
    RECOVERY_WAITING,
    /** A loss was reported, and passkeys suspended: {@code number}, {@code suspended}, {@code when}, {@code from}, {@code link}. */
    LOSS_REPORTED,
    /** The service desk was asked for help, and this is how to begin: {@code when}, {@code link}. */
    START_HERE,
    /** A contact was added, and counts later: {@code contact}, {@code until}, {@code when}, {@code from}, {@code link}. */
    CONTACT_ADDED,
    /** A contact was removed: {@code contact}, {@code when}, {@code from}, {@code link}. */
    CONTACT_REMOVED,
    /** To the supervisor: somebody who reports to them enrolled on a password: {@code who}, {@code when}, {@code until}. */
    ENROLLED_PROVISIONALLY,
    /** Somebody said "that was not me", and it was stopped: {@code number}, {@code when}, {@code until}. */
    STOPPED,
    /** A reviewer found that a case was abuse, and it was undone: {@code number}, {@code when}, {@code until}. */
    CONTAINED,
    /** The same to everybody in the security team: {@code number}, {@code who}, {@code when}. */
    CONTAINED_FOR_SECURITY,
    /** To the security team: something that is about nobody was found to be an attack: {@code number}, {@code when}. */
    ATTACK_FOUND,
    /** To everybody in the security team: nobody has reviewed it in time: {@code number}, {@code due}. */
    REVIEW_LATE,
    /** The same for the second time. */
    REVIEW_LATE_AGAIN,
    /** The same for the third time, and what the case made is held back: {@code number}, {@code due}, {@code until}. */
    REVIEW_HELD_BACK,
    /** To the supervisor: somebody who reports to them lost everything and may come to them: {@code who}, {@code when}. */
    ATTESTATION_ASKED,
    /** To the supervisor: a waiting time runs for somebody who reports to them: {@code who}, {@code when}, {@code until}, {@code stop}. */
    WAITING_FOR_OTHER,
    /** Somebody has vouched for the person: {@code who}, {@code number}, {@code when}, {@code from}, {@code link}. */
    ATTESTED,
    /** The same to whoever has signed, and to the supervisor: {@code who}, {@code by}, {@code number}, {@code when}. */
    ATTESTED_BY,
    /** A rule refuses because of risk, and two people would have to vouch: {@code number}, {@code when}, {@code from}, {@code link}. */
    REFUSED_BY_RISK,
    /** Two people have vouched all the same, and a waiting time runs: {@code number}, {@code until}, {@code from}, {@code link}. */
    APPEAL_MET,
    /** To everybody in the security team: two of them have narrowed what people may do: {@code because}, {@code until}, {@code by}. */
    POSTURE_ELEVATED,
    /** The same when two of them have ended it: {@code because}, {@code by}. */
    POSTURE_ENDED,
    /** To everybody in the security team: all agents of a {@code provider} are cut off: {@code because}, {@code by}. */
    PROVIDER_CUT_OFF,
    /** The same when they are admitted again. */
    PROVIDER_READMITTED,
    /** Alarms are raised by other numbers, or again: {@code version}, {@code numbers}, {@code because}, {@code by}. */
    CALIBRATION_CHANGED,
    /** Alarms are not raised any more: the same. */
    ALARMS_OFF,
    /** To the first people and the security team: enough of them hold their keys: {@code who}, {@code when}. */
    FOUNDING_CLOSED,
    /** The same when somebody at the host opened founding once more: {@code when}. */
    FOUNDING_REOPENED,
    /** To everybody in the security team: so few can review: {@code left}, {@code when}. */
    REVIEWERS_TOO_FEW,
    /** After an incident this person's password was blocked, with those of others: {@code number}, {@code when}. */
    MASS_RESET,
    /** The same to somebody who is not back after some days. */
    MASS_RESET_REMINDER,
    /** To everybody in the security team: two of them have started one: {@code because}, {@code by}, {@code people}. */
    MASS_RESET_STARTED,
    /** To those who have to agree: somebody asks for privilege: {@code who}, {@code what}, {@code until}. */
    GRANT_ASKED,
    /** The same when it has waited for a while, in the end to everybody in the security team, too. */
    GRANT_WAITS,
    /** Privilege was given for a while: {@code what}, {@code until}, {@code when}, {@code link}. */
    GRANT_READY,
    /** To everybody in the security team: a {@code target} does not let go of what it had: {@code number}. */
    GRANT_STUCK,
    /** A reviewer cannot tell without asking the person: {@code number}, {@code when}, {@code link}. */
    REVIEW_ASKS,
    /** The same to their supervisor: {@code number}, {@code who}, {@code when}. */
    REVIEW_ASKS_ABOUT
  }

  /** The letter was not taken. Its message says why and names no address. */
  final class Undeliverable extends RuntimeException {
    private static final long serialVersionUID = 1;

    public Undeliverable(String why, Throwable cause) {
      super(why, cause);
    }
  }
}
