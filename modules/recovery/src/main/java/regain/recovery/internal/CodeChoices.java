package regain.recovery.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import regain.enrollment.Contacts;
import regain.enrollment.Mask;
import regain.enrollment.port.Account;
import regain.policy.Method;
import regain.policy.Purpose;

/**
 * To which addresses a code may go. Addresses come from the directory or were confirmed before, and never from whoever is
 * in front of the browser. A mailbox that the account's own password opens is left out wherever that password is what was
 * shown or what is being reset. So is one that somebody else has, or that nobody in particular reads.
 */
@Dependent
class CodeChoices {
  private final Contacts contacts;
  private final CaseStore store;

  @Inject
  CodeChoices(Contacts contacts, CaseStore store) {
    this.contacts = contacts;
    this.store = store;
  }

  /** One address with what counts about it. */
  record Choice(String address, boolean openedByAccount) {}

  static String binding(CaseRow row) {
    return "case:" + row.id;
  }

  /** The choices for this case, in a stable order. Joins the caller's transaction. */
  List<Choice> of(CaseRow row, Account account) {
    boolean passwordShown = store.evidence(row.caseId()).stream()
        .anyMatch(it -> it.method.equals(Method.DIRECTORY_PASSWORD.name()));
    boolean onlyIndependent = passwordShown || row.purpose() != Purpose.ENROLLMENT;
    Stream<Choice> confirmed = contacts.channels(account.person()).stream()
        .map(it -> new Choice(it.address().toLowerCase(Locale.ROOT), it.openedByAccount()));
    Stream<Choice> registered = account.mailboxes().stream()
        .filter(it -> !contacts.isShared(account.person(), it.address()))
        .map(it -> new Choice(it.address().toLowerCase(Locale.ROOT), it.openedByAccount()));
    return (row.purpose() == Purpose.ENROLLMENT ? registered : confirmed)
        .filter(it -> !(onlyIndependent && it.openedByAccount()))
        .distinct()
        .toList();
  }

  /** Keeps the choices of this moment with the case, masked, for its page. */
  void remember(CaseRow row, Optional<Account> account) {
    row.choices = account
        .map(it -> of(row, it))
        .map(all -> String.join("\n", all.stream().map(it -> Mask.address(it.address())).toList()))
        .orElse("");
  }

  List<String> masked(CaseRow row) {
    return row.choices.isEmpty() ? List.of() : List.of(row.choices.split("\n", -1));
  }
}
