package regain.demo;

import com.unboundid.ldap.sdk.Entry;
import java.util.List;
import java.util.stream.Stream;

/**
 * Some computers of Nordhafen Logistics, as a device management keeps them in a directory (RFC 4519 section 3.4). The demo has
 * no proxy that could hand certificates on, so there they are only to be looked at.
 */
public final class DemoDevices {
  public static final String BASE = "ou=devices," + DemoTree.BASE;

  private DemoDevices() {}

  static List<Entry> entries() {
    return List.of(
        computer("NHL-1001", "b.hansen"),
        computer("NHL-1002", "g.jansen"),
        computer("NHL-1003", "h.brandt"),
        computer("NHL-1004", "k.tanaka"),
        computer("NHL-9001", "l.mueller", "d.nowak"),
        computer("NHL-9002"));
  }

  /** @param owners nobody for one that lies in store, several for one that is shared */
  public static Entry computer(String number, String... owners) {
    var entry = new Entry("cn=" + number + "," + BASE);
    entry.addAttribute("objectClass", "top", "device");
    entry.addAttribute("cn", number);
    entry.addAttribute("serialNumber", number);
    if (owners.length > 0) {
      entry.addAttribute("owner", Stream.of(owners).map(it -> "uid=" + it + "," + DemoPerson.PEOPLE).toList());
    }
    return entry;
  }
}
