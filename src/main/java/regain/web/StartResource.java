package regain.web;

import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** Where the two journeys begin, and the pages that only explain. */
@Path("/")
@PermitAll
@Dependent
public class StartResource {
  private final FirstPages pages;

  @Inject
  public StartResource(FirstPages pages) {
    this.pages = pages;
  }

  @Named("how")
  record How() implements Still {}

  @GET
  public Object start() {
    return pages.of(Journey.PASSWORD);
  }

  @GET
  @Path("enroll")
  public Object enroll() {
    return pages.of(Journey.ENROLLMENT);
  }

  @GET
  @Path("report")
  public Object report() {
    return pages.of(Journey.LOSS);
  }

  @GET
  @Path("how")
  public Object how() {
    return new How();
  }
}
