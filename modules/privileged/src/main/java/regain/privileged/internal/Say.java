package regain.privileged.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import regain.enrollment.Enrollment.Holder;
import regain.enrollment.Memberships;
import regain.enrollment.port.Account;
import regain.kernel.PersonId;
import regain.privileged.Approvals.No;
import regain.recovery.port.AttestationRules;
import regain.review.Part;
import regain.review.Reviews;

/**
 * Who has a say in a request. Asked when it is offered, when it is signed, and of everybody who has signed once more when it is given. Joins the
 * caller's transaction.
 */
@Dependent
class Say {
  private final GrantBook book;
  private final Memberships memberships;
  private final AttestationRules rules;
  private final Reviews reviews;
  private final LockBook locks;

  @Inject
  Say(GrantBook book, Memberships memberships, AttestationRules rules, Reviews reviews, LockBook locks) {
    this.book = book;
    this.memberships = memberships;
    this.rules = rules;
    this.reviews = reviews;
    this.locks = locks;
  }

  private static boolean isOne(Holder by, Optional<Account> other) {
    return other.filter(it -> People.areOne(it, by.account())).isPresent();
  }

  /**
   * Why this person has none, if so.
   *
   * @param known everybody who has a part in it, as the directory has them now; nobody where it is only listed
   */
  Optional<No> bars(Holder by, GrantRow row, Map<PersonId, Account> known) {
    if (!row.isWaiting(book.now())) {
      return Optional.of(No.GONE);
    }
    if (by.person().equals(row.person()) || isOne(by, Optional.ofNullable(known.get(row.person())))) {
      return Optional.of(No.OWN);
    }
    boolean other = book.approvals(row.id).stream()
        .filter(it -> !it.by().equals(by.person()))
        .anyMatch(it -> isOne(by, Optional.ofNullable(known.get(it.by()))));
    if (other) {
      return Optional.of(No.OTHER_PART);
    }
    Optional<String> group = group(by, row);
    if (group.isEmpty()) {
      return Optional.of(No.NOT_IN_GROUP);
    }
    if (!rules.settled(memberships.since(by.person(), group.get()), book.now())) {
      return Optional.of(No.GROUP_TOO_NEW);
    }
    if (locks.holds(by.person()) || locks.bars(row)) {
      return Optional.of(No.LOCKED);
    }
    if (!Asking.isSettled(by)) {
      return Optional.of(No.PASSKEY_TOO_NEW);
    }
    if (book.hasAgreedFor(row.person(), by.person())) {
      return Optional.of(No.CIRCLE);
    }
    return reviews.part(row.caseId(), by.person()).filter(it -> it != Part.APPROVER).map(it -> No.OTHER_PART);
  }

  /** For which group: the first that is still wanted and that they are in. Nobody who has agreed is asked a second time. */
  Optional<String> group(Holder by, GrantRow row) {
    List<ApprovalRow> agreed = book.approvals(row.id);
    return agreed.stream().anyMatch(it -> it.by().equals(by.person()))
        ? Optional.empty()
        : Views.wanted(row.frozen(), agreed).stream().filter(by.account().groups()::contains).findFirst();
  }
}
