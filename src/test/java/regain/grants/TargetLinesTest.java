package regain.grants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import regain.keycloak.OnePerson;
import regain.grants.GrantsWiring.Targets;
import regain.house.TestConfig;
import regain.privileged.port.GrantConnector;

/** What the file says becomes targets, and what is missing or cannot be right stops the start and shows no secret. */
class TargetLinesTest {
  private static final String VAULT = """
      {"name": "orders", "kind": "vault", "url": "https://vault.example.org:8200", "base": "database", "password-file": "FILE"}""";
  private static final String ACTIVE_DIRECTORY = """
      {"name": "corp", "kind": "active-directory", "url": "ldaps://dc1.example.org", "user": "CN=g,DC=a", "password-file": "FILE",
       "base": "OU=Regain,DC=a", "people": "OU=People,DC=a", "person-attribute": "extensionAttribute7"}""";
  private static final Map<String, String> SETTINGS = Map.of(
      "regain.directory.url", "ldaps://directory.example.org", "regain.directory.bind-dn", "cn=other",
      "regain.directory.bind-password", "other", "regain.directory.base-dn", "dc=other");
  @TempDir private Path folder;

  private Targets targets(String... lines) throws IOException {
    Path secret = Files.writeString(folder.resolve("secret"), "hvs.the-secret-of-the-file\n");
    Path file = Files.writeString(
        folder.resolve("privileged.json"),
        "{\"targets\": [" + String.join(",", lines).replace("FILE", secret.toString()) + "]}");
    return new GrantsWiring().targets(PrivilegeFile.read(file), new TestConfig(SETTINGS), new OnePerson("b.stein"),
        InstantSource.system(), byte[]::new);
  }

  @Test
  void each_kind_is_made_and_closed() throws IOException {
    Targets targets = targets(VAULT, ACTIVE_DIRECTORY);
    assertThat(targets.all()).extracting(GrantConnector::kind).containsExactly("Vault", "Active Directory");
    assertThat(targets.all()).allMatch(GrantConnector::strict).allMatch(GrantConnector::ends);
    targets.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"url", "base", "password-file"})
  void what_is_missing_of_vault_is_named(String key) {
    assertThatThrownBy(() -> targets(VAULT.replace('"' + key + '"', "\"from\"")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("orders has no " + key);
  }

  @ParameterizedTest
  @ValueSource(strings = {"url", "user", "base", "people", "person-attribute", "password-file"})
  void what_is_missing_of_active_directory_is_named(String key) {
    assertThatThrownBy(() -> targets(ACTIVE_DIRECTORY.replace('"' + key + '"', "\"from\"")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("corp has no " + key);
  }

  @ParameterizedTest
  @ValueSource(strings = {"data/../base", "..", "../sys", "./database", "database/.", "/database", "database/",
      "database//creds", "database%2f..%2fsys", "database?list=true", "data base"})
  void pam_11_a_mount_that_leads_elsewhere_stops_the_start(String sly) {
    assertThatThrownBy(() -> targets(VAULT.replace("database", sly))).isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("base is not the path of an engine");
  }

  @Test
  void what_cannot_be_right_is_named_and_no_secret_is_shown() {
    for (String wrong : List.of(
        VAULT.replace("https", "http"), VAULT.replace("vault.", "u:p@vault."),
        ACTIVE_DIRECTORY.replace("ldaps:", "http:"), ACTIVE_DIRECTORY.replace("OU=People,DC=a", "people"),
        ACTIVE_DIRECTORY.replace("\"people\"", "\"trust\": \"/nowhere.pem\", \"people\""),
        VAULT.replace("vault\"", "vaults\""))) {
      assertThatThrownBy(() -> targets(wrong)).as(wrong)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageNotContaining("the-secret-of-the-file");
    }
  }
}
