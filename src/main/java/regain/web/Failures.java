package regain.web;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;

/** Every exception becomes a page that says the next step. Only the log learns what happened. */
@Provider
@Dependent
public class Failures implements ExceptionMapper<Throwable> {
  private static final Logger LOG = System.getLogger(Failures.class.getName());
  private static final int BAD_REQUEST = 400;
  private static final int TOO_MANY = 429;
  private static final int FAULT = 500;

  @Inject private InstantSource clock;

  /** JAX-RS makes providers without arguments. */
  @SuppressWarnings("NullAway.Init")
  public Failures() {}

  @Override
  public Response toResponse(Throwable thrown) {
    return switch (thrown) {
      case TooMany many ->
        page(TOO_MANY, FailurePage.tooMany(many.until()))
            .header("Retry-After", Math.max(1, Duration.between(clock.instant(), many.until()).toSeconds()))
            .build();
      case Form.Unreadable unreadable -> page(BAD_REQUEST, FailurePage.of(BAD_REQUEST)).build();
      case WebApplicationException known -> known(known.getResponse());
      default -> {
        LOG.log(Level.ERROR, "a request failed", thrown);
        yield page(FAULT, FailurePage.of(FAULT)).build();
      }
    };
  }

  private static Response known(Response said) {
    boolean error = said.getStatus() >= BAD_REQUEST && !said.hasEntity();
    return error ? page(said.getStatus(), FailurePage.of(said.getStatus())).build() : said;
  }

  private static Response.ResponseBuilder page(int status, FailurePage page) {
    return Response.status(status).entity(page).type("text/html;charset=UTF-8");
  }
}
