package regain.web;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.stream.Collectors;
import regain.enrollment.Passkeys;

/** What the script asks for before it calls the browser, and what it tells the browser: the only JSON that there is. */
final class Ceremony {
  private Ceremony() {}

  /** What {@code signalAllAcceptedCredentials} wants. None of it needs escaping: a host, and base64url. */
  static String accepted(Passkeys.Accepted all) {
    String ids = all.credentials().stream().map(it -> '"' + it + '"').collect(Collectors.joining(","));
    return "{\"rpId\":\"" + all.rpId() + "\",\"userId\":\"" + all.user() + "\",\"allAcceptedCredentialIds\":["
        + ids + "]}";
  }

  /** Options for the browser; empty means that the page is older than what it is about. */
  static Response options(Optional<String> json) {
    return json.map(it -> Response.ok(it, MediaType.APPLICATION_JSON_TYPE))
        .orElseGet(() -> Response.status(Response.Status.CONFLICT).entity("{}").type(MediaType.APPLICATION_JSON_TYPE))
        .build();
  }
}
