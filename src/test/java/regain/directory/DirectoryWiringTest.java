package regain.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import regain.demo.DemoDirectory;
import regain.enrollment.port.Directory;
import regain.recovery.port.CredentialTarget;

/** A container finds the adapter, makes one set of connections, and does not start on settings that cannot be right. */
class DirectoryWiringTest {
  @Test
  void the_ports_are_filled_and_share_their_connections(@TempDir Path folder) {
    try (var demo = DemoDirectory.start(folder, 0, InstantSource.system());
        var container = start(demo.settings())) {
      var directory = container.select(Directory.class).get();

      assertThat(directory.named("b.hansen").known().orElseThrow()).isPresent();
      assertThat(container.select(CredentialTarget.class).get().name()).isEqualTo("directory");
      assertThat(container.select(LdapConnections.class).get()).isSameAs(container.select(LdapConnections.class).get());
    }
  }

  @Test
  void a_directory_that_is_down_does_not_stop_the_start(@TempDir Path folder) {
    Map<String, String> settings;
    try (var demo = DemoDirectory.start(folder, 0, InstantSource.system())) {
      settings = demo.settings();
    }
    try (var container = start(settings)) {
      assertThat(container.select(Directory.class).get().named("b.hansen").unavailableNow()).isTrue();
    }
  }

  @Test
  void settings_that_are_missing_stop_the_start() {
    assertThatThrownBy(() -> start(Map.of()).close()).hasStackTraceContaining("regain.directory.url is not set");
  }

  private static SeContainer start(Map<String, String> settings) {
    return SeContainerInitializer.newInstance()
        .disableDiscovery()
        .addBeanClasses(DirectoryWiring.class, LdapDirectory.class, LdapPasswords.class)
        .addExtensions(new Supplies(settings))
        .initialize();
  }

  /** What the rest of the house supplies: the settings, and a clock. */
  record Supplies(Map<String, String> settings) implements Extension {
    void add(@Observes AfterBeanDiscovery discovery) {
      discovery.addBean().types(Config.class).createWith(it -> config());
      discovery.addBean().types(InstantSource.class).createWith(it -> InstantSource.system());
    }

    private Config config() {
      return (Config) Proxy.newProxyInstance(
          Config.class.getClassLoader(),
          new Class<?>[]{Config.class},
          (proxy, method, arguments) -> Optional.ofNullable(settings.get((String) arguments[0])));
    }
  }
}
