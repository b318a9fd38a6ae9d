package regain.directory;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.LDAPResult;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.experimental.DraftBeheraLDAPPasswordPolicy10ErrorType;
import com.unboundid.ldap.sdk.experimental.DraftBeheraLDAPPasswordPolicy10ResponseControl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import regain.recovery.port.CredentialTarget.Outcome;
import regain.recovery.port.CredentialTarget.Why;

class AnswerTest {
  @ParameterizedTest
  @CsvSource({
      "122,NOT_ELIGIBLE", "32,NOT_ELIGIBLE", "19,POOR_QUALITY", "50,MISCONFIGURED", "53,MISCONFIGURED",
      "10,MISCONFIGURED", "12,MISCONFIGURED", "65,MISCONFIGURED", "80,MISCONFIGURED", "51,UNREACHABLE"
  })
  void a_result_code_says_why(int code, Why why) {
    assertThat(Answer.of(result(code))).isEqualTo(new Outcome.Refused(why));
  }

  @ParameterizedTest
  @CsvSource({
      "PASSWORD_IN_HISTORY,IN_HISTORY", "PASSWORD_TOO_YOUNG,TOO_YOUNG", "PASSWORD_TOO_SHORT,TOO_SHORT",
      "INSUFFICIENT_PASSWORD_QUALITY,POOR_QUALITY", "ACCOUNT_LOCKED,NOT_ELIGIBLE", "PASSWORD_EXPIRED,MISCONFIGURED",
      "CHANGE_AFTER_RESET,MISCONFIGURED", "PASSWORD_MOD_NOT_ALLOWED,MISCONFIGURED",
      "MUST_SUPPLY_OLD_PASSWORD,MISCONFIGURED"
  })
  void the_password_policy_control_says_it_exactly(DraftBeheraLDAPPasswordPolicy10ErrorType error, Why why) {
    var control = new DraftBeheraLDAPPasswordPolicy10ResponseControl(null, -1, error);

    assertThat(Answer.of(result(19, control))).isEqualTo(new Outcome.Refused(why));
  }

  @Test
  void success_is_set() {
    assertThat(Answer.of(result(0))).isEqualTo(new Outcome.Set());
  }

  @Test
  void a_server_that_goes_away_may_have_done_it() {
    assertThat(Answer.of(result(52))).isEqualTo(new Outcome.Unclear());
  }

  @Test
  void a_control_that_cannot_be_read_leaves_the_code() {
    var broken = new Control("1.3.6.1.4.1.42.2.27.8.5.1", false, new ASN1OctetString("?"));

    assertThat(Answer.of(result(19, broken))).isEqualTo(new Outcome.Refused(Why.POOR_QUALITY));
  }

  private static LDAPResult result(int code, Control... controls) {
    return new LDAPResult(1, ResultCode.valueOf(code), "in words", null, new String[0], controls);
  }
}
