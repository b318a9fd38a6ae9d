package regain.applications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import regain.applications.Application.Subject;
import regain.recovery.port.SessionConnector.WhenStuck;

/** What can be registered, and what refuses the start. */
class ApplicationSettingsTest {
  private final Map<String, String> keys = new HashMap<>(
      Map.of(
          "regain.applications", "payroll, portal",
          "regain.applications.keys-file", "/etc/regain/signing-keys",
          "regain.application.payroll.name", "Payroll",
          "regain.application.payroll.return", "https://payroll.example.org/after https://payroll.example.org/",
          "regain.application.payroll.logout-uri", "https://payroll.example.org/logout?tenant=1",
          "regain.application.payroll.client-id", "payroll-client",
          "regain.application.portal.name", "The portal",
          "regain.application.portal.return", "https://portal.example.org"));

  @Test
  void without_any_there_is_none() {
    keys.clear();

    assertThat(settings().all()).isEmpty();
  }

  @Test
  void what_is_not_set_has_a_default() {
    Application payroll = settings().all().getFirst();

    assertThat(payroll.returns()).containsExactly("https://payroll.example.org/after", "https://payroll.example.org/");
    assertThat(payroll.logout().orElseThrow().subject()).isEqualTo(Subject.ID);
    assertThat(payroll.logout().orElseThrow().whenStuck()).isEqualTo(WhenStuck.PROCEED);
    assertThat(settings().all().getLast().logout()).isEmpty();
    assertThat(settings().timeout()).hasSeconds(2);
  }

  @Test
  void each_says_by_what_it_knows_people_and_whether_it_holds_a_password_back() {
    keys.put("regain.application.payroll.subject", "login-name");
    keys.put("regain.application.payroll.when-stuck", "hold");

    Application.Logout logout = settings().all().getFirst().logout().orElseThrow();

    assertThat(logout.subject()).isEqualTo(Subject.LOGIN_NAME);
    assertThat(logout.whenStuck()).isEqualTo(WhenStuck.HOLD);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://127.0.0.1:8080/logout", "http://localhost:8080", "https://[::1]:8443/x?y=z",
      "https://10.1.2.3/logout"})
  void an_address_is_https_or_this_machine(String address) {
    keys.put("regain.application.payroll.logout-uri", address);
    keys.put("regain.application.payroll.return", address);

    assertThat(settings().all().getFirst().logout().orElseThrow().uri()).hasToString(address);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://10.1.2.3/x", "http://payroll.invalid", "payroll.example.org", "//payroll.example.org",
      "javascript:alert(1)", "https:///x", "https://user@payroll.example.org", "https://payroll.example.org/x#y",
      "https://payroll.example.org/a/../b", "https://payroll.example.org\\@evil.example", "https://PAYROLL.example.org",
      "https://pay_roll", "https://p\u00e4yroll.example.org", "file:///etc/passwd", "gopher://127.0.0.1:70/x"})
  void any_other_address_is_refused(String address) {
    for (String key : new String[]{"logout-uri", "return"}) {
      var changed = new HashMap<>(keys);
      changed.put("regain.application.payroll." + key, address);

      assertThatThrownBy(() -> settings(changed))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith("regain.application.payroll." + key + ": ");
    }
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "regain.applications | payroll,payroll | ids",
      "regain.applications | Payroll | ids",
      "regain.applications | pay.roll | ids",
      "regain.applications | payroll,travel | regain.application.travel.name is not set",
      "regain.applications.timeout | soon | duration",
      "regain.applications.timeout | PT0S | more than no time",
      "regain.applications.timeout | PT21S | together",
      "regain.application.payroll.subject | mail | id or login-name",
      "regain.application.payroll.when-stuck | perhaps | hold or proceed"})
  void what_cannot_be_right_is_refused_with_its_key(String key, String value, String why) {
    keys.put(key, value);

    assertThatThrownBy(this::settings)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(key.startsWith("regain.application.") ? key : "regain.application")
        .hasMessageContaining(why);
  }

  @ParameterizedTest
  @CsvSource({"regain.application.payroll.name", "regain.application.payroll.client-id",
      "regain.applications.keys-file"})
  void what_is_missing_is_refused_with_its_key(String key) {
    keys.remove(key);

    assertThatThrownBy(this::settings).hasMessageContaining(key + " is not set");
  }

  @Test
  void an_application_that_registers_nothing_is_refused() {
    keys.remove("regain.application.portal.return");

    assertThatThrownBy(this::settings).hasMessageContaining("regain.application.portal.return");
  }

  @Test
  void those_that_hold_the_password_back_leave_time_for_it() {
    keys.put("regain.applications.timeout", "PT7S");
    assertThat(settings().all()).hasSize(2);
    keys.put("regain.application.payroll.when-stuck", "hold");

    assertThatThrownBy(this::settings).hasMessageContaining("that hold the password back");
  }

  private ApplicationSettings settings() {
    return settings(keys);
  }

  private static ApplicationSettings settings(Map<String, String> keys) {
    return ApplicationSettings.of(key -> Optional.ofNullable(keys.get(key)));
  }
}
