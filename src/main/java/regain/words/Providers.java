package regain.words;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Says who keeps a passkey, by the make that it claims. A guess for the eye: nothing is decided by it, and it is never
 * written over the name that the person gave.
 */
public final class Providers {
  private static final Map<UUID, String> NAMES = names();

  private Providers() {}

  /** The name of the make; empty for one that is not in the list. */
  public static Optional<String> name(UUID make) {
    return Optional.ofNullable(NAMES.get(make));
  }

  private static Map<UUID, String> names() {
    var list = new Properties();
    try (InputStream in = Providers.class.getResourceAsStream("/passkey-providers.properties")) {
      list.load(in);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    return list.stringPropertyNames().stream()
        .collect(Collectors.toUnmodifiableMap(UUID::fromString, list::getProperty));
  }
}
