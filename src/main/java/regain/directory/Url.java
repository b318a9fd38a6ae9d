package regain.directory;

import java.net.URI;

/** Where a directory server listens. There is no plaintext: {@code ldap://} means StartTLS (RFC 4513 section 3). */
record Url(String host, int port, boolean startTls) {
  /** @throws IllegalArgumentException for any other scheme, and for anything behind the port */
  static Url parse(String text) {
    URI uri = URI.create(text);
    boolean startTls = "ldap".equalsIgnoreCase(uri.getScheme());
    boolean known = startTls || "ldaps".equalsIgnoreCase(uri.getScheme());
    if (!known || uri.getHost() == null || !"".equals(uri.getPath())) {
      throw new IllegalArgumentException("it takes ldaps://host:port or ldap://host:port, not " + text);
    }
    int port = uri.getPort() >= 0 ? uri.getPort() : startTls ? 389 : 636;
    return new Url(uri.getHost().replaceAll("[\\[\\]]", ""), port, startTls);
  }
}
