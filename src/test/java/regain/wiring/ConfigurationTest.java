package regain.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import regain.house.TestConfig;

/**
 * What an operator sets is read at the start, whole, and refused there with the name of its key. (The demo is on the tests'
 * class path, so what production alone refuses is in {@link SafetyTest}.)
 */
class ConfigurationTest {
  private final Map<String, String> values = new HashMap<>(
      Map.of("regain.base-url", "http://localhost:9080", "regain.organisation", "Nordhafen"));

  private Settings settings() {
    return new Configuration(new TestConfig(values)).settings();
  }

  @Test
  void proxies_are_read_as_addresses() throws Exception {
    values.put("regain.trusted-proxies", " 10.0.0.7, ,2001:db8::1 ");

    assertThat(settings().trustedProxies())
        .containsExactlyInAnyOrder(InetAddress.getByName("10.0.0.7"), InetAddress.getByName("2001:db8:0:0:0:0:0:1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"proxy.example.org", "10.0.0.0/8", "10.0.0.7;10.0.0.8", "10.0.0", "localhost"})
  void a_proxy_that_is_no_address_stops_the_start(String proxies) {
    refused("regain.trusted-proxies", proxies);
  }

  @ParameterizedTest
  @CsvSource({"regain.zone,Nowhere/Here", "regain.sign-in-url,not a page", "regain.base-url,not a page"})
  void what_cannot_be_read_stops_the_start_and_names_its_key(String key, String value) {
    refused(key, value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"regain.base-url", "regain.organisation"})
  void what_is_missing_stops_the_start_and_names_its_key(String key) {
    refused(key, "");
  }

  private void refused(String key, String value) {
    values.put(key, value);
    assertThatThrownBy(this::settings).isInstanceOf(UnsafeSettingsException.class).hasMessageContaining("Set " + key);
  }
}
