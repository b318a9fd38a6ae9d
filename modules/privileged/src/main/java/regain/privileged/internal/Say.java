package regain.privileged.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import regain.enrollment.Enrollment.Holder;
import regain.enrollment.Memberships;
import regain.enrollment.port.Account;
import regain.kernel.CaseId;
import regain.kernel.PersonId;
import regain.privileged.Approvals.No;
import regain.privileged.port.PrivilegePolicy;
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
  private final PrivilegePolicy policy;

  @Inject
  Say(
      GrantBook book,
      Memberships memberships,
      AttestationRules rules,
      Reviews reviews,
      LockBook locks,
      PrivilegePolicy policy) {
    this.book = book;
    this.memberships = memberships;
    this.rules = rules;
    this.reviews = reviews;
    this.locks = locks;
    this.policy = policy;
  }

  /** What may be locked for this request not to go on. */
  private static Stream<String> lockable(GrantRow row) {
    return Stream.concat(
        Stream.of(row.person().toString(), row.target, LockRow.grant(row)),
        Stream.ofNullable(row.askedWith).map(it -> LockRow.factor(row.person(), it)));
  }

  private static boolean isOne(Holder by, Optional<Account> other) {
    return other.filter(it -> it.isOneWith(by.account())).isPresent();
  }

  /** What is looked at for some requests together, whether for one or for a list of them. */
  private record Ground(
      Map<UUID, List<ApprovalRow>> agreed,
      Set<PersonId> agreedForThem,
      List<LockRow> locks,
      Map<CaseId, Part> parts,
      Map<String, Boolean> settled) {}

  private Ground ground(Holder by, List<GrantRow> rows) {
    return new Ground(
        book.approvals(rows.stream().map(it -> it.id).toList()),
        book.haveAgreedFor(by.person()),
        locks.on(
            Stream.concat(
                Stream.of(by.person().toString()),
                rows.stream().flatMap(Say::lockable))
                .collect(Collectors.toUnmodifiableSet())),
        reviews.parts(rows.stream().map(GrantRow::caseId).toList(), by.person()),
        new HashMap<>());
  }

  /**
   * Why this person has none, if so.
   *
   * @param known everybody who has a part in it, as the directory has them now
   */
  Optional<No> bars(Holder by, GrantRow row, Map<PersonId, Account> known) {
    return bars(by, row, known, ground(by, List.of(row)));
  }

  /** A request in which somebody has a say, for which group, and who has agreed to it already. */
  record Open(GrantRow row, String group, List<ApprovalRow> agreed) {}

  /** The first of these in which this person has a say, as far as our own record knows. */
  List<Open> open(Holder by, List<GrantRow> rows, int most) {
    // Most people are in none of the groups, and for them nothing else is asked.
    List<GrantRow> theirs = rows.stream()
        .filter(it -> it.isWhole() && it.frozen().approvedBy().stream().anyMatch(by.account().groups()::contains))
        .toList();
    if (theirs.isEmpty()) {
      return List.of();
    }
    Ground ground = ground(by, theirs);
    return theirs.stream()
        .filter(it -> bars(by, it, Map.of(), ground).isEmpty())
        .limit(most)
        .map(it -> new Open(it, group(by, it, ground).orElseThrow(), ground.agreed().getOrDefault(it.id, List.of())))
        .toList();
  }

  private Optional<No> bars(Holder by, GrantRow row, Map<PersonId, Account> known, Ground ground) {
    if (!row.isWaiting(book.now())) {
      return Optional.of(No.GONE);
    }
    if (by.person().equals(row.person()) || isOne(by, Optional.ofNullable(known.get(row.person())))) {
      return Optional.of(No.OWN);
    }
    boolean other = known.values().stream()
        .filter(it -> !it.person().equals(by.person()) && !it.person().equals(row.person()))
        .anyMatch(it -> it.isOneWith(by.account()));
    if (other) {
      return Optional.of(No.OTHER_PART);
    }
    Optional<String> group = group(by, row, ground);
    if (group.isEmpty()) {
      return Optional.of(No.NOT_IN_GROUP);
    }
    if (!ground.settled().computeIfAbsent(
        group.get(), it -> rules.settled(memberships.since(by.person(), it), book.now()))) {
      return Optional.of(No.GROUP_TOO_NEW);
    }
    if (policy.canProvision(by.account().groups(), row.target)) {
      return Optional.of(No.PROVISIONER);
    }
    if (LockBook.holds(ground.locks(), by.person()) || LockBook.bars(ground.locks(), row)) {
      return Optional.of(No.LOCKED);
    }
    if (!Asking.isSettled(by)) {
      return Optional.of(No.PASSKEY_TOO_NEW);
    }
    if (ground.agreedForThem().contains(row.person())) {
      return Optional.of(No.CIRCLE);
    }
    return Optional.ofNullable(ground.parts().get(row.caseId())).filter(it -> it != Part.APPROVER)
        .map(it -> No.OTHER_PART);
  }

  /** For which group: the first that is still wanted and that they are in. Nobody who has agreed is asked a second time. */
  Optional<String> group(Holder by, GrantRow row) {
    return group(by, row, book.approvals(row.id));
  }

  private static Optional<String> group(Holder by, GrantRow row, Ground ground) {
    return group(by, row, ground.agreed().getOrDefault(row.id, List.of()));
  }

  private static Optional<String> group(Holder by, GrantRow row, List<ApprovalRow> agreed) {
    return agreed.stream().anyMatch(it -> it.by().equals(by.person()))
        ? Optional.empty()
        : Views.wanted(row.frozen(), agreed).stream().filter(by.account().groups()::contains).findFirst();
  }
}
