package regain.wiring;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

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

  @Test
  void the_demo_is_for_this_machine_alone() {
    refused(settings("http://regain.example.org", true), "jdbc:h2:file:data", "loopback");
    assertThatCode(() -> Safety.check(settings("http://localhost:9080", true), "jdbc:h2:file:data"))
        .doesNotThrowAnyException();
  }
}
