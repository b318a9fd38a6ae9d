package regain.web;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Optional;
import regain.duties.Duties;
import regain.enrollment.port.Account;
import regain.enrollment.port.Directory;
import regain.kernel.PersonId;
import regain.kernel.Transactions;
import regain.review.Reviews;

/** What waits for the security team. It can be read here; verdicts come with the workspace. */
@Path("/reviews")
@RolesAllowed(Doors.SECURITY)
@Dependent
public class ReviewsResource {
  private static final int MOST = 50;

  private final Reviews reviews;
  private final Duties duties;
  private final Directory directory;
  private final Transactions transactions;

  @Inject
  public ReviewsResource(Reviews reviews, Duties duties, Directory directory, Transactions transactions) {
    this.reviews = reviews;
    this.duties = duties;
    this.directory = directory;
    this.transactions = transactions;
  }

  @Named("reviews")
  record Open(List<Item> items, List<Duties.Status> stuck) {}

  /** @param name the login name, if the directory still tells */
  record Item(Reviews.Item item, Optional<String> name) {}

  @GET
  public Object list() {
    List<Reviews.Item> items = transactions.begin(() -> reviews.open(MOST));
    List<Duties.Status> stuck = transactions.begin(duties::stuck);
    return new Open(items.stream().map(it -> new Item(it, name(it.subject()))).toList(), stuck);
  }

  private Optional<String> name(PersonId person) {
    return directory.account(person).known().flatMap(it -> it).map(Account::name);
  }
}
