package regain.recovery.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;
import regain.enrollment.Enrollment.Holder;
import regain.enrollment.port.Account;
import regain.enrollment.port.Directory;
import regain.kernel.PersonId;
import regain.recovery.Changes.Proposed;

/** What reviewers are called, for other reviewers. Not inside a transaction: the directory is asked. */
@Dependent
class PeopleNames {
  private final Directory directory;

  @Inject
  PeopleNames(Directory directory) {
    this.directory = directory;
  }

  /** A dash for somebody whom the directory does not know, or when it does not answer. */
  String of(UUID person) {
    return directory.account(new PersonId(person)).known().flatMap(it -> it).map(Account::displayName).orElse("–");
  }

  /** A proposal as this reader sees it. */
  Proposed proposed(Holder by, ChangeRow row) {
    return new Proposed(
        row.id,
        row.because,
        of(row.draftedBy),
        Optional.ofNullable(row.proposedAt).orElse(row.draftedAt),
        row.draftedBy.equals(by.person().value()));
  }
}
