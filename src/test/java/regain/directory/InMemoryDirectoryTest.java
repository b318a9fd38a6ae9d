package regain.directory;

import com.unboundid.ldap.sdk.LDAPInterface;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import regain.demo.DemoDirectory;

/** The contract, against the demo's in-memory directory over LDAPS. */
class InMemoryDirectoryTest extends DirectoryContract {
  @Override
  TestServer start(Path folder) {
    return new InMemory(DemoDirectory.start(folder, 0, InstantSource.system()));
  }

  private record InMemory(DemoDirectory directory) implements TestServer {
    @Override
    public Map<String, String> settings() {
      return directory.settings();
    }

    @Override
    public LDAPInterface administrator() {
      return directory.administrator();
    }

    @Override
    public void close() {
      directory.close();
    }
  }
}
