package regain.recovery.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import regain.audit.Personal;
import regain.audit.Trail;
import regain.duties.Duties;
import regain.duties.Duty;
import regain.duties.DutyHandler;
import regain.enrollment.Codes;
import regain.enrollment.Contacts;
import regain.enrollment.EnrollmentEvent;
import regain.enrollment.Notices;
import regain.enrollment.Passkey;
import regain.enrollment.Passkeys;
import regain.enrollment.Sessions;
import regain.enrollment.port.Account;
import regain.enrollment.port.Directory;
import regain.enrollment.port.Post;
import regain.kernel.Actor;
import regain.kernel.CaseId;
import regain.kernel.Chance;
import regain.kernel.PersonId;
import regain.kernel.Transactions;
import regain.policy.Fact;
import regain.policy.Method;
import regain.recovery.RecoveryEvent;
import regain.recovery.internal.Gathering.World;
import regain.review.Reviews;
import regain.signals.Limits;
import regain.signals.Limits.Limit;
import regain.signals.Signals;

/**
 * "My phone was stolen." One proof is enough, because all that comes of it is less access: passkeys are suspended and not
 * deleted, sessions end, open cases are void, somebody looks at it. A code may be asked for before anything is proven; it
 * goes to an address of the owner, which the page does not show, later and elsewhere, so that the page is the same for
 * every name.
 */
@Dependent
class Reporting implements DutyHandler {
  private static final String KIND = "SEND_CODE_UNSEEN";

  private final Transactions transactions;
  private final CaseStore store;
  private final Claims claims;
  private final Revocations revocations;
  private final Duties duties;
  private final Limits limits;
  private final Directory directory;
  private final Passkeys passkeys;
  private final Contacts contacts;
  private final Codes codes;
  private final Sessions sessions;
  private final Notices notices;
  private final Reviews reviews;
  private final Signals signals;
  private final Watching watching;
  private final Trail trail;
  private final Chance chance;

  @Inject
  Reporting(
      Transactions transactions,
      CaseStore store,
      Claims claims,
      Revocations revocations,
      Duties duties,
      Limits limits,
      Directory directory,
      Passkeys passkeys,
      Contacts contacts,
      Codes codes,
      Sessions sessions,
      Notices notices,
      Reviews reviews,
      Signals signals,
      Watching watching,
      Trail trail,
      Chance chance) {
    this.transactions = transactions;
    this.store = store;
    this.claims = claims;
    this.revocations = revocations;
    this.duties = duties;
    this.limits = limits;
    this.directory = directory;
    this.passkeys = passkeys;
    this.contacts = contacts;
    this.codes = codes;
    this.sessions = sessions;
    this.notices = notices;
    this.reviews = reviews;
    this.signals = signals;
    this.watching = watching;
    this.trail = trail;
    this.chance = chance;
  }

