package regain.running;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import regain.directory.Slapd;

/** The same recovery on a real OpenLDAP with its ppolicy overlay. */
class SlapdJourneyIT {
  private static final String NEW = "three herons over the quay";

  @TempDir private Path folder;

  @Test
  void the_new_password_binds_and_the_old_one_does_not() {
    try (Slapd slapd = Slapd.start(folder.resolve("slapd"));
        var server = new OwnServer(folder.resolve("server"), slapd.settings()).start();
        Browser browser = new Browser(server.origin(), "en")) {
      Steps.enrol(browser, "b.hansen");
      Steps.prove(browser, "b.hansen").type("password", NEW).press("Save password");

      assertThat(browser.title()).isEqualTo("You have your account back");
      assertThat(slapd.binds("b.hansen", NEW)).isTrue();
      assertThat(slapd.binds("b.hansen", Steps.password("b.hansen"))).isFalse();

      Steps.prove(browser, "b.hansen").type("password", NEW).press("Save password");
      assertThat(browser.text()).contains("have not used before");
    }
  }
}
