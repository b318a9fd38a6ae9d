package regain.web;

import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.Optional;
import regain.recovery.Recovery;

/** Where the two journeys begin, and the pages that only explain. */
@Path("/")
@PermitAll
@Dependent
public class StartResource {
  private final Recovery recovery;
  private final Porter porter;
  private final Visit visit;

  @Inject
  public StartResource(Recovery recovery, Porter porter, Visit visit) {
    this.recovery = recovery;
    this.porter = porter;
    this.visit = visit;
  }

  /**
   * @param open whether a case is open in this browser already
   * @param back to where somebody came from
   */
  @Named("start")
  record Start(Rail rail, Optional<Problem> problem, Optional<Journey> open, Optional<Back> back) implements Still {
    @Override
    public boolean still() {
      return problem.isEmpty() && open.isEmpty();
    }
  }

  @Named("enroll")
  record Enroll(Rail rail, Optional<Problem> problem, Optional<Journey> open, Optional<Back> back) implements Still {
    @Override
    public boolean still() {
      return problem.isEmpty() && open.isEmpty();
    }
  }

  @Named("report")
  record Report(Rail rail, Optional<Problem> problem, Optional<Journey> open, Optional<Back> back) implements Still {
    @Override
    public boolean still() {
      return problem.isEmpty() && open.isEmpty();
    }
  }

  @Named("how")
  record How() implements Still {}

  @GET
  public Object start() {
    return new Start(Rail.start(Journey.PASSWORD), problem(), open(), back());
  }

  @GET
  @Path("enroll")
  public Object enroll() {
    return new Enroll(Rail.start(Journey.ENROLLMENT), problem(), open(), back());
  }

  @GET
  @Path("report")
  public Object report() {
    return new Report(Rail.start(Journey.LOSS), problem(), open(), back());
  }

  @GET
  @Path("how")
  public Object how() {
    return new How();
  }

  private Optional<Back> back() {
    return porter.back(visit.query());
  }

  private Optional<Problem> problem() {
    return visit.cookie(Cookies.NOTE).filter(it -> it.startsWith("name-")).map(Problem::name);
  }

  private Optional<Journey> open() {
    return visit
        .cookie(Cookies.CASE)
        .flatMap(recovery::look)
        .filter(it -> !it.state().isFinal())
        .map(it -> Journey.of(it.purpose()));
  }
}
