package regain.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.util.ssl.PEMFileTrustManager;
import com.unboundid.util.ssl.SSLUtil;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemoDirectoryTest {
  private static final String BIRTE = "uid=b.hansen,ou=people,dc=nordhafen,dc=example";
  private static final String CHANGE = "dn: " + BIRTE;

  @TempDir private Path data;

  @Test
  void a_changed_password_outlives_a_restart() throws Exception {
    try (var first = start(); var service = service(first)) {
      service.modify(CHANGE, "changetype: modify", "replace: userPassword", "userPassword: Ebbe und Flut am Kai");
    }
    try (var second = start()) {
      assertThat(binds(second, "Ebbe und Flut am Kai")).isTrue();
      assertThat(binds(second, "Nordhafen-2026-b.hansen")).isFalse();
    }
    String kept = Files.readString(data.resolve("demo-directory-passwords.ldif"));
    assertThat(kept).doesNotContain("Ebbe").contains("SSHA512");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
          "employeeType: administrator", "mail: somebody@else.example", "pwdAccountLockedTime: 20260101000000Z"
      })
  void the_service_account_writes_passwords_and_nothing_else(String value) throws Exception {
    try (var directory = start(); var service = service(directory)) {
      String attribute = value.substring(0, value.indexOf(':'));

      assertThat(code(() -> service.modify(CHANGE, "changetype: modify", "replace: " + attribute, value)))
          .isEqualTo(ResultCode.INSUFFICIENT_ACCESS_RIGHTS);
      assertThat(code(() -> service.delete(BIRTE))).isEqualTo(ResultCode.INSUFFICIENT_ACCESS_RIGHTS);
    }
  }

  @Test
  void nobody_reads_anything_without_a_name_and_nobody_reads_a_password() throws Exception {
    try (var directory = start(); var anonymous = connection(directory); var service = service(directory)) {
      assertThat(code(() -> anonymous.getEntry(BIRTE))).isEqualTo(ResultCode.INSUFFICIENT_ACCESS_RIGHTS);
      assertThat(service.getEntry(BIRTE, "*", "+").hasAttribute("userPassword")).isFalse();
    }
  }

  @Test
  void a_port_that_is_taken_is_said() {
    try (var directory = start()) {
      int taken = URI.create(directory.settings().get("regain.directory.url")).getPort();

      assertThatIllegalStateException().isThrownBy(() -> DemoDirectory.start(data, taken, InstantSource.system()));
    }
  }

  @Test
  void its_settings_are_the_last_to_be_believed() {
    var source = new DemoSettings(DemoPlace.of(new Properties(), Map.of("REGAIN_DATA", data.toString())));

    assertThat(source.getOrdinal()).isLessThan(100);
    assertThat(source.getValue("regain.directory.url")).isEqualTo("ldaps://127.0.0.1:10636");
    assertThat(source.getValue("something.else")).isNull();
  }

  @Test
  void where_it_lives_can_be_said_from_outside() {
    var given = Map.of("REGAIN_DATA", "elsewhere", "REGAIN_DEMO_DIRECTORY_PORT", "1636");

    assertThat(DemoPlace.of(new Properties(), given).data()).isEqualTo(Path.of("elsewhere"));
    assertThat(DemoPlace.of(new Properties(), given).directoryPort()).isEqualTo(1636);
    assertThat(DemoPlace.of(new Properties(), Map.of()).data()).isEqualTo(Path.of("data"));
  }

  private DemoDirectory start() {
    return DemoDirectory.start(data, 0, InstantSource.system());
  }

  private LDAPConnection service(DemoDirectory directory) throws Exception {
    LDAPConnection connection = connection(directory);
    connection.bind(DemoTree.SERVICE, Files.readString(data.resolve("demo-directory-service-password")));
    return connection;
  }

  private LDAPConnection connection(DemoDirectory directory) throws Exception {
    URI url = URI.create(directory.settings().get("regain.directory.url"));
    var trust = new PEMFileTrustManager(data.resolve("demo-directory.pem").toFile());
    return new LDAPConnection(new SSLUtil(trust).createSSLSocketFactory(), url.getHost(), url.getPort());
  }

  private boolean binds(DemoDirectory directory, String password) throws Exception {
    try (var connection = connection(directory)) {
      return connection.bind(BIRTE, password).getResultCode().equals(ResultCode.SUCCESS);
    } catch (LDAPException refused) {
      return false;
    }
  }

  private static ResultCode code(Operation operation) throws Exception {
    try {
      operation.run();
      return ResultCode.SUCCESS;
    } catch (LDAPException refused) {
      return refused.getResultCode();
    }
  }

  private interface Operation {
    void run() throws Exception;
  }
}
