package regain.grants;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import regain.enrollment.port.Directory;
import regain.house.TestConfig;
import regain.privileged.port.GrantConnector;

/** The targets of a file, as the server makes them of it. */
public final class RealTargets implements AutoCloseable {
  private final GrantsWiring.Targets made;

  /** @param directory where people are looked up whom a target knows by name */
  public RealTargets(Map<String, String> settings, Directory directory) {
    this(settings, directory, InstantSource.system());
  }

  /** The same with another clock. */
  public RealTargets(Map<String, String> settings, Directory directory, InstantSource clock) {
    Path file = Path.of(settings.getOrDefault("regain.privileged.file", ""));
    var random = new SecureRandom();
    made = new GrantsWiring().targets(
        PrivilegeFile.read(file), new TestConfig(settings), directory, clock, length -> {
          byte[] bytes = new byte[length];
          random.nextBytes(bytes);
          return bytes;
        });
  }

  public GrantConnector named(String name) {
    return all().stream().filter(it -> it.name().equals(name)).findFirst().orElseThrow();
  }

  public List<GrantConnector> all() {
    return made.all();
  }

  @Override
  public void close() {
    made.close();
  }
}
