package regain.wiring;

import java.net.InetAddress;
import java.net.URI;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;

/**
 * What the operator chose, read once at the start. Every key is in docs/operations.md.
 *
 * @param baseUrl where people reach us ({@code regain.base-url}); links, cookies and passkeys rest on it, never on a request
 * @param organisation the name that people know ({@code regain.organisation})
 * @param helpPhone whom to call, shown on every page ({@code regain.help.phone})
 * @param signInUrl where people sign in afterwards ({@code regain.sign-in-url})
 * @param zone the zone in which times are shown ({@code regain.zone})
 * @param trustedProxies addresses whose X-Forwarded-For and Client-Cert are believed ({@code regain.trusted-proxies})
 * @param demo whether the demo's parts are aboard: they bind to loopback and show a banner
 */
public record Settings(
    URI baseUrl,
    String organisation,
    Optional<String> helpPhone,
    Optional<URI> signInUrl,
    ZoneId zone,
    Set<InetAddress> trustedProxies,
    boolean demo) {
  public Settings {
    trustedProxies = Set.copyOf(trustedProxies);
  }

  /** Scheme, host and port, as browsers write an origin. */
  public String origin() {
    String port = baseUrl.getPort() < 0 ? "" : ":" + baseUrl.getPort();
    return baseUrl.getScheme() + "://" + baseUrl.getHost() + port;
  }
}
