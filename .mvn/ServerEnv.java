import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes the server.env that makes Liberty run on this very JDK. The exec plugin starts it with the toolchain's JDK; the
 * Liberty plugin (3.12.0) does not see a discovered toolchain and would take Maven's own, which may be older than 21.
 */
class ServerEnv {
  public static void main(String[] args) throws Exception {
    Path file = Path.of(args[0]);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "JAVA_HOME=" + System.getProperty("java.home") + "\n");
  }
}
