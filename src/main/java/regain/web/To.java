package regain.web;

import jakarta.ws.rs.core.Response;

/** After a POST: see this page. The path is ours, and no host is named. */
final class To {
  private static final int UNPROCESSABLE = 422;

  private To() {}

  /** What was typed cannot be used: the same page, with what was typed (RFC 9110 section 15.5.21). */
  static Response mend(Object page) {
    return Response.status(UNPROCESSABLE).entity(page).build();
  }

  static Response page(String path) {
    return Response.status(Response.Status.SEE_OTHER).header("Location", path).build();
  }
}
