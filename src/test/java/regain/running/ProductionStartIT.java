package regain.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import regain.demo.DemoDirectory;
import regain.house.Postgres;

/** The production WAR holds nothing of the demo, and does not start on what is not safe. */
class ProductionStartIT {
  @TempDir private Path folder;

  @Test
  void the_production_war_has_nothing_of_the_demo() throws IOException {
    try (var war = new ZipFile(System.getProperty("regain.war"));
        var demo = new ZipFile(System.getProperty("regain.demo.war"))) {
      assertThat(war.stream().map(Object::toString)).noneMatch(it -> it.contains("regain-demo"));
      assertThat(demo.stream().map(Object::toString)).anyMatch(it -> it.contains("regain-demo"));
    }
  }

  @Test
  void without_settings_it_says_which_one_is_missing() {
    refuses(Map.of(), "Set regain.base-url");
  }

  @Test
  void on_h2_it_asks_for_postgresql() {
    refuses(
        Map.of("regain.base-url", "https://regain.example.org", "regain.organisation", "Example"),
        "Set DB_URL to a PostgreSQL database");
  }

  @Test
  void with_two_founders_it_asks_for_a_third() {
    try (Postgres postgres = Postgres.start();
        DemoDirectory directory = DemoDirectory.start(folder.resolve("directory"), 0, InstantSource.system());
        var mail = new Mailboxes()) {
      postgres.create("regain");
      var settings = new HashMap<>(Production.settings(folder, postgres.url("regain"), directory, mail));
      settings.put("regain.founders", "v.hartmann, s.oezdemir,v.hartmann");
      refuses(settings, "Set regain.founders");
    }
  }

  private void refuses(Map<String, String> settings, String sentence) {
    try (var server = new OwnServer(folder.resolve("server"), settings, System.getProperty("regain.war"))) {
      assertThatThrownBy(server::start).isInstanceOf(IllegalStateException.class).hasMessageContaining(sentence);
    }
  }
}
