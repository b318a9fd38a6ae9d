package regain.web;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import regain.enrollment.port.Account;
import regain.enrollment.port.Directory;
import regain.kernel.PersonId;
import regain.policy.Population;
import regain.recovery.Founders;
import regain.recovery.Readiness;
import regain.recovery.Readiness.Ready;
import regain.recovery.Reviewers;

/** How far the organisation is: who could come back today, and who is not enrolled yet. */
@Path("/readiness")
@RolesAllowed(Doors.SECURITY)
@Dependent
public class RollOutResource {
  private static final int MOST_PEOPLE = 20_000;
  private static final int MOST_SHOWN = 100;

  private final Directory directory;
  private final Readiness readiness;
  private final Founders founders;
  private final Reviewers reviewers;

  @Inject
  public RollOutResource(Directory directory, Readiness readiness, Founders founders, Reviewers reviewers) {
    this.directory = directory;
    this.readiness = readiness;
    this.founders = founders;
    this.reviewers = reviewers;
  }

  /**
   * @param whole whether everybody was counted
   * @param waiting people who cannot replace a lost passkey yet, the first of them
   */
  @Named("readiness")
  record RollOut(Staffing staffing, List<Count> counts, boolean whole, List<Waiting> waiting, int left) {}

  /** The directory did not answer: a count of some would be wrong. */
  @Named("readiness-unknown")
  record Unknown() {}

  /**
   * @param enrolled with a passkey
   * @param ready could also replace every passkey; none where the path is elsewhere
   */
  record Count(Population population, int people, int enrolled, Optional<Integer> ready) {}

  record Waiting(String name, String displayName, Population population, boolean enrolled, Ready ready) {}

  @GET
  public Object page() {
    return directory.roll(MOST_PEOPLE).known().<Object>map(this::count).orElseGet(Unknown::new);
  }

  private RollOut count(Directory.Roll roll) {
    Map<PersonId, Ready> ready = readiness.of(roll.people());
    List<Waiting> waiting = roll.people().stream()
        .map(it -> waiting(it, of(ready, it)))
        .filter(it -> it.ready().passkey().open() && !it.ready().passkey().ready())
        .sorted(Comparator.comparing(Waiting::enrolled).thenComparing(Waiting::name))
        .toList();
    return new RollOut(
        Staffing.of(founders, reviewers),
        Stream.of(Population.values()).map(it -> count(it, roll.people(), ready)).toList(),
        roll.whole(),
        waiting.stream().limit(MOST_SHOWN).toList(),
        Math.max(0, waiting.size() - MOST_SHOWN));
  }

  private static Ready of(Map<PersonId, Ready> all, Account account) {
    return Optional.ofNullable(all.get(account.person())).orElseThrow();
  }

  private static Waiting waiting(Account account, Ready ready) {
    return new Waiting(
        account.name(), account.displayName(), account.population(), ready.enrolled(), ready);
  }

  private static Count count(Population population, List<Account> all, Map<PersonId, Ready> ready) {
    List<Ready> here = all.stream().filter(it -> it.population() == population).map(it -> of(ready, it)).toList();
    boolean open = here.stream().anyMatch(it -> it.passkey().open());
    return new Count(
        population,
        here.size(),
        (int) here.stream().filter(Ready::enrolled).count(),
        open ? Optional.of((int) here.stream().filter(it -> it.passkey().ready()).count()) : Optional.empty());
  }
}
