package regain.wiring;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A start refuses what is not safe, with a sentence that says what to set. */
class SafetyTest {
  private static final String POSTGRESQL = "jdbc:postgresql://db.example.org/regain";

  private static Settings settings(String baseUrl, boolean demo) {
    return new Settings(
        URI.create(baseUrl), "Nordhafen", Optional.empty(), Optional.empty(), ZoneOffset.UTC, Set.of(), demo);
  }

  private static void refused(Settings settings, String databaseUrl, String sentence) {
    assertThatThrownBy(() -> Safety.check(settings, databaseUrl))
        .isInstanceOf(UnsafeSettingsException.class)
        .hasMessageContaining(sentence);
  }

  @Test
  void production_on_https_and_postgresql_starts() {
    assertThatCode(() -> Safety.check(settings("https://regain.example.org", false), POSTGRESQL))
        .doesNotThrowAnyException();
  }

  @Test
  void production_refuses_plain_http() {
    refused(settings("http://regain.example.org", false), POSTGRESQL, "regain.base-url to an https address");
  }

  @Test
  void production_refuses_h2_and_no_database() {
    refused(settings("https://regain.example.org", false), "jdbc:h2:file:data", "DB_URL to a PostgreSQL database");
    refused(settings("https://regain.example.org", false), "", "DB_URL to a PostgreSQL database");
  }

  @Test
  void a_base_url_is_scheme_and_host_alone() {
    refused(settings("https://regain.example.org/recovery", false), POSTGRESQL, "scheme and host alone");
    refused(settings("regain.example.org", false), POSTGRESQL, "scheme and host alone");
  }

  private static void refusedMail(Map<String, String> values, String sentence) {
    assertThatThrownBy(() -> Safety.checkMail(key -> Optional.ofNullable(values.get(key))))
        .isInstanceOf(UnsafeSettingsException.class)
        .hasMessageContaining(sentence);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "nobody", "@regain.example.org", "a b@regain.example.org", "x@",
      "one@a.example,two@a.example"})
  void production_refuses_letters_without_a_sender(String from) {
    refusedMail(Map.of("regain.mail.from", from), "Set regain.mail.from");
  }

  @Test
  void production_refuses_no_sender_at_all_and_a_user_without_a_password() {
    refusedMail(Map.of(), "Set regain.mail.from");
    refusedMail(
        Map.of("regain.mail.from", "no-reply@regain.example.org", "regain.mail.user", "regain"),
        "Set regain.mail.password");
  }

  @Test
  void production_with_a_sender_starts() {
    Map<String, String> values = Map.of("regain.mail.from", "no-reply@regain.example.org");

    assertThatCode(() -> Safety.checkMail(key -> Optional.ofNullable(values.get(key)))).doesNotThrowAnyException();
  }

  @Test
  void production_refuses_to_be_founded_by_fewer_than_three() {
    assertThatThrownBy(() -> Safety.checkFounders(List.of("a.first", "b.second")))
        .isInstanceOf(UnsafeSettingsException.class)
        .hasMessageContaining("Set regain.founders");
    assertThatCode(() -> Safety.checkFounders(List.of("a.first", "b.second", "c.third"))).doesNotThrowAnyException();
  }

  @Test
  void the_demo_is_for_this_machine_alone() {
    refused(settings("http://regain.example.org", true), "jdbc:h2:file:data", "loopback");
    assertThatCode(() -> Safety.check(settings("http://localhost:9080", true), "jdbc:h2:file:data"))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  "})
  void production_refuses_risk_signals_for_which_nobody_answers(String name) {
    assertThatThrownBy(() -> Safety.checkOwner(key -> Optional.of(name)))
        .isInstanceOf(UnsafeSettingsException.class)
        .hasMessageContaining("Set regain.risk-signals.owner");
    assertThatThrownBy(() -> Safety.checkOwner(key -> Optional.empty())).isInstanceOf(UnsafeSettingsException.class);
    assertThatCode(() -> Safety.checkOwner(key -> Optional.of("Head of identity"))).doesNotThrowAnyException();
  }
}
