package regain.devices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import regain.house.TestConfig;
import regain.recovery.port.DeviceTrust;
import regain.wiring.UnsafeSettingsException;

/** What a start takes and what it refuses. */
class DevicesWiringTest {
  private static final String ROOTS = "regain.devices.roots";
  @TempDir private Path folder;

  private Map<String, String> settings(String roots) throws IOException {
    return new HashMap<>(
        Map.of(
            ROOTS, Files.writeString(folder.resolve("roots.pem"), roots).toString(),
            "regain.devices.base-dn", "ou=devices,dc=example,dc=org",
            "regain.trusted-proxies", "127.0.0.1"));
  }

  private static DeviceTrust trust(Map<String, String> settings) {
    return new DevicesWiring(new TestConfig(settings), InstantSource.system()).trust();
  }

  private static void refuses(Map<String, String> settings, String sentence) {
    assertThatThrownBy(() -> trust(settings))
        .isInstanceOf(UnsafeSettingsException.class)
        .hasMessageContaining(sentence);
  }

  @Test
  void without_roots_there_are_no_devices_whatever_else_is_set() {
    assertThat(trust(Map.of()).configured()).isFalse();
    assertThat(trust(Map.of("regain.devices.base-dn", "ou=devices", ROOTS, " ")).configured()).isFalse();
  }

  @Test
  void with_everything_that_is_wanted_they_count() throws IOException {
    String two = new TestAuthority("one").pem() + new TestAuthority("other").pem();

    assertThat(trust(settings(two)).configured()).isTrue();
  }

  @Test
  void without_a_place_in_the_directory_nobody_could_own_one() throws IOException {
    Map<String, String> settings = settings(new TestAuthority("one").pem());
    settings.remove("regain.devices.base-dn");

    refuses(settings, "Set regain.devices.base-dn");
  }

  @Test
  void without_a_proxy_nobody_could_hand_a_certificate_on() throws IOException {
    Map<String, String> settings = settings(new TestAuthority("one").pem());
    settings.remove("regain.trusted-proxies");

    refuses(settings, "Set regain.trusted-proxies");
  }

  @Test
  void a_file_of_no_authority_stops_the_start() throws IOException {
    refuses(settings(""), "Set regain.devices.roots");
    refuses(settings("nothing of the kind"), "Set regain.devices.roots");
    refuses(
        settings(new TestAuthority("one").issue(TestAuthority.Wish.computer("NHL-1001")).pem()),
        "Set regain.devices.roots");
    Map<String, String> missing = settings("");
    missing.put(ROOTS, folder.resolve("nowhere.pem").toString());
    refuses(missing, "Set regain.devices.roots");
  }
}
