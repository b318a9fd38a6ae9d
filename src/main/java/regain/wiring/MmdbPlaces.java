package regain.wiring;

import com.maxmind.db.CHMCache;
import com.maxmind.db.Reader;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;
import regain.policy.Fact;
import regain.signals.port.Places;

/** Countries by a MaxMind DB file ({@code regain.places.file}). Configured and unreadable refuses the start. */
@ApplicationScoped
class MmdbPlaces implements Places {
  private final Optional<Reader> reader;

  /** For the container's proxy. */
  MmdbPlaces() {
    reader = Optional.empty();
  }

  @Inject
  MmdbPlaces(Config config) {
    this(config.getOptionalValue("regain.places.file", String.class));
  }

  MmdbPlaces(Optional<String> file) {
    reader = file.map(MmdbPlaces::open);
  }

  private static Reader open(String file) {
    try {
      return new Reader(new File(file), new CHMCache());
    } catch (IOException unreadable) {
      throw new UnsafeSettingsException("regain.places.file is not a readable MaxMind DB file");
    }
  }

  @Override
  public Fact<String> country(InetAddress address) {
    if (reader.isEmpty() || address.isLoopbackAddress() || address.isSiteLocalAddress()
        || address.isLinkLocalAddress()) {
      return Fact.notConfigured();
    }
    try {
      @Nullable Map<?, ?> found = reader.get().get(address, Map.class);
      return Optional.ofNullable(found)
          .map(it -> it.get("country"))
          .map(it -> it instanceof Map<?, ?> country ? country.get("iso_code") : null)
          .map(it -> Fact.known(it.toString()))
          .orElseGet(Fact::unavailable);
    } catch (IOException | RuntimeException broken) {
      // A broken file is a signal that is missing: it tightens, and closes nothing by itself.
      return Fact.unavailable();
    }
  }

  /** Opens the file at the start, so that an unreadable one refuses it. */
  void start(@Observes @Priority(20) Startup event) {
    reader.ifPresent(it -> it.getMetadata());
  }

  @PreDestroy
  void close() {
    reader.ifPresent(
        it -> {
          try {
            it.close();
          } catch (IOException broken) {
            throw new UncheckedIOException(broken);
          }
        });
  }
}
