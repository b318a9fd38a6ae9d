package regain.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import regain.house.TestConfig;
import regain.policy.Eligibility;
import regain.policy.Fact;
import regain.policy.Facts;
import regain.policy.Policy;
import regain.policy.Population;
import regain.policy.Purpose;
import regain.privileged.port.PrivilegePolicy;
import regain.privileged.port.RecoveryTerms;
import regain.recovery.port.AttestationRules;
import regain.recovery.port.DeviceTrust;

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

  @ParameterizedTest
  @CsvSource({"risks/7,,true", "risks/7,on,true", "risks/7,off,false", "'',,false", "'',on,true", "'',off,false"})
  void what_looks_like_an_attack_is_refused_by_itself_only_where_that_can_be_appealed_against(
      String analysis, @Nullable String set, boolean refused) {
    Optional.ofNullable(set).ifPresent(it -> values.put("regain.risk.refusal", it));
    var facts = new Facts(
        Purpose.RECOVERY, Fact.known(Population.EMPLOYEE), Fact.known(Eligibility.ELIGIBLE), true, List.of(),
        Fact.known(false), Fact.known(false), Fact.known(false), 99, 0, Optional.empty(), Optional.empty(),
        Optional.empty(), Optional.empty(), Instant.EPOCH, Instant.EPOCH, Instant.EPOCH);

    assertThat(policy(analysis).decide(facts).spoke().contains(Policy.RISK)).isEqualTo(refused);
  }

  @Test
  void another_word_for_it_stops_the_start() {
    values.put("regain.risk.refusal", "perhaps");

    assertThatThrownBy(() -> policy("")).isInstanceOf(UnsafeSettingsException.class).hasMessageContaining("on or off");
  }

  @Test
  void privileged_people_come_back_only_where_others_can_vouch_for_them() {
    privilege = new PrivilegePolicy(
        List.of(),
        Optional.of(
            new RecoveryTerms("Recovery", List.of("security"), Duration.ofHours(1), Duration.ofHours(1),
                Duration.ofHours(1))));

    assertThat(policy("").path(Population.PRIVILEGED, Purpose.BINDING)).isEmpty();
    assertThat(policy("risks/7").path(Population.PRIVILEGED, Purpose.BINDING)).isPresent();
  }

  private PrivilegePolicy privilege = new PrivilegePolicy(List.of());

  private Policy policy(String analysis) {
    return new Configuration(new TestConfig(values))
        .policy(new NoDevices(), new AttestationRules(analysis, Duration.ofDays(7)), privilege);
  }

  private record NoDevices() implements DeviceTrust {
    @Override
    public boolean configured() {
      return false;
    }

    @Override
    public Fact<Answer> look(X509Certificate certificate) {
      return Fact.notConfigured();
    }
  }

  private void refused(String key, String value) {
    values.put(key, value);
    assertThatThrownBy(this::settings).isInstanceOf(UnsafeSettingsException.class).hasMessageContaining("Set " + key);
  }
}
