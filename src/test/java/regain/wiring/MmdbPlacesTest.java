package regain.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;
import regain.house.TestConfig;
import regain.policy.Fact;

/** Countries from a MaxMind DB file, and what a missing or broken file means. */
class MmdbPlacesTest {
  private static Optional<String> file(String name) throws URISyntaxException {
    URL resource = Optional.ofNullable(MmdbPlacesTest.class.getResource("/geo/" + name)).orElseThrow();
    return Optional.of(Path.of(resource.toURI()).toString());
  }

  private static InetAddress address(String text) throws UnknownHostException {
    return InetAddress.getByName(text);
  }

  @Test
  void a_known_address_has_a_country() throws Exception {
    var places = new MmdbPlaces(file("GeoLite2-Country-Test.mmdb"));

    assertThat(places.country(address("2.125.160.216"))).isEqualTo(Fact.known("GB"));
    places.close();
  }

  @Test
  void a_public_address_that_the_file_does_not_know_is_unavailable() throws Exception {
    var places = new MmdbPlaces(file("GeoLite2-Country-Test.mmdb"));

    assertThat(places.country(address("192.0.2.1")).unavailableNow()).isTrue();
    places.close();
  }

  @Test
  void addresses_without_a_place_and_houses_without_a_file_have_nothing_to_compare() throws Exception {
    var places = new MmdbPlaces(file("GeoLite2-Country-Test.mmdb"));

    assertThat(places.country(address("127.0.0.1"))).isEqualTo(Fact.notConfigured());
    assertThat(places.country(address("10.1.2.3"))).isEqualTo(Fact.notConfigured());
    assertThat(new MmdbPlaces(Optional.<String>empty()).country(address("2.125.160.216")))
        .isEqualTo(Fact.notConfigured());
    places.close();
  }

  @Test
  void a_broken_file_is_a_missing_signal_and_no_crash() throws Exception {
    var places = new MmdbPlaces(file("MaxMind-DB-test-broken-pointers-24.mmdb"));

    assertThat(places.country(address("1.1.1.1")).unavailableNow()).isTrue();
    places.close();
  }

  @Test
  void a_file_that_is_not_there_refuses_the_start() {
    assertThatThrownBy(() -> new MmdbPlaces(Optional.of("nowhere.mmdb"))).isInstanceOf(UnsafeSettingsException.class);
  }

  /** Nobody asks for a place at the start: the container alone has to make the bean. */
  @Test
  void the_container_does_not_start_on_a_file_that_cannot_be_read() throws Exception {
    assertThatThrownBy(() -> started("nowhere.mmdb")).hasStackTraceContaining("regain.places.file");
    assertThatThrownBy(() -> started(file("README.md").orElseThrow())).hasStackTraceContaining("regain.places.file");
    assertThatCode(() -> started(file("GeoLite2-Country-Test.mmdb").orElseThrow())).doesNotThrowAnyException();
  }

  private static void started(String file) {
    SeContainerInitializer.newInstance()
        .disableDiscovery()
        .addBeanClasses(MmdbPlaces.class)
        .addExtensions(new Supplies(file))
        .initialize()
        .close();
  }

  record Supplies(String file) implements Extension {
    void add(@Observes AfterBeanDiscovery discovery) {
      discovery.addBean()
          .types(Config.class)
          .createWith(it -> new TestConfig(Map.of("regain.places.file", file)));
    }
  }
}
