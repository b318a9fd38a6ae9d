package regain.recovery;

import regain.enrollment.Passkeys;

/** Why the last step did not go on. Each has words that say what to do next, and never which part was wrong. */
public enum Refusal {
  /** The passkey, password, invitation or name did not fit together. */
  DOES_NOT_FIT,
  CODE_WRONG,
  CODE_DEAD,
  /** No saved code of this account is called so, or it was used. */
  RECOVERY_CODE_WRONG,
  /** This computer is none that counts for this account, for whatever reason. */
  DEVICE_DOES_NOT_FIT,
  TOO_MANY_TRIES,
  /** The directory or another part did not answer; nothing was changed. */
  TRY_LATER,
  /** The page was older than the case. */
  OUT_OF_DATE,
  PASSKEY_NOT_BOUND,
  /** The passkey can be copied to other devices, and this person's must not. */
  PASSKEY_COPYABLE,
  /** The passkey that was shown can be copied to other devices, and this person has to show one that cannot. It stays as it is. */
  PASSKEY_SYNCED,
  /** The passkey was added at the account page a short while ago, and this person has to show an older one. */
  PASSKEY_TOO_NEW,
  /** No maker vouches for the passkey, and policy asks that one does. */
  PASSKEY_NOT_VOUCHED,

  PASSWORD_TOO_SHORT,
  PASSWORD_TOO_LONG,
  PASSWORD_COMMON,
  PASSWORD_BREACHED,
  PASSWORD_CONTEXT,
  PASSWORD_UNUSABLE,
  /** The target says that it was used before. */
  PASSWORD_IN_HISTORY,
  /** The target lets a password be changed only when it is older. */
  PASSWORD_TOO_YOUNG,
  /** The target has rules of its own. */
  PASSWORD_REFUSED,
  /** The target will not do it for a reason that only an operator can mend. */
  TARGET_REFUSES,
  /** A system that must confirm first has not confirmed. */
  CONNECTOR_HOLDS,
  /** No answer in time: the new password may hold or not. */
  UNCLEAR,
  /** An older database was put back, and whatever was open in it is closed. */
  RESTORED;

  public static Refusal of(Passkeys.Unfit why) {
    return switch (why) {
      case DOES_NOT_FIT -> PASSKEY_NOT_BOUND;
      case COPYABLE -> PASSKEY_COPYABLE;
      case NOT_VOUCHED -> PASSKEY_NOT_VOUCHED;
    };
  }
}
