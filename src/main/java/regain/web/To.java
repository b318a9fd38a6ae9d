package regain.web;

import jakarta.ws.rs.core.Response;

/** After a POST: see this page. The path is ours, and no host is named. */
final class To {
  private To() {}

  /** What was typed cannot be used: the same page, with what was typed. No failure, or browsers would log it as one. */
  static Response mend(Object page) {
    return Response.ok(page).build();
  }

  static Response page(String path) {
    return Response.status(Response.Status.SEE_OTHER).header("Location", path).build();
  }
}
