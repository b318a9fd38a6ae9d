package regain.applications;

import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.config.Config;
import regain.recovery.port.SessionConnector.WhenStuck;

/**
 * The registered applications, checked once at the start. What cannot be right is refused there, with the key's name.
 *
 * @param keys the file with the keys that sign
 * @param timeout bounds each request to an application, its answer included
 */
record ApplicationSettings(List<Application> all, Optional<Path> keys, Duration timeout) {
  /** All of them are asked while somebody waits for their receipt. */
  private static final Duration MOST = Duration.ofSeconds(20);
  /** An attempt counts as unclear after 30 seconds, the directory's time included. */
  private static final Duration MOST_BEFORE = Duration.ofSeconds(6);

  ApplicationSettings {
    all = List.copyOf(all);
  }

  static ApplicationSettings of(Config config) {
    return of(key -> config.getOptionalValue(key, String.class));
  }

  /** @throws IllegalStateException when a key is missing or wrong; the message names it and says what to set */
  static ApplicationSettings of(Function<String, Optional<String>> given) {
    Function<String, Optional<String>> keys = key -> given.apply(key).map(String::strip).filter(it -> !it.isEmpty());
    List<Application> all = ids(keys.apply("regain.applications").orElse("")).stream()
        .map(it -> Section.of(it, keys).application())
        .toList();
    var settings = new ApplicationSettings(
        all,
        keys.apply("regain.applications.keys-file").map(Path::of),
        duration(keys.apply("regain.applications.timeout").orElse("PT2S")));
    settings.check();
    return settings;
  }

  private static List<String> ids(String text) {
    List<String> ids = Arrays.stream(text.split(",", -1)).map(String::strip).filter(it -> !it.isEmpty()).toList();
    if (ids.stream().distinct().count() < ids.size()
        || !ids.stream().allMatch(it -> it.matches("[a-z][a-z0-9-]{0,29}"))) {
      throw new IllegalStateException(
          "regain.applications: it takes ids with commas in between, each once, of small letters, digits and hyphens");
    }
    return ids;
  }

  private static Duration duration(String text) {
    try {
      Duration value = Duration.parse(text);
      if (value.isPositive()) {
        return value;
      }
    } catch (DateTimeParseException wrong) {
      throw new IllegalStateException("regain.applications.timeout: no ISO 8601 duration such as PT2S", wrong);
    }
    throw new IllegalStateException("regain.applications.timeout: it takes more than no time");
  }

  private void check() {
    if (!asked().isEmpty() && keys.isEmpty()) {
      throw new IllegalStateException("regain.applications.keys-file is not set: a file with a key that signs logouts");
    }
    long holding = asked().stream().filter(it -> it.whenStuck() == WhenStuck.HOLD).count();
    bound(asked().size(), MOST, "to be asked");
    bound(holding, MOST_BEFORE, "that hold the password back");
  }

  private void bound(long many, Duration most, String what) {
    if (timeout.multipliedBy(many).compareTo(most) > 0) {
      throw new IllegalStateException(
          "regain.applications.timeout: " + many + " applications " + what + " could take more than " + most
              + " together; set it lower, or fewer of them");
    }
  }

  private List<Application.Logout> asked() {
    return all.stream().flatMap(it -> it.logout().stream()).toList();
  }
}
