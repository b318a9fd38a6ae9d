package regain.privileged.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import regain.enrollment.port.Account;
import regain.kernel.PersonId;
import regain.privileged.Approvals.Answer;
import regain.privileged.Grant.Ending;
import regain.privileged.port.PrivilegePolicy;

/** Whether everybody has agreed to what is about to be given, and still may. Joins the caller's transaction. */
@Dependent
class Agreed {
  private final GrantBook book;
  private final LockBook locks;
  private final PrivilegePolicy policy;

  @Inject
  Agreed(GrantBook book, LockBook locks, PrivilegePolicy policy) {
    this.book = book;
    this.locks = locks;
    this.policy = policy;
  }

  /**
   * Why it is not to be given, if so.
   *
   * @param known whoever has a part in it, as the directory has them now
   */
  Optional<Ending> objection(GrantRow row, Map<PersonId, Account> known) {
    if (!row.isWhole()) {
      return Optional.of(Ending.DOES_NOT_FIT);
    }
    Request request = row.frozen();
    List<ApprovalRow> agreed = book.approvals(row.id);
    if (!Views.wanted(request, agreed).isEmpty() || !agreed.stream().allMatch(it -> isOver(it, request))) {
      return Optional.of(Ending.DOES_NOT_FIT);
    }
    if (locks.bars(row) || agreed.stream().anyMatch(locks::holds)) {
      return Optional.of(Ending.LOCKED);
    }
    boolean may = Optional.ofNullable(known.get(row.person())).filter(People::mayBeUsed).isPresent();
    return may && agreed.stream().allMatch(it -> stillMay(it, row, known)) && areSeveral(known)
        ? Optional.empty()
        : Optional.of(Ending.NOT_ELIGIBLE);
  }

  /** Whether what was signed is what would be given, to the letter. */
  private static boolean isOver(ApprovalRow agreed, Request request) {
    String text = ApprovalText.of(request, agreed.group, Answer.AGREE, Locale.forLanguageTag(agreed.language));
    return ApprovalText.digest(text).hex().equals(agreed.digest);
  }

  /** Two accounts of one person have one say, and one part. */
  private static boolean areSeveral(Map<PersonId, Account> known) {
    return known.values().stream()
        .allMatch(one -> known.values().stream().filter(one::isOneWith).count() == 1);
  }

  /** Two who agree for each other at the same moment see it here at the latest. */
  private boolean stillMay(ApprovalRow agreed, GrantRow row, Map<PersonId, Account> known) {
    return Optional.ofNullable(known.get(agreed.by()))
        .filter(it -> People.mayBeUsed(it) && it.groups().contains(agreed.group))
        .filter(it -> Optional.ofNullable(known.get(row.person())).filter(each -> !each.isOneWith(it)).isPresent())
        .filter(it -> !policy.canProvision(it.groups(), row.target))
        .filter(it -> !book.haveAgreedFor(agreed.by()).contains(row.person()))
        .isPresent();
  }
}
