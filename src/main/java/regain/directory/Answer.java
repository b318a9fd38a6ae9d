package regain.directory;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPResult;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.experimental.DraftBeheraLDAPPasswordPolicy10ErrorType;
import com.unboundid.ldap.sdk.experimental.DraftBeheraLDAPPasswordPolicy10ResponseControl;
import java.util.Optional;
import regain.recovery.port.CredentialTarget.Outcome;
import regain.recovery.port.CredentialTarget.Why;

/**
 * What a directory's answer to a password change means. The password policy control
 * (draft-behera-ldap-password-policy-10 section 6.2) says it exactly; the result code is what remains without it.
 * Diagnostic texts are for people and are not read.
 */
final class Answer {
  private Answer() {}

  static Outcome of(LDAPResult answer) {
    if (answer.getResultCode().equals(ResultCode.SUCCESS)) {
      return new Outcome.Set();
    }
    // A notice of disconnection has this code too (RFC 4511 section 4.4.1), and it may come after the change was made.
    if (answer.getResultCode().equals(ResultCode.UNAVAILABLE)) {
      return new Outcome.Unclear();
    }
    return new Outcome.Refused(policy(answer).map(Answer::why).orElseGet(() -> why(answer.getResultCode())));
  }

  private static Why why(ResultCode code) {
    return switch (code.intValue()) {
      case ResultCode.ASSERTION_FAILED_INT_VALUE, ResultCode.NO_SUCH_OBJECT_INT_VALUE -> Why.NOT_ELIGIBLE;
      case ResultCode.CONSTRAINT_VIOLATION_INT_VALUE -> Why.POOR_QUALITY;
      case ResultCode.BUSY_INT_VALUE -> Why.UNREACHABLE;
      default -> Why.MISCONFIGURED;
    };
  }

  private static Why why(DraftBeheraLDAPPasswordPolicy10ErrorType error) {
    return switch (error) {
      case PASSWORD_IN_HISTORY -> Why.IN_HISTORY;
      case PASSWORD_TOO_YOUNG -> Why.TOO_YOUNG;
      case PASSWORD_TOO_SHORT -> Why.TOO_SHORT;
      case INSUFFICIENT_PASSWORD_QUALITY -> Why.POOR_QUALITY;
      case ACCOUNT_LOCKED -> Why.NOT_ELIGIBLE;
      // Policies that forbid what Regain is for, or that speak of the service account itself.
      case PASSWORD_EXPIRED, CHANGE_AFTER_RESET, PASSWORD_MOD_NOT_ALLOWED, MUST_SUPPLY_OLD_PASSWORD ->
        Why.MISCONFIGURED;
    };
  }

  private static Optional<DraftBeheraLDAPPasswordPolicy10ErrorType> policy(LDAPResult answer) {
    try {
      return Optional.ofNullable(DraftBeheraLDAPPasswordPolicy10ResponseControl.get(answer))
          .map(DraftBeheraLDAPPasswordPolicy10ResponseControl::getErrorType);
    } catch (LDAPException unreadable) {
      return Optional.empty();
    }
  }
}
