package regain.keycloak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import regain.recovery.port.SessionConnector.WhenStuck;

class KeycloakSettingsTest {
  private static final String SECRET = "s3cr3t-of-the-client";

  private final Map<String, String> keys = new HashMap<>(
      Map.of(
          "regain.keycloak.url", "https://login.example.org/",
          "regain.keycloak.realm", "staff",
          "regain.keycloak.client-id", "regain",
          "regain.keycloak.client-secret", SECRET));

  @Test
  void without_an_address_there_is_no_keycloak() {
    keys.remove("regain.keycloak.url");

    assertThat(settings()).isEmpty();
  }

  @Test
  void what_is_not_set_has_a_default() {
    KeycloakSettings settings = settings().orElseThrow();

    assertThat(settings.url()).hasToString("https://login.example.org");
    assertThat(settings.attribute()).isEqualTo("LDAP_ID");
    assertThat(settings.whenStuck()).isEqualTo(WhenStuck.PROCEED);
    assertThat(settings.loginLifespan()).isEqualTo(Duration.ofMinutes(30));
    assertThat(settings.timeout()).isEqualTo(Duration.ofSeconds(6));
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://127.0.0.1:8080", "http://localhost:8080", "https://login.example.org/auth"})
  void an_address_is_https_or_this_machine(String url) {
    keys.put("regain.keycloak.url", url);

    assertThat(settings().orElseThrow().url()).hasToString(url);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://10.1.2.3", "ftp://127.0.0.1", "login.example.org", "https://a:b@login.example.org",
      "https://login.example.org?x=y", "https:///realms"})
  void any_other_address_is_refused(String url) {
    keys.put("regain.keycloak.url", url);

    assertRefused("regain.keycloak.url");
  }

  @ParameterizedTest
  @CsvSource({
      "regain.keycloak.person-attribute, a:b",
      "regain.keycloak.when-stuck, maybe",
      "regain.keycloak.login-lifespan, PT25H",
      "regain.keycloak.login-lifespan, 30",
      "regain.keycloak.answer-timeout, PT0S",
      "regain.keycloak.timeout, PT26S",
      "regain.keycloak.client-secret-file, /nowhere/to/be/found"})
  void what_cannot_be_right_is_refused_by_the_name_of_its_key(String key, String value) {
    keys.put(key, value);

    assertRefused(key);
  }

  @ParameterizedTest
  @ValueSource(strings = {"regain.keycloak.realm", "regain.keycloak.client-id", "regain.keycloak.client-secret"})
  void what_is_missing_is_named(String key) {
    keys.remove(key);

    assertRefused(key);
  }

  @Test
  void the_secret_comes_from_the_file_before_the_key(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("secret"), "from the file\nand no more");
    keys.put("regain.keycloak.client-secret-file", file.toString());

    assertThat(settings().orElseThrow().clientSecret().<String>open(String::new)).isEqualTo("from the file");
  }

  @Test
  void settings_do_not_tell_the_secret() {
    assertThat(settings().orElseThrow().toString()).doesNotContain(SECRET);
  }

  private Optional<KeycloakSettings> settings() {
    return KeycloakSettings.of(key -> Optional.ofNullable(keys.get(key)));
  }

  private void assertRefused(String key) {
    assertThatThrownBy(this::settings).isInstanceOf(IllegalStateException.class).hasMessageContaining(key)
        .hasMessageNotContaining(SECRET);
  }
}
