package regain.kernel;

import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;

/**
 * How a request reached us. {@code address} is the peer, or what a trusted proxy said of it, and never a header that
 * anybody can write (ASVS 5.0.0 15.3.4).
 *
 * @param browser the token in this browser's cookie, if it has one: it recognises a browser and proves nothing
 * @param agent the User-Agent header, at most 400 characters of it
 */
public record Arrival(InetAddress address, Optional<Secret> browser, String agent, Locale language) {}
