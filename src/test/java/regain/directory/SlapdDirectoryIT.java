package regain.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.ldap.sdk.AddRequest;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.DeleteRequest;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPInterface;
import com.unboundid.ldap.sdk.LDAPRequest;
import com.unboundid.ldap.sdk.LDAPResult;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ModifyDNRequest;
import com.unboundid.ldap.sdk.ModifyRequest;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.controls.AssertionRequestControl;
import com.unboundid.ldap.sdk.extensions.PasswordModifyExtendedRequest;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import regain.demo.DemoTree;
import regain.kernel.PersonId;
import regain.recovery.port.CredentialTarget.Outcome;
import regain.recovery.port.CredentialTarget.Why;

/** The contract, against a real slapd with StartTLS; and the facts about slapd that decided how the adapter works. */
@Isolated("it measures time")
class SlapdDirectoryIT extends DirectoryContract {
  @Override
  TestServer start(Path folder) {
    return Slapd.start(folder);
  }

  /** Why the adapter modifies userPassword and does not use RFC 3062's operation. */
  @Test
  void slapd_refuses_an_assertion_on_a_password_modify_operation() throws Exception {
    var assertion = new AssertionRequestControl(Filter.createPresenceFilter("uid"), true);
    try (LDAPConnection service = bound(DemoTree.SERVICE)) {
      LDAPResult answer = service.processExtendedOperation(
          new PasswordModifyExtendedRequest(dn("b.hansen"), null, "Ebbe und Flut", new Control[]{assertion}));

      assertThat(answer.getResultCode()).isEqualTo(ResultCode.UNAVAILABLE_CRITICAL_EXTENSION);
    }
  }

  /** Why the adapter asserts that there is no lock. */
  @Test
  void slapd_removes_an_administrators_lock_when_a_password_is_set() throws Exception {
    replace("b.hansen", "pwdAccountLockedTime", MeanwhileCases.LOCK);
    try (LDAPConnection service = bound(DemoTree.SERVICE)) {
      service.modify(
          "dn: " + dn("b.hansen"), "changetype: modify", "replace: userPassword", "userPassword: Ebbe und Flut");
    }

    assertThat(stored("b.hansen").hasAttribute("pwdAccountLockedTime")).isFalse();
  }

  /** Why dates are pinned and not compared. */
  @Test
  void slapd_finds_an_order_of_shadow_expire_undefined() throws LDAPException {
    LDAPInterface administrator = server().administrator();

    assertThat(administrator.getEntry(dn("s.wendt")).hasAttribute("shadowExpire")).isTrue();
    assertThat(administrator.searchForEntry(dn("s.wendt"), SearchScope.BASE, "(shadowExpire<=999999)")).isNull();
    assertThat(administrator.searchForEntry(dn("s.wendt"), SearchScope.BASE, "(!(shadowExpire<=999999))")).isNull();
  }

  @Test
  void f_2_the_service_account_cannot_read_what_is_stored() throws Exception {
    try (LDAPConnection service = bound(DemoTree.SERVICE)) {
      assertThat(service.getEntry(dn("b.hansen"), "*", "+").hasAttribute("userPassword")).isFalse();
    }
  }

  @Test
  void f_2_the_service_account_changes_nobody_and_makes_and_removes_nobody() throws Exception {
    String person = dn("b.hansen");
    var another = new Entry("uid=new,ou=people," + DemoTree.BASE,
        server().administrator().getEntry(person).getAttributes());
    try (LDAPConnection service = bound(DemoTree.SERVICE)) {
      List<LDAPRequest> changes = List.of(
          new ModifyRequest(person, new Modification(ModificationType.REPLACE, "mail", "thief@evil.example")),
          new ModifyRequest(person, new Modification(ModificationType.ADD, "employeeType", "security")),
          new ModifyRequest(person, new Modification(ModificationType.REPLACE, "manager", dn("g.jansen"))),
          new ModifyRequest(person, new Modification(ModificationType.REPLACE, "displayName", "Somebody else")),
          new AddRequest(another),
          new DeleteRequest(person),
          new ModifyDNRequest(person, "uid=thief", true));
      for (LDAPRequest each : changes) {
        assertThat(code(service, each)).as(each.toString()).isEqualTo(ResultCode.INSUFFICIENT_ACCESS_RIGHTS);
      }
    }
  }

  private static ResultCode code(LDAPConnection connection, LDAPRequest request) {
    try {
      return connection.processOperation(request).getResultCode();
    } catch (LDAPException refused) {
      return refused.getResultCode();
    }
  }

  @Test
  void a_service_account_that_may_not_write_is_a_wrong_setting() {
    PersonId person = adapter().person("b.hansen");
    Adapter reader = adapter(Map.of("bind-dn", Slapd.READER), InstantSource.system());

    assertThat(reader.set(person, "Ebbe und Flut am Kai")).isEqualTo(new Outcome.Refused(Why.MISCONFIGURED));
  }

  /** An undefined filter is not true, and its negation is not either: the mistake fails closed, and for everybody. */
  @Test
  void a_condition_on_an_attribute_that_slapd_does_not_know_refuses_everybody() {
    PersonId person = adapter().person("b.hansen");
    Adapter mistaken = adapter(Map.of("disabled", "(noSuchAttribute=TRUE)"), InstantSource.system());

    assertThat(mistaken.set(person, "Ebbe und Flut am Kai")).isEqualTo(new Outcome.Refused(Why.NOT_ELIGIBLE));
  }

  @Test
  void slapd_does_not_speak_without_tls() {
    assertThatThrownBy(
        () -> {
          try (var plain = new LDAPConnection("127.0.0.1", slapd().port())) {
            plain.bind(DemoTree.SERVICE, Slapd.SERVICE_PASSWORD);
          }
        })
        .isInstanceOfSatisfying(
            LDAPException.class,
            it -> assertThat(it.getResultCode()).isEqualTo(ResultCode.CONFIDENTIALITY_REQUIRED));
  }

  private LDAPConnection bound(String dn) throws Exception {
    return Slapd.connect(slapd().port(), slapd().folder(), dn, Slapd.SERVICE_PASSWORD);
  }

  private Slapd slapd() {
    return (Slapd) server();
  }
}
