package regain.privileged.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.Optional;
import regain.kernel.PersonId;
import regain.privileged.Grant.Ending;
import regain.recovery.port.Privileges;

/** Whoever recovers, or is said not to have been themselves, loses what they have for a while, and what they wait for. */
@Dependent
class HeldGrants implements Privileges {
  private final GrantBook book;
  private final Endings endings;

  @Inject
  HeldGrants(GrantBook book, Endings endings) {
    this.book = book;
    this.endings = endings;
  }

  @Override
  public void takeBack(PersonId person) {
    takeBack(person, Ending.TAKEN_BACK);
  }

  void takeBack(PersonId person, Ending ending) {
    book.open(person).forEach(it -> end(it, ending));
    // Their word may not have been theirs.
    book.agreedBy(person).forEach(it -> end(it, Ending.NOT_ELIGIBLE));
  }

  /** All that is given on this target, or waits for it. */
  void takeBack(String target, Ending ending) {
    book.live(target).forEach(it -> end(it, ending));
    book.undecided().stream().filter(it -> it.target.equals(target)).forEach(it -> end(it, ending));
  }

  private void end(GrantRow found, Ending ending) {
    book.lock(found.id).filter(it -> !it.state.isOver()).ifPresent(row -> {
      if (row.state.mayBeOnTarget()) {
        endings.begin(row, ending, Optional.empty());
      } else {
        endings.close(row, ending);
      }
    });
  }
}
