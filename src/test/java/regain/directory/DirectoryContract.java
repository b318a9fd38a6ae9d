package regain.directory;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import regain.demo.DemoDevices;

/**
 * What Regain relies on in a directory, run against the stand-in of the demo and against a real slapd. Each test has a
 * directory of its own, freshly seeded.
 */
abstract class DirectoryContract
    implements
    LookUpCases,
    DeviceCases,
    PasswordCases,
    MeanwhileCases,
    OutageCases,
    SecrecyCases {
  private final List<Adapter> adapters = new ArrayList<>();

  @TempDir private Path folder;
  private TestServer server;

  /** Starts a directory that keeps its files in {@code folder}. */
  abstract TestServer start(Path folder);

  @BeforeEach
  void start_a_directory() {
    server = start(folder);
  }

  @AfterEach
  void stop_it() {
    adapters.forEach(Adapter::close);
    server.close();
  }

  @Override
  public TestServer server() {
    return server;
  }

  @Override
  public Adapter adapter(Map<String, String> overrides, InstantSource clock) {
    Map<String, String> values = new HashMap<>(server.settings());
    values.put("regain.devices.base-dn", DemoDevices.BASE);
    overrides.forEach((key, value) -> values.put("regain.directory." + key, value));
    Adapter made = Adapter.of(values, clock);
    adapters.add(made);
    return made;
  }
}
