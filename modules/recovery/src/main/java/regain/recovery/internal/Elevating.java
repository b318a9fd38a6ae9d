package regain.recovery.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import regain.enrollment.Enrollment.Holder;
import regain.enrollment.port.Account;
import regain.enrollment.port.Directory;
import regain.kernel.PersonId;
import regain.kernel.Transactions;
import regain.policy.Narrowing;
import regain.policy.Posture;
import regain.recovery.Changes.Kind;
import regain.recovery.Changes.Proposed;
import regain.recovery.Postures;

/** The posture as a reviewer sees it, and a change of it on paper. */
@Dependent
class Elevating implements Postures {
  private final Transactions transactions;
  private final ChangeBook changes;
  private final PostureBook book;
  private final Directory directory;

  @Inject
  Elevating(Transactions transactions, ChangeBook changes, PostureBook book, Directory directory) {
    this.transactions = transactions;
    this.changes = changes;
    this.book = book;
    this.directory = directory;
  }

  /** What is read in one transaction; whose names these are is asked afterwards. */
  private record Read(Optional<Posture> now, Optional<ChangeRow> newest, List<Paper> waiting) {}

  private record Paper(ChangeRow change, PostureRow posture) {}

  @Override
  public State look(Holder by) {
    Reviewing.require(by);
    Read read = transactions.begin(
        () -> new Read(book.now(), book.newest().flatMap(it -> changes.find(it.id)), waiting()));
    return new State(
        read.now().flatMap(now -> read.newest().map(it -> inForce(now, it))),
        read.waiting().stream().map(it -> waiting(by, it)).toList());
  }

  private List<Paper> waiting() {
    return changes.proposed(Kind.POSTURE).stream()
        .flatMap(change -> book.find(change.id).map(it -> new Paper(change, it)).stream())
        .toList();
  }

  private InForce inForce(Posture now, ChangeRow change) {
    return new InForce(
        now.narrows(),
        Optional.ofNullable(change.confirmedAt).orElse(change.draftedAt),
        now.until(),
        change.because,
        name(change.draftedBy),
        Stream.ofNullable(change.confirmedBy).map(this::name).findFirst().orElse("–"));
  }

  private Waiting waiting(Holder by, Paper paper) {
    ChangeRow change = paper.change();
    return new Waiting(
        new Proposed(
            change.id,
            change.because,
            name(change.draftedBy),
            Optional.ofNullable(change.proposedAt).orElse(change.draftedAt),
            change.draftedBy.equals(by.person().value())),
        paper.posture().narrowings(),
        paper.posture().duration());
  }

  private String name(UUID person) {
    return directory.account(new PersonId(person)).known().flatMap(it -> it).map(Account::displayName).orElse("–");
  }

  @Override
  public UUID draft(Holder by, Set<Narrowing> narrows, Duration lasts, String because) {
    Reviewing.require(by);
    if (lasts.isNegative() || lasts.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("a posture has an end");
    }
    return transactions.begin(
        () -> {
          UUID id = changes.draft(Kind.POSTURE, by.person(), because).id;
          book.add(new PostureRow(id, narrows, lasts));
          return id;
        });
  }
}
