package regain.directory;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import regain.kernel.PersonId;
import regain.policy.Fact;
import regain.recovery.port.CredentialTarget.Outcome;
import regain.recovery.port.CredentialTarget.Why;

/** What an administrator does between the look-up and the change counts: the directory asserts it in one operation. */
interface MeanwhileCases extends Given {
  String LOCK = "000001010000Z";
  String TRIED = "Ebbe und Flut am Kai";

  @Test
  default void a_lock_in_between_holds_and_stays() {
    refused_when("b.hansen", () -> replace("b.hansen", "pwdAccountLockedTime", LOCK));

    assertThat(stored("b.hansen").getAttributeValue("pwdAccountLockedTime")).isEqualTo(LOCK);
    replace("b.hansen", "pwdAccountLockedTime");
    assertThat(adapter().fits(adapter().person("b.hansen"), "Nordhafen-2026-b.hansen")).isEqualTo(Fact.known(true));
  }

  @Test
  default void disabling_in_between_holds() {
    refused_when("b.hansen", () -> replace("b.hansen", "employeeType", "employee", "disabled"));
  }

  @Test
  default void leaving_in_between_holds() {
    refused_when("b.hansen", () -> replace("b.hansen", "employeeType", "former"));
  }

  @Test
  default void a_contract_that_is_shortened_in_between_holds() {
    refused_when("k.tanaka", () -> replace("k.tanaka", "schacExpiryDate", "20200101000000Z"));
  }

  @Test
  default void an_account_that_is_made_to_expire_in_between_holds() {
    refused_when(
        "b.hansen",
        () -> {
          replace("b.hansen", "objectClass", "top", "person", "organizationalPerson", "inetOrgPerson", "shadowAccount");
          replace("b.hansen", "shadowExpire", "1");
        });
  }

  @Test
  default void an_account_made_again_under_the_same_name_in_between_keeps_its_own_password() throws LDAPException {
    PersonId before = adapter().person("b.hansen");
    refused_when("b.hansen", () -> recreate("b.hansen"));

    PersonId after = adapter().person("b.hansen");
    assertThat(after).isNotEqualTo(before);
    assertThat(adapter().fits(after, "Somebody-elses-password")).isEqualTo(Fact.known(true));
  }

  @Test
  default void an_account_deleted_in_between_is_not_eligible() {
    refused_when(
        "b.hansen",
        () -> {
          try {
            server().administrator().delete(dn("b.hansen"));
          } catch (LDAPException wrong) {
            throw new AssertionError(wrong);
          }
        });
  }

  private void refused_when(String uid, Meanwhile meanwhile) {
    PersonId person = adapter().person(uid);

    Outcome outcome = adapterWith(Map.of(), meanwhile).set(person, TRIED);

    assertThat(outcome).isEqualTo(new Outcome.Refused(Why.NOT_ELIGIBLE));
    assertThat(adapter().fits(person, TRIED)).isEqualTo(Fact.known(false));
  }
}
