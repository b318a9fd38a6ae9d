package regain.demo;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Starts the demo's directory before anything asks for it, and ends it with the application. */
@ApplicationScoped
public class DemoDirectoryStart {
  private @Nullable DemoDirectory directory;

  /** For the container. */
  public DemoDirectoryStart() {}

  /** The directory has a clock of its own, as every directory does. */
  void start(@Observes @Priority(1) Startup event) {
    directory = DemoDirectory.start(DemoPlace.here(), InstantSource.system());
  }

  @PreDestroy
  void stop() {
    if (directory != null) {
      directory.close();
    }
  }
}
