package regain.web;

import jakarta.ws.rs.core.Response;

/** After a POST: see this page. The path is ours, and no host is named. */
final class To {
  private To() {}

  static Response page(String path) {
    return Response.status(Response.Status.SEE_OTHER).header("Location", path).build();
  }
}
