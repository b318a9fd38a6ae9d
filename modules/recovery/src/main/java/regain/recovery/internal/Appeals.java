package regain.recovery.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import regain.audit.Trail;
import regain.audit.Word;
import regain.enrollment.Notices;
import regain.enrollment.port.Account;
import regain.enrollment.port.Post;
import regain.kernel.Actor;
import regain.policy.Decision;
import regain.policy.Facts;
import regain.policy.Need;
import regain.policy.Policy;
import regain.policy.Signal;
import regain.recovery.RecoveryEvent;

/**
 * What can be said against a refusal because of risk. Nobody grants an appeal: two people vouch, that is evidence, and policy
 * decides. Here it is only put on record that there is one, and the owner is told. Joins the caller's transaction.
 */
@Dependent
class Appeals {
  private final Policy policy;
  private final CaseStore store;
  private final Notices notices;
  private final Trail trail;

  @Inject
  Appeals(Policy policy, CaseStore store, Notices notices, Trail trail) {
    this.policy = policy;
    this.store = store;
    this.notices = notices;
    this.trail = trail;
  }

  static Optional<Need.Appeal> against(Decision decision) {
    return decision instanceof Decision.Needs(var open)
        ? open.stream().filter(Need.Appeal.class::isInstance).map(Need.Appeal.class::cast).findFirst()
        : Optional.empty();
  }

  /** Why the last decision refuses, where that is because of risk: nobody is told before it was made. */
  List<Signal> reasons(CaseRow row) {
    return row.facts()
        .flatMap(it -> against(policy.decide(it).decision()))
        .map(it -> it.because().stream().sorted().toList())
        .orElse(List.of());
  }

  /** After each decision. */
  void follow(CaseRow row, Optional<Account> account, Facts facts, Decision decision) {
    Optional<Need.Appeal> open = against(decision);
    open.ifPresent(it -> begun(row, account, SignalNames.write(it.because())));
    if (open.isEmpty() && row.wasRefusedByRisk() && row.appealMetAt == null) {
      facts.appealMet().ifPresent(it -> met(row, account, it, decision));
    }
  }

  private void begun(CaseRow row, Optional<Account> account, String signals) {
    if (row.refusedByRisk(signals)) {
      trail.record(
          new Actor.House("policy"),
          new RecoveryEvent.RefusedByRisk(row.caseId(), row.subject(), new Word(signals)));
      account.ifPresent(
          it -> notices.tell(it, Post.Kind.REFUSED_BY_RISK, row.caseId(), Announcing.values(row, store.now())));
    }
  }

  private void met(CaseRow row, Optional<Account> account, Instant when, Decision decision) {
    row.appealMetAt = when;
    trail.record(
        new Actor.House("policy"),
        new RecoveryEvent.AppealMet(row.caseId(), row.subject(), new Word(row.appealSignals)));
    var values = new HashMap<>(Announcing.values(row, when));
    values.put("until", decision.waitsUntil().orElse(when).toString());
    values.put(Notices.ONCE, when.toString());
    account.ifPresent(it -> notices.tell(it, Post.Kind.APPEAL_MET, row.caseId(), values));
  }
}
