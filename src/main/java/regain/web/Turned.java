package regain.web;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Writes the page for a request that was turned away before a resource saw it. */
@Dependent
class Turned {
  private final Typesetter typesetter;

  @Inject
  Turned(Typesetter typesetter) {
    this.typesetter = typesetter;
  }

  void away(Visit visit, HttpServletResponse response, int status) throws IOException {
    byte[] page = typesetter.set(FailurePage.of(status), visit).getBytes(StandardCharsets.UTF_8);
    response.setStatus(status);
    response.setContentType("text/html;charset=UTF-8");
    response.getOutputStream().write(page);
  }
}
