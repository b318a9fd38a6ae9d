package regain.keycloak;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import regain.enrollment.port.Account;
import regain.enrollment.port.Directory;
import regain.kernel.PersonId;
import regain.policy.Fact;

/**
 * Who a person is in Keycloak: the one user whose attribute holds the directory's immutable id. A name proves nothing; it
 * serves to notice that the attribute is missing, because then "nobody" would be a mistake that looks like an answer.
 */
record Users(KeycloakSettings settings, Directory directory) {
  /** What became of looking somebody up. */
  sealed interface Found {
    /** @param id as it stands in a path */
    record One(String id) implements Found {}

    /** Neither the id nor a name of this person is known there. */
    record Nobody() implements Found {}

    /** Somebody has the name and not the id, two have the id, or the directory does not say what the name is. */
    record Doubtful(String why) implements Found {}
  }

  Found find(AdminApi.Errand errand, PersonId person) {
    JsonNode users = errand.list(
        "/users?max=2&briefRepresentation=true&q="
            + AdminApi.encoded(settings.attribute() + ":" + person));
    return switch (users.size()) {
      case 0 -> nobody(errand, person);
      case 1 -> new Found.One(AdminApi.id(users.get(0), "id"));
      default -> new Found.Doubtful("two users have the same " + settings.attribute());
    };
  }

  private Found nobody(AdminApi.Errand errand, PersonId person) {
    Fact<Optional<Account>> account = directory.account(person);
    if (account.unavailableNow()) {
      return new Found.Doubtful("the directory did not answer");
    }
    boolean known = account.known().flatMap(it -> it).map(Users::names).orElse(List.of()).stream()
        .anyMatch(it -> !errand.list("/users?exact=true&max=1&" + it).isEmpty());
    return known
        ? new Found.Doubtful("a user has the name and not the " + settings.attribute())
        : new Found.Nobody();
  }

  private static List<String> names(Account account) {
    var names = new ArrayList<String>();
    names.add("username=" + AdminApi.encoded(account.name()));
    account.mailboxes().forEach(it -> names.add("email=" + AdminApi.encoded(it.address())));
    return names;
  }
}