  /** Owes a code to whoever has this name. Joins the caller's transaction. */
  void oweCode(CaseRow row) {
    duties.owe(new Duty(KIND, "unseen:" + chance.uuid(), Optional.of(row.caseId()), Map.of()));
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Outcome perform(Duty duty) {
    CaseId caseId = duty.caseId().orElseThrow();
    String name = transactions.begin(() -> store.find(caseId).orElseThrow().name);
    Fact<Optional<Account>> account = directory.named(name);
    if (account.unavailableNow()) {
      return new Outcome.Again("the directory did not answer");
    }
    return new Outcome.Done(account.known().flatMap(it -> it).map(it -> send(caseId, it)).orElse("nobody"));
  }

  private String send(CaseId caseId, Account account) {
    Optional<String> to = transactions.begin(() -> address(account));
    boolean usedUp = transactions.begin(() -> codes.usedUp("case:" + caseId));
    if (to.isEmpty() || usedUp || limits.take(Limit.UNSEEN_BY_DESTINATION, to.get()).isPresent()) {
      return "quiet";
    }
    return transactions.begin(
        () -> {
          CaseRow row = store.lock(caseId).orElseThrow();
          if (!row.state().isOpen() || !row.identify(account.person())) {
            return "no longer asked for";
          }
          codes.send(
              new Codes.Request(
                  CodeChoices.binding(row), account.person(), caseId, to.get(), false, account.language()));
          return "asked for";
        });
  }

  /**
   * One that the person confirmed, or else one of the directory; never one that the account's own password opens, or whoever
   * has that password could take somebody's passkeys away.
   */
  private Optional<String> address(Account account) {
    return Stream.concat(
        contacts.channels(account.person()).stream()
            .filter(it -> !it.openedByAccount())
            .map(Contacts.Contact::address),
        account.mailboxes().stream()
            .filter(it -> !it.openedByAccount())
            .map(Account.Mailbox::address)
            .filter(it -> !contacts.isShared(account.person(), it)))
        .map(it -> it.toLowerCase(Locale.ROOT))
        .findFirst();
  }

  /** The passkeys of the person. Joins the caller's transaction. */
  List<Passkey> reportable(CaseRow row) {
    return row.subject().map(passkeys::of).orElse(List.of());
  }

  /** Reduces access. The caller has an Allow in this transaction. */
  void report(CaseRow row, World world, Set<UUID> named) {
    PersonId person = world.person();
    row.suspended = suspend(row, person, named);
    if (row.suspended > 0) {
      watching.factorsRemoved(row, world.known());
    }
    signals.forgetBrowsers(person);
    int ended = sessions.endAll(person, store.now());
    claims.voidSiblings(row, person);
    revocations.oweAfter(row.caseId(), person, store.now());
    reviews.open(row.caseId(), person, Reviews.Cause.LOST);
    world.known().ifPresent(it -> notices.tell(it, Post.Kind.LOSS_REPORTED, row.caseId(), values(row)));
    trail.record(
        new Actor.Human(person),
        new RecoveryEvent.LossReported(
            row.caseId(),
            row.subject(),
            row.suspended,
            ended,
            new Personal(world.arrival().address().getHostAddress())));
    row.complete(store.now());
  }

  private int suspend(CaseRow row, PersonId person, Set<UUID> named) {
    Set<UUID> within = within(row, person);
    int suspended = 0;
    for (UUID each : named) {
      Optional<Passkey> gone = within.contains(each) ? passkeys.remove(person, each) : Optional.empty();
      gone.ifPresent(
          it -> trail.record(
              new Actor.Human(person),
              new EnrollmentEvent.PasskeySuspended(
                  Optional.of(person), Optional.of(row.caseId()), new Personal(it.label()))));
      suspended += gone.isPresent() ? 1 : 0;
    }
    return suspended;
  }

  /**
   * What this proof may take away. A passkey from before carries everything. Anything less takes nothing away while a freeze
   * runs, and soon after a recovery only what came with it: whoever got in that way must not shut the owner out.
   */
  private Set<UUID> within(CaseRow row, PersonId person) {
    Instant now = store.now();
    List<Passkey> held = passkeys.of(person);
    Set<String> shown = store.evidence(row.caseId()).stream().map(it -> it.means).collect(Collectors.toSet());
    boolean strong = held.stream().anyMatch(it -> !isNew(it, now) && shown.contains(Method.PASSKEY + ":" + it.id()));
    boolean recovered = held.stream().anyMatch(it -> isNew(it, now) && isRecovered(it));
    boolean frozen = store.frozenUntil(person).isPresent();
    return held.stream()
        .filter(it -> strong || !frozen && (!recovered || isNew(it, now)))
        .map(Passkey::id)
        .collect(Collectors.toSet());
  }

  private static boolean isNew(Passkey passkey, Instant now) {
    return passkey.quarantinedUntil().filter(now::isBefore).isPresent();
  }

  private boolean isRecovered(Passkey passkey) {
    return store.find(passkey.boundBy()).filter(it -> it.purpose().comesBack()).isPresent();
  }

  private Map<String, String> values(CaseRow row) {
    var values = new HashMap<>(Announcing.values(row, store.now()));
    values.put("suspended", Integer.toString(row.suspended));
    return values;
  }
}
