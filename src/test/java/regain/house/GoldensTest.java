package regain.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import regain.assurance.Requirement;
import regain.enrollment.EnrollmentEvent;
import regain.privileged.GrantEvent;
import regain.recovery.MassResetEvent;
import regain.recovery.RecoveryEvent;
import regain.review.ReviewEvent;
import regain.recovery.State;

/**
 * What people forget to think about when they change it: the trail's events, and the states of a case. When one of these
 * fails and the change is meant, the text in docs is what has to be changed with it.
 */
class GoldensTest {
  private static final Path DOCS = Path.of(System.getProperty("basedir", ".")).resolve("../docs").normalize();

  @Test
  @Requirement({"R-63B-3.2.5-a", "R-53-AU-2/3/12", "R-ASVS-16.3.1", "R-PCI-10"})
  void the_events_are_the_ones_that_are_written_down() throws IOException {
    String events = Stream
        .of(RecoveryEvent.class, MassResetEvent.class, EnrollmentEvent.class, ReviewEvent.class, GrantEvent.class)
        .flatMap(it -> Arrays.stream(it.getPermittedSubclasses()))
        .map(GoldensTest::line)
        .sorted()
        .collect(Collectors.joining("\n", "", "\n"));

    assertThat(events).isEqualTo(Files.readString(DOCS.resolve("events.txt")));
  }

  private static String line(Class<?> event) {
    return event.getSimpleName()
        + Arrays.stream(event.getRecordComponents())
            .map(it -> it.getGenericType().getTypeName() + " " + it.getName())
            .map(it -> it.replaceAll("[a-z]+\\.([a-z]+\\.)*", "").replace("CredentialTarget$", ""))
            .collect(Collectors.joining(", ", "(", ")"));
  }

  @Test
  void the_states_follow_each_other_as_they_are_drawn() throws IOException {
    String table = Arrays.stream(State.values())
        .map(
            it -> "| "
                + it
                + " | "
                + it.next().stream().map(State::name).collect(Collectors.joining(", "))
                + " |")
        .collect(Collectors.joining("\n"));

    assertThat(Files.readString(DOCS.resolve("states.md"))).contains(table);
  }
}
