package regain.wiring;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Network addresses as they are written. */
public final class Addresses {
  private static final Pattern IPV4 = Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(?:\\.(?!$)|$)){4}");
  private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F.]*:[0-9a-fA-F:.]*");

  private Addresses() {}

  /** An address in digits; names are never looked up. */
  public static Optional<InetAddress> literal(String text) {
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
