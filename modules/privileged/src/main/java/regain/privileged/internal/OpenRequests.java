package regain.privileged.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.List;
import regain.kernel.Unfinished;
import regain.privileged.Grant.Ending;

/**
 * Requests that a restore ends: who has agreed since, or refused, is lost. What is on a target is not ended by it: it ends at its time, and
 * the look at the targets says what the older record does not know.
 */
@Dependent
class OpenRequests implements Unfinished {
  private final GrantBook book;
  private final Endings endings;

  @Inject
  OpenRequests(GrantBook book, Endings endings) {
    this.book = book;
    this.endings = endings;
  }

  @Override
  public String kind() {
    return "grant-request";
  }

  @Override
  public int close() {
    List<GrantRow> open = book.undecided();
    open.forEach(it -> endings.close(it, Ending.UNANSWERED));
    return open.size();
  }
}
