package regain.running;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import regain.web.SampleServer;

/** Pages to which no journey comes without a system that is not there, such as Keycloak's: looked at all the same. */
class SamplesIT {
  @Test
  void pages_that_no_journey_reaches_are_whole_in_both_languages() {
    try (SampleServer samples = SampleServer.start();
        Browser browser = new Browser(samples.origin(), "en")) {
      for (String language : List.of("en", "de")) {
        for (int page = 0; page < samples.count(); page++) {
          browser.go("/" + language + "/" + page).look("sample-" + language + "-" + page);
        }
      }
      assertThat(browser.complaints()).isEmpty();
    }
  }
}
