package regain.recovery.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import regain.enrollment.Codes;
import regain.enrollment.port.Account;
import regain.kernel.Arrival;
import regain.kernel.Transactions;
import regain.policy.Purpose;
import regain.recovery.Recovery.Turn;
import regain.recovery.Refusal;
import regain.signals.Limits.Limit;
import regain.signals.Limits;

/** Sends codes: to an address that somebody chooses who has proven something, or, in a report of a loss, to one that nobody sees. */
@Dependent
class CodeSending {
  private final Transactions transactions;
  private final Steps steps;
  private final CaseStore store;
  private final CodeChoices choices;
  private final Codes codes;
  private final Limits limits;
  private final Reporting reporting;

  @Inject
  CodeSending(
      Transactions transactions,
      Steps steps,
      CaseStore store,
      CodeChoices choices,
      Codes codes,
      Limits limits,
      Reporting reporting) {
    this.transactions = transactions;
    this.steps = steps;
    this.store = store;
    this.choices = choices;
    this.codes = codes;
    this.limits = limits;
    this.reporting = reporting;
  }

  Optional<Turn> send(String ticket, int step, int contact, Arrival arrival) {
    if (steps.peek(ticket).filter(it -> it.purpose() == Purpose.REPORT).isPresent()) {
      return sendUnseen(ticket, step);
    }
    Optional<CaseRow> row = steps.proven(ticket, step);
    if (row.isEmpty()) {
      return steps.take(ticket, step, it -> it.refuse(Refusal.OUT_OF_DATE));
    }
    Optional<Account> account = row.flatMap(CaseRow::subject)
        .flatMap(it -> steps.world(row.get(), it, arrival).known());
    if (account.isEmpty()) {
      return steps.take(ticket, step, it -> it.refuse(Refusal.TRY_LATER));
    }
    List<CodeChoices.Choice> open = transactions.begin(() -> choices.of(row.get(), account.get()));
    if (contact < 0 || contact >= open.size() || !transactions.begin(() -> mayAsk(row.get()))) {
      return steps.take(ticket, step, it -> it.refuse(Refusal.OUT_OF_DATE));
    }
    CodeChoices.Choice to = open.get(contact);
    boolean quiet = transactions.begin(() -> codes.usedUp(CodeChoices.binding(row.get())))
        || limits.take(Limit.CODE_BY_DESTINATION, to.address()).isPresent();
    return steps.take(
        ticket,
        step,
        it -> {
          if (quiet) {
            it.refuse(Refusal.TOO_MANY_TRIES);
          } else if (!mayAsk(it)) {
            it.refuse(Refusal.OUT_OF_DATE);
          } else {
            send(it, account.get(), to);
            it.moveOn();
          }
        });
  }

  /** The same for every name: whether anybody has it is looked up later. */
  private Optional<Turn> sendUnseen(String ticket, int step) {
    boolean many = steps.peek(ticket)
        .filter(it -> limits.take(Limit.PROOF_BY_CASE, it.id.toString()).isPresent())
        .isPresent();
    return steps.take(
        ticket,
        step,
        it -> {
          if (many) {
            it.refuse(Refusal.TOO_MANY_TRIES);
          } else {
            reporting.oweCode(it);
            it.moveOn();
          }
        });
  }

  /** Something was proven, and no code was sent a moment ago. Asked before a try is counted, and again under the lock. */
  private boolean mayAsk(CaseRow row) {
    return !steps.evidenceOf(row).isEmpty()
        && codes.pending(CodeChoices.binding(row)).filter(it -> store.now().isBefore(it.resendFrom())).isEmpty();
  }

  private void send(CaseRow row, Account account, CodeChoices.Choice to) {
    codes.send(
        new Codes.Request(
            CodeChoices.binding(row),
            account.person(),
            row.caseId(),
            to.address(),
            to.openedByAccount(),
            account.language()));
  }
}
