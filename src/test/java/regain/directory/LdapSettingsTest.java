package regain.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LdapSettingsTest {
  private final Map<String, String> values = new HashMap<>(
      Map.of(
          "url", "ldaps://directory.example ldap://standby.example:1389",
          "bind-dn", "cn=regain,dc=example",
          "bind-password", "hidden",
          "base-dn", "dc=example"));

  @Test
  void servers_are_tried_in_order_over_tls_or_start_tls() {
    assertThat(read().urls())
        .isEqualTo(List.of(new Url("directory.example", 636, false), new Url("standby.example", 1389, true)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://x", "ldapi:///", "ldap:", "directory.example", "ldaps://x/dc=example", "://", "ldap://x:y"})
  void any_other_address_stops_the_start(String url) {
    refuses("url", url, "regain.directory.url");
  }

  @ParameterizedTest
  @ValueSource(strings = {"url", "bind-dn", "bind-password", "base-dn"})
  void what_must_be_there_stops_the_start_when_it_is_missing(String key) {
    refuses(key, "", "regain.directory." + key);
  }

  @ParameterizedTest
  @CsvSource({
      "disabled,not a filter", "population.privileged,(memberOf:1.2.840.113556.1.4.1941:=cn=x)", "answer-timeout,5",
      "answer-timeout,PT0S", "answer-timeout,PT2M", "pool-size,0", "pool-size,many"
  })
  void a_wrong_value_stops_the_start_and_names_its_key(String key, String value) {
    refuses(key, value, "regain.directory." + key);
  }

  /** Each is in its bounds; together a change would still be under way when its attempt counts as over. */
  @Test
  void times_that_are_too_long_together_stop_the_start() {
    values.put("answer-timeout", "PT6S");
    values.put("connect-timeout", "PT2S");
    values.put("wait-timeout", "PT3S");
    assertThat(read().lastMoment()).isEqualTo(Duration.ofSeconds(19));

    refuses("wait-timeout", "PT4S", "wait-timeout, connect-timeout and answer-timeout");
    refuses("answer-timeout", "PT30S", "has to be done within PT25S");
  }

  @Test
  void the_times_that_hold_when_none_is_set_are_short_enough() {
    assertThat(read().lastMoment()).isEqualTo(Duration.ofSeconds(20));
  }

  @Test
  void the_password_is_not_shown() {
    assertThat(read().toString()).doesNotContain("hidden");
  }

  @Test
  void the_password_may_be_the_first_line_of_a_file(@TempDir Path folder) throws IOException {
    values.remove("bind-password");
    values.put("bind-password-file", Files.writeString(folder.resolve("secret"), "from a file\n").toString());

    assertThat(read().bindPassword().<String>open(String::new)).isEqualTo("from a file");
  }

  @Test
  void a_file_that_is_missing_or_empty_stops_the_start(@TempDir Path folder) throws IOException {
    refuses("bind-password-file", folder.resolve("missing").toString(), "regain.directory.bind-password-file");
    String empty = Files.createFile(folder.resolve("empty")).toString();
    refuses("bind-password-file", empty, "regain.directory.bind-password-file");
  }

  @Test
  void a_trust_file_without_a_certificate_stops_the_start(@TempDir Path folder) throws IOException {
    values.put("trust", Files.createFile(folder.resolve("empty.pem")).toString());

    assertThatIllegalStateException()
        .isThrownBy(() -> new LdapConnections(read()))
        .withMessageContaining("regain.directory.trust");
  }

  private void refuses(String key, String value, String named) {
    values.put(key, value);
    assertThatIllegalStateException().isThrownBy(this::read).withMessageContaining(named);
  }

  private LdapSettings read() {
    return LdapSettings.of(
        new Keys(key -> Optional.ofNullable(values.get(key.substring("regain.directory.".length())))));
  }
}
