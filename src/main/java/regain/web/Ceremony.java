package regain.web;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;

/** What the script asks for before it calls the browser: the only JSON that there is. */
final class Ceremony {
  private Ceremony() {}

  /** Options for the browser; empty means that the page is older than what it is about. */
  static Response options(Optional<String> json) {
    return json.map(it -> Response.ok(it, MediaType.APPLICATION_JSON_TYPE))
        .orElseGet(() -> Response.status(Response.Status.CONFLICT).entity("{}").type(MediaType.APPLICATION_JSON_TYPE))
        .build();
  }
}
