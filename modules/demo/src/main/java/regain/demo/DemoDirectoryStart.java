package regain.demo;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Starts the demo's directory before anything asks for it, and ends it with the application. */
@ApplicationScoped
public class DemoDirectoryStart {
  private static final Logger LOG = System.getLogger(DemoDirectoryStart.class.getName());
  private @Nullable DemoDirectory directory;

  /** For the container. */
  public DemoDirectoryStart() {}

  /** The directory has a clock of its own, as every directory does. */
  void start(@Observes @Priority(1) Startup event) {
    DemoPlace place = DemoPlace.here();
    if (taken(place.directoryPort())) {
      LOG.log(Level.WARNING, "Port {0} is taken: another demo''s directory is used", place.directoryPort());
    } else {
      directory = DemoDirectory.start(place, InstantSource.system());
    }
  }

  private static boolean taken(int port) {
    try (var door = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return !door.isBound();
    } catch (IOException taken) {
      return true;
    }
  }

  @PreDestroy
  void stop() {
    if (directory != null) {
      directory.close();
    }
  }
}
