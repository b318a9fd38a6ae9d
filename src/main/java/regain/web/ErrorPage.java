package regain.web;

import jakarta.inject.Inject;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** The page for what the container refuses: web.xml leads every error here. */
@WebServlet("/error")
public class ErrorPage extends HttpServlet {
  private static final long serialVersionUID = 1;

  private final transient Turned turned;
  private final transient Csrf csrf;

  @Inject
  ErrorPage(Turned turned, Csrf csrf) {
    this.turned = turned;
    this.csrf = csrf;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
    int status = status(request);
    if (!Visit.isKnown(request)) {
      Headers.put(response, false);
      Visit.begin(request, response, Tongue.of(request), csrf.fresh());
    }
    turned.away(Visit.of(request), response, status);
  }

  /** Asked for by its own path, it is a page that there is not. */
  private static int status(HttpServletRequest request) {
    return request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer status
        ? status
        : HttpServletResponse.SC_NOT_FOUND;
  }
}
