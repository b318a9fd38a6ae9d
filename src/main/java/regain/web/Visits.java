package regain.web;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.servlet.http.HttpServletRequest;

/** Hands the visit to resources. */
@Dependent
class Visits {
  @Produces
  @Dependent
  Visit visit(HttpServletRequest request) {
    return Visit.of(request);
  }
}
