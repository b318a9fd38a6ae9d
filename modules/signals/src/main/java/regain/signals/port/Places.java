package regain.signals.port;

import java.net.InetAddress;
import regain.policy.Fact;

/** Where an address is. */
public interface Places {
  /**
   * The ISO 3166-1 code of the country. Not configured when there is no database of places, and for addresses that have no
   * place (loopback, private networks); unavailable when the database is broken or does not know a public address.
   */
  Fact<String> country(InetAddress address);
}
