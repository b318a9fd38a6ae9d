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
import regain.kernel.Transactions;
import regain.policy.Narrowing;
import regain.policy.Posture;
import regain.recovery.Changes.Kind;
import regain.recovery.Postures;

/** The posture as a reviewer sees it, and a change of it on paper. */
@Dependent
class Elevating implements Postures {
  private final Transactions transactions;
  private final ChangeBook changes;
  private final PostureBook book;
  private final PeopleNames names;

  @Inject
  Elevating(Transactions transactions, ChangeBook changes, PostureBook book, PeopleNames names) {
    this.transactions = transactions;
    this.changes = changes;
    this.book = book;
    this.names = names;
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
        names.of(change.draftedBy),
        Stream.ofNullable(change.confirmedBy).map(names::of).findFirst().orElse("–"));
  }

  private Waiting waiting(Holder by, Paper paper) {
    return new Waiting(
        names.proposed(by, paper.change()),
        paper.posture().narrowings(),
        paper.posture().duration());
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
