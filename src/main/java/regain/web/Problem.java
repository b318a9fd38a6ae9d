package regain.web;

import java.util.Optional;
import regain.recovery.Refusal;

/**
 * Why the last step did not go on, for the summary at the top and beside its field.
 *
 * @param key of its words
 * @param field the id of what to mend
 */
record Problem(String key, String field) {
  static final String CODE = "code";
  static final String SAVED = "saved";
  static final String PASSWORD = "password";
  static final String PROOF = "proof";

  static Optional<Problem> of(Optional<Refusal> refusal) {
    return refusal.map(it -> new Problem("refusal." + it, field(it)));
  }

  static Problem name(String note) {
    return new Problem("note." + note, "name");
  }

  private static String field(Refusal refusal) {
    return switch (refusal) {
      case CODE_WRONG, CODE_DEAD -> CODE;
      case RECOVERY_CODE_WRONG -> SAVED;
      case PASSWORD_TOO_SHORT,
          PASSWORD_TOO_LONG,
          PASSWORD_COMMON,
          PASSWORD_BREACHED,
          PASSWORD_CONTEXT,
          PASSWORD_UNUSABLE,
          PASSWORD_IN_HISTORY,
          PASSWORD_TOO_YOUNG,
          PASSWORD_REFUSED ->
        PASSWORD;
      case DOES_NOT_FIT,
          DEVICE_DOES_NOT_FIT,
          TOO_MANY_TRIES,
          TRY_LATER,
          OUT_OF_DATE,
          PASSKEY_NOT_BOUND,
          PASSKEY_COPYABLE,
          PASSKEY_SYNCED,
          PASSKEY_TOO_NEW,
          PASSKEY_NOT_VOUCHED,
          TARGET_REFUSES,
          CONNECTOR_HOLDS,
          UNCLEAR,
          RESTORED ->
        PROOF;
    };
  }

  /** Whether the passkey that was just made was not bound, so that its provider should not offer it. */
  public boolean forgotten() {
    return key.equals("refusal." + Refusal.PASSKEY_COPYABLE) || key.equals("refusal." + Refusal.PASSKEY_NOT_VOUCHED);
  }

  /** Whether it belongs to this field. */
  public boolean at(String id) {
    return field.equals(id);
  }
}
