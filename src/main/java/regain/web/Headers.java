package regain.web;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;

/** The headers of every answer (ASVS 5.0.0 section 3.4). */
final class Headers {
  private static final String POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; form-action 'self'; "
      + "base-uri 'none'; frame-ancestors 'none'";

  private static final Map<String, String> ALWAYS = Map.of(
      "Content-Security-Policy", POLICY,
      "Referrer-Policy", "no-referrer",
      "X-Content-Type-Options", "nosniff",
      "X-Frame-Options", "DENY",
      "Cross-Origin-Opener-Policy", "same-origin",
      "Cross-Origin-Resource-Policy", "same-origin",
      "Permissions-Policy",
      "publickey-credentials-get=(self), publickey-credentials-create=(self), camera=(), microphone=(), "
          + "geolocation=(), payment=(), usb=()",
      "Cache-Control", "no-store");

  private Headers() {}

  static void put(HttpServletResponse response, boolean https) {
    ALWAYS.forEach(response::setHeader);
    if (https) {
      response.setHeader("Strict-Transport-Security", "max-age=63072000; includeSubDomains");
    }
  }
}
