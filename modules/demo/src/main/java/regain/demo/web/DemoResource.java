package regain.demo.web;

import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import regain.demo.DemoPeople;
import regain.demo.DemoPerson;
import regain.demo.Outbox;

/** Whom to try, and the mails that were sent. Each page is a value that carries the name of its template. */
@Path("/demo")
@PermitAll
@Dependent
public class DemoResource {
  private final Outbox outbox;

  @Inject
  public DemoResource(Outbox outbox) {
    this.outbox = outbox;
  }

  @Named("demo/start")
  record Start(List<DemoPerson> people, DemoPerson plain) {}

  @Named("demo/outbox")
  record Sent(List<Outbox.Posted> letters) {}

  @GET
  public Object start() {
    DemoPeople people = DemoPeople.read();
    return new Start(people.all(), people.person("b.hansen"));
  }

  @GET
  @Path("outbox")
  public Object outbox() {
    return new Sent(outbox.letters());
  }
}
