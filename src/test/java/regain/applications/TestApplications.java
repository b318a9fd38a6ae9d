package regain.applications;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Registered applications for tests of pages: they sign nobody out. */
public final class TestApplications {
  private TestApplications() {}

  /** @param settings keys of the configuration */
  public static Applications of(Map<String, String> settings) {
    return new Applications(
        ApplicationSettings.of(key -> Optional.ofNullable(settings.get(key))).all(), List.of(), Optional.empty(),
        Optional.empty());
  }
}
