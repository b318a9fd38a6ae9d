package regain.web;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import regain.kernel.Digest;

/** The few files that pages load. Each has a path that changes with its content, so that browsers may keep it for ever. */
@ApplicationScoped
class Assets {
  /** @param digest of the content, as it stands in the path */
  @SuppressWarnings("ArrayRecordComponent") // Nobody compares assets or changes what is in them.
  record Asset(String name, String type, String digest, byte[] content) {
    String path() {
      return ROOT + digest + "/" + name;
    }
  }

  private static final String ROOT = "/assets/";
  private static final int DIGEST_LENGTH = 16;
  private static final Map<String, String> TYPES = Map.of(
      "regain.css", "text/css;charset=UTF-8",
      "regain.js", "text/javascript;charset=UTF-8",
      "favicon.svg", "image/svg+xml");

  private final Map<String, Asset> all;

  protected Assets() {
    this.all = Map.of();
  }

  @Inject
  Assets(ServletContext place) {
    this.all = TYPES.keySet().stream().map(it -> read(place, it))
        .collect(Collectors.toMap(Asset::name, Function.identity()));
  }

  private static Asset read(ServletContext place, String name) {
    try (@Nullable InputStream in = place.getResourceAsStream("/WEB-INF/assets/" + name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing from the WAR");
      }
      byte[] content = in.readAllBytes();
      String digest = Digest.of(content).hex().substring(0, DIGEST_LENGTH);
      return new Asset(name, TYPES.getOrDefault(name, ""), digest, content);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** What is the same for everybody: nobody gets a cookie with it. */
  static boolean isAsset(String path) {
    return path.startsWith(ROOT) || path.startsWith("/favicon.") || path.startsWith("/.well-known/");
  }

  Optional<Asset> find(String digest, String name) {
    return named(name).filter(it -> it.digest().equals(digest));
  }

  Optional<Asset> named(String name) {
    return Optional.ofNullable(all.get(name));
  }

  /** Where a page finds it. */
  String path(String name) {
    return named(name).orElseThrow().path();
  }
}
