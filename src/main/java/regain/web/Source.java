package regain.web;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import regain.wiring.Addresses;

/**
 * The network address that a request comes from: the peer; or, when the peer is a proxy that the operator named, the
 * rightmost address of X-Forwarded-For that is no such proxy. What stands left of it was written by anybody.
 */
final class Source {
  private Source() {}

  /** Empty when a trusted proxy says something that is no address: then nothing is known, and nothing is done. */
  static Optional<InetAddress> of(String peer, List<String> forwardedFor, Set<InetAddress> proxies) {
    Optional<InetAddress> last = Addresses.literal(peer);
    List<String> chain = new ArrayList<>(chain(forwardedFor));
    while (last.isPresent() && proxies.contains(last.get()) && !chain.isEmpty()) {
      last = Addresses.literal(chain.removeLast());
    }
    return last;
  }

  private static List<String> chain(List<String> headers) {
    return headers.stream().flatMap(it -> List.of(it.split(",", -1)).stream()).map(String::strip).toList();
  }
}
