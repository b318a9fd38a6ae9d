package regain.recovery.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import regain.enrollment.port.Account;
import regain.enrollment.port.Directory;
import regain.kernel.PersonId;
import regain.kernel.Transactions;
import regain.policy.Fact;
import regain.review.Part;
import regain.review.Reviews;
import regain.review.Reviews.Item;
import regain.review.Reviews.No;

/** Whoever reviews may have another account that has a part in the case: all accounts of one person have one part together. */
@Dependent
class OtherAccounts {
  private final Transactions transactions;
  private final Reviews reviews;
  private final Directory directory;

  @Inject
  OtherAccounts(Transactions transactions, Reviews reviews, Directory directory) {
    this.transactions = transactions;
    this.reviews = reviews;
    this.directory = directory;
  }

  /** Who has a part in what an item is about, the reviewers left out. Joins the caller's transaction. */
  Map<PersonId, Part> parts(Item item) {
    var parts = new HashMap<PersonId, Part>(reviews.parts(item.caseId()));
    item.subject().ifPresent(it -> parts.put(it, Part.SUBJECT));
    parts.values().removeIf(it -> it == Part.REVIEWER);
    return parts;
  }

  /** Who has a part in it, as the directory has them now. Not inside a transaction. */
  Involved in(UUID item) {
    Map<PersonId, Part> parts = transactions.begin(() -> reviews.find(item).map(this::parts).orElse(Map.of()));
    return new Involved(parts, parts.isEmpty() ? Fact.known(Map.of()) : directory.accounts(parts.keySet()));
  }

  /** @param accounts of those who have a part, and maybe of others */
  record Involved(Map<PersonId, Part> parts, Fact<Map<PersonId, Account>> accounts) {
    /** Why this person has no say in it, if another account of theirs has a part. While that cannot be told, nobody has one. */
    Optional<No> bars(Account by) {
      return accounts.known().isEmpty() ? Optional.of(No.GONE) : bars(by, accounts.known().get());
    }

    private Optional<No> bars(Account by, Map<PersonId, Account> known) {
      return parts.entrySet().stream()
          .filter(it -> !it.getKey().equals(by.person()))
          .filter(it -> Optional.ofNullable(known.get(it.getKey())).filter(by::isOneWith).isPresent())
          .map(it -> it.getValue() == Part.SUBJECT ? No.OWN : No.OTHER_PART)
          .findFirst();
    }
  }
}
