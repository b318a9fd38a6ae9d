package regain.web;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The network address that a request comes from: the peer; or, when the peer is a proxy that the operator named, the
 * rightmost address of X-Forwarded-For that is no such proxy. What stands left of it was written by anybody.
 */
final class Source {
  private static final Pattern IPV4 = Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(?:\\.(?!$)|$)){4}");
  private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F.]*:[0-9a-fA-F:.]*");

  private Source() {}

  /** Empty when a trusted proxy says something that is no address: then nothing is known, and nothing is done. */
  static Optional<InetAddress> of(String peer, List<String> forwardedFor, Set<String> trusted) {
    Optional<InetAddress> last = literal(peer);
    Set<InetAddress> proxies = proxies(trusted);
    List<String> chain = new ArrayList<>(chain(forwardedFor));
    while (last.isPresent() && proxies.contains(last.get()) && !chain.isEmpty()) {
      last = literal(chain.removeLast());
    }
    return last;
  }

  private static List<String> chain(List<String> headers) {
    return headers.stream().flatMap(it -> List.of(it.split(",", -1)).stream()).map(String::strip).toList();
  }

  private static Set<InetAddress> proxies(Set<String> trusted) {
    return trusted.stream()
        .map(it -> literal(it).orElseThrow(() -> new IllegalArgumentException("regain.trusted-proxies: no address")))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** An address in digits; names are never looked up. */
  private static Optional<InetAddress> literal(String text) {
    int scope = text.indexOf('%');
    String digits = scope < 0 ? text : text.substring(0, scope);
    if (!IPV4.matcher(digits).matches() && !IPV6.matcher(digits).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.getByName(digits));
    } catch (UnknownHostException no) {
      return Optional.empty();
    }
  }
}
