package regain.web;

import jakarta.inject.Inject;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The page for what the container or the {@link Gate} refuses: web.xml leads every error here. */
@WebServlet("/error")
public class ErrorPage extends HttpServlet {
  private static final long serialVersionUID = 1;

  private final transient Typesetter typesetter;
  private final transient Csrf csrf;

  @Inject
  ErrorPage(Typesetter typesetter, Csrf csrf) {
    this.typesetter = typesetter;
    this.csrf = csrf;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
    int status = status(request);
    if (!Visit.isKnown(request)) {
      Headers.put(response, false);
      Visit.begin(request, response, Tongue.of(request), csrf.fresh());
    }
    byte[] page =
        typesetter.set(FailurePage.of(status), Visit.of(request)).getBytes(StandardCharsets.UTF_8);
    response.setStatus(status);
    response.setContentType("text/html;charset=UTF-8");
    response.getOutputStream().write(page);
  }

  /** Asked for by its own path, it is a page that there is not. */
  private static int status(HttpServletRequest request) {
    return request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer status
        ? status
        : HttpServletResponse.SC_NOT_FOUND;
  }
}
