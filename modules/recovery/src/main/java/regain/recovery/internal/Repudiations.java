package regain.recovery.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import regain.audit.Personal;
import regain.audit.Trail;
import regain.audit.Word;
import regain.enrollment.Contacts;
import regain.enrollment.EnrollmentEvent;
import regain.enrollment.Notices;
import regain.enrollment.Notices.Origin;
import regain.enrollment.Passkeys;
import regain.enrollment.RecoveryCodes;
import regain.enrollment.Sessions;
import regain.enrollment.port.Account;
import regain.enrollment.port.Directory;
import regain.enrollment.port.Post;
import regain.kernel.Actor;
import regain.kernel.Arrival;
import regain.kernel.PersonId;
import regain.kernel.Transactions;
import regain.recovery.RecoveryEvent;
import regain.recovery.Repudiation;
import regain.recovery.State;
import regain.review.Reviews;
import regain.signals.Signals;

/** "This was not me." */
@Dependent
class Repudiations implements Repudiation {
  private final Transactions transactions;
  private final Notices notices;
  private final Directory directory;
  private final CaseStore store;
  private final Passkeys passkeys;
  private final Contacts contacts;
  private final RecoveryCodes codes;
  private final Signals signals;
  private final Sessions sessions;
  private final Revocations revocations;
  private final Quarantine quarantine;
  private final Reviews reviews;
  private final Watching watching;
  private final Trail trail;

  @Inject
  Repudiations(
      Transactions transactions,
      Notices notices,
      Directory directory,
      CaseStore store,
      Passkeys passkeys,
      Contacts contacts,
      RecoveryCodes codes,
      Signals signals,
      Sessions sessions,
      Revocations revocations,
      Quarantine quarantine,
      Reviews reviews,
      Watching watching,
      Trail trail) {
    this.transactions = transactions;
    this.notices = notices;
    this.directory = directory;
    this.store = store;
    this.passkeys = passkeys;
    this.contacts = contacts;
    this.codes = codes;
    this.signals = signals;
    this.sessions = sessions;
    this.revocations = revocations;
    this.quarantine = quarantine;
    this.reviews = reviews;
    this.watching = watching;
    this.trail = trail;
  }

  @Override
  public Optional<Report> look(String token) {
    return notices.origin(token).map(it -> transactions.begin(() -> describe(it)));
  }

  @Override
  public Optional<Report> report(String token, Arrival arrival) {
    Optional<Origin> origin = notices.origin(token);
    Optional<Account> account = origin.flatMap(it -> directory.account(it.person()).known().flatMap(found -> found));
    return origin.map(
        it -> transactions.beginAgain(
            () -> {
              contain(it, account, arrival);
              return describe(it);
            }));
  }

  /** Whatever the act bound is suspended on every report, also what it bound since the first one; the rest happens once. */
  private void contain(Origin origin, Optional<Account> account, Arrival arrival) {
    Optional<CaseRow> row = store.lock(origin.act());
    int suspended = passkeys.suspend(origin.act()) + contacts.suspend(origin.act()) + codes.suspend(origin.act());
    if (store.freeze(origin.act().value()).isPresent()) {
      return;
    }
    Instant now = store.now();
    PersonId person = origin.person();
    suspended += contacts.suspendWaiting(person, origin.act());
    row.filter(it -> !it.state().isFinal()).ifPresent(it -> {
      it.close(State.CANCELLED, now);
      quarantine.ended(it);
    });
    row.ifPresent(it -> signals.forget(person, it.openedAt));
    int ended = sessions.endAll(person, now);
    if (ended > 0) {
      trail.record(
          new Actor.House("repudiation"),
          new EnrollmentEvent.SessionEnded(Optional.of(person), new Word("repudiation"), ended));
    }
    if (row.filter(it -> it.state() == State.COMPLETED || it.reachedTheTarget()).isPresent()) {
      revocations.oweRepudiated(origin.act(), person, now);
    }
    revocations.takeBack(person);
    Instant until = freeze(origin, now);
    watching.notMe(row, person, account);
    reviews.open(origin.act(), person, Reviews.Cause.REPUDIATED);
    var address = new Personal(arrival.address().getHostAddress());
    trail.record(
        new Actor.Claimant(),
        origin.other()
            ? new RecoveryEvent.StoppedByOther(
                origin.act(), Optional.of(person), suspended, Optional.of(until), address)
            : new RecoveryEvent.Repudiated(
                origin.act(), Optional.of(person), suspended, Optional.of(until), address));
    account.ifPresent(
        it -> notices.tell(
            it, Post.Kind.STOPPED, origin.act(), Map.of("when", now.toString(), "until", until.toString())));
  }

  /** A contact that has a freeze running does not make it longer: the new one ends when the old one does. */
  private Instant freeze(Origin origin, Instant now) {
    Instant until = store.freezes(origin.person()).stream()
        .filter(it -> it.contact.equals(origin.contact()))
        .map(it -> it.until)
        .max(Instant::compareTo)
        .orElse(now.plus(FreezeRow.LENGTH));
    store.add(new FreezeRow(origin.act().value(), origin.person().value(), origin.contact(), now, until));
    return until;
  }

  private Report describe(Origin origin) {
    Optional<CaseRow> row = store.find(origin.act());
    Optional<FreezeRow> freeze = store.freeze(origin.act().value());
    Optional<Contacts.Changed> changed = row.isPresent() ? Optional.empty() : contacts.changedBy(origin.act());
    return new Report(
        origin.act().number(),
        row.map(it -> it.name).orElse(""),
        origin.other(),
        row.map(CaseRow::purpose),
        changed.map(Repudiations::address),
        row.map(it -> it.openedAt).or(() -> changed.map(Contacts.Changed::at)),
        row.map(it -> it.openedFrom).orElse(""),
        row.map(it -> it.openedWith).orElse(""),
        row.map(CaseRow::state),
        freeze.isPresent(),
        freeze.map(it -> it.until));
  }

  private static Address address(Contacts.Changed changed) {
    return new Address(changed.contact().masked(), changed.removed(), changed.contact().countsFrom());
  }
}
