package regain.duties.internal;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A duty's details as text: a form-encoded line, which every node and every release can read. */
final class Details {
  private Details() {}

  static String write(Map<String, String> details) {
    return new TreeMap<>(details)
        .entrySet().stream().map(it -> code(it.getKey()) + "=" + code(it.getValue())).collect(Collectors.joining("&"));
  }

  static Map<String, String> read(String text) {
    var details = new HashMap<String, String>();
    for (String pair : text.split("&", -1)) {
      int at = pair.indexOf('=');
      if (at > 0) {
        details.put(decode(pair.substring(0, at)), decode(pair.substring(at + 1)));
      }
    }
    return details;
  }

  private static String code(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
