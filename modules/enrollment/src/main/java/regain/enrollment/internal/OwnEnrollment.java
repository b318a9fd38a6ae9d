package regain.enrollment.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import regain.audit.Personal;
import regain.audit.Trail;
import regain.audit.Word;
import regain.enrollment.Codes;
import regain.enrollment.Contacts;
import regain.enrollment.Enrollment;
import regain.enrollment.EnrollmentEvent;
import regain.enrollment.Notices;
import regain.enrollment.Passkey;
import regain.enrollment.Passkeys;
import regain.enrollment.Sessions;
import regain.enrollment.Terms;
import regain.enrollment.port.Account;
import regain.enrollment.port.Directory;
import regain.enrollment.port.FactorWatch;
import regain.enrollment.port.Post;
import regain.kernel.Actor;
import regain.kernel.Arrival;
import regain.kernel.CaseId;
import regain.kernel.Chance;
import regain.kernel.PersonId;
import regain.kernel.Secret;
import regain.kernel.Transactions;
import regain.policy.Eligibility;

/** The signed-in person's own account. */
@Dependent
class OwnEnrollment implements Enrollment {
  private static final int EVENTS_SHOWN = 20;

  private final Transactions transactions;
  private final InstantSource clock;
  private final Chance chance;
  private final Directory directory;
  private final Passkeys passkeys;
  private final Contacts contacts;
  private final OwnContacts addresses;
  private final OwnCodes kits;
  private final Sessions sessions;
  private final Notices notices;
  private final Inviting inviting;
  private final Trail trail;
  private final FactorWatch watch;

  @Inject
  OwnEnrollment(
      Transactions transactions,
      InstantSource clock,
      Chance chance,
      Directory directory,
      Passkeys passkeys,
      Contacts contacts,
      OwnContacts addresses,
      OwnCodes kits,
      Sessions sessions,
      Notices notices,
      Inviting inviting,
      Trail trail,
      FactorWatch watch) {
    this.transactions = transactions;
    this.clock = clock;
    this.chance = chance;
    this.directory = directory;
    this.passkeys = passkeys;
    this.contacts = contacts;
    this.addresses = addresses;
    this.kits = kits;
    this.sessions = sessions;
    this.notices = notices;
    this.inviting = inviting;
    this.trail = trail;
    this.watch = watch;
  }

  @Override
  public String askSignIn(String visit) {
    return transactions.beginAgain(() -> passkeys.askAssertion("sign-in:" + visit));
  }

  @Override
  public Optional<Secret> signIn(String visit, String answer, Arrival arrival) {
    var address = new Personal(arrival.address().getHostAddress());
    Passkeys.Assertion assertion = transactions.begin(() -> passkeys.verify("sign-in:" + visit, answer));
    return switch (assertion) {
      case Passkeys.Assertion.Failed(String why) -> {
        failed(Optional.empty(), why, address);
        yield Optional.empty();
      }
      case Passkeys.Assertion.Proven(Passkey passkey) -> {
        if (usable(passkey.person()).isEmpty()) {
          failed(Optional.of(passkey.person()), "not-eligible", address);
          yield Optional.empty();
        }
        yield Optional.of(
            transactions.begin(
                () -> {
                  trail.record(
                      new Actor.Human(passkey.person()),
                      new EnrollmentEvent.SignedIn(
                          Optional.of(passkey.person()),
                          new Personal(passkey.label()),
                          address,
                          new Personal(arrival.agent())));
                  return sessions.begin(passkey, arrival);
                }));
      }
    };
  }

  @Override
  public boolean unknown(String answer) {
    return transactions.begin(() -> passkeys.unknown(answer));
  }

  private void failed(Optional<PersonId> person, String why, Personal address) {
    transactions.run(
        () -> trail.record(
            new Actor.Claimant(), new EnrollmentEvent.SignInFailed(person, new Word(why), address)));
  }

  /** Unavailable is not usable: an account page without the directory would show what may no longer be true. */
  private Optional<Account> usable(PersonId person) {
    return directory
        .account(person)
        .known()
        .flatMap(it -> it)
        .filter(it -> it.eligibility() == Eligibility.ELIGIBLE);
  }

  @Override
  public Optional<Holder> holder(Secret token) {
    Optional<Opened> opened = transactions.begin(() -> sessions.find(token).flatMap(this::opened));
    return opened.flatMap(
        it -> usable(it.session().person()).filter(account -> mayGoOn(it, account))
            .map(account -> holder(it, account)));
  }

  /** Whoever sees what is about others proves within the hour that it is still they, and not within the working day. */
  private static boolean mayGoOn(Opened opened, Account account) {
    return account.roles().isEmpty() || opened.at().isBefore(opened.session().provenAt().plus(Sessions.LIFE_OF_STAFF));
  }

  /** A session, and the passkey that opened it, while there is one. */
  private record Opened(Sessions.Session session, Passkey passkey, Instant at) {}

  private Optional<Opened> opened(Sessions.Session session) {
    return passkeys.of(session.person()).stream()
        .filter(it -> it.id().equals(session.passkey()))
        .findFirst()
        .map(it -> new Opened(session, it, clock.instant()));
  }

  private static Holder holder(Opened opened, Account account) {
    Sessions.Session session = opened.session();
    return new Holder(
        session.person(),
        session.id(),
        account,
        session.freshAt(opened.at()),
        opened.passkey().provisionalUntil(),
        opened.passkey().restrictedUntil(opened.at()),
        opened.passkey().id());
  }

  @Override
  public void signOut(Holder holder) {
    endSession(holder, holder.session());
  }

  @Override
  public Overview overview(Holder holder) {
    PersonId person = holder.person();
    return transactions.begin(
        () -> new Overview(
            passkeys.of(person),
            passkeys.accepted(person),
            sessions.of(person).stream()
                .filter(it -> it.id().equals(holder.session()))
                .map(Sessions.Session::passkey)
                .findFirst()
                .orElse(holder.session()),
            kits.of(person),
            contacts.of(person),
            sessions.of(person),
            trail.about(person, EVENTS_SHOWN)));
  }

  @Override
  public String askProof(Holder holder) {
    return transactions.beginAgain(() -> passkeys.askAssertion("proof:" + holder.session()));
  }

  @Override
  public boolean prove(Holder holder, String answer) {
    return transactions.begin(
        () -> {
          boolean proven = passkeys.verify("proof:" + holder.session(),
              answer) instanceof Passkeys.Assertion.Proven(Passkey passkey)
              && passkey.person().equals(holder.person())
              && carries(holder, passkey);
          if (proven) {
            sessions.proven(holder.session());
          }
          return proven;
        });
  }

  /** A passkey that may not change anything itself does not make the session of another one fresh. */
  private boolean carries(Holder holder, Passkey passkey) {
    boolean isNew = passkey.quarantinedUntil().filter(clock.instant()::isBefore).isPresent();
    return !isNew || holder.quarantinedUntil().isPresent();
  }

  @Override
  public Optional<String> askPasskey(Holder holder) {
    if (!holder.fresh() || holder.quarantinedUntil().isPresent()) {
      return Optional.empty();
    }
    return Optional.of(
        transactions.beginAgain(
            () -> passkeys.askRegistration(
                "further:" + holder.session(), holder.account())));
  }

  @Override
  public Change addPasskey(Holder holder, String answer, String label, Arrival arrival) {
    return change(
        holder,
        () -> {
          CaseId act = new CaseId(chance.uuid());
          Passkeys.Registration registration = passkeys.bind(
              "further:" + holder.session(),
              holder.person(),
              answer,
              label,
              act,
              Terms.further(holder.account().population(), clock.instant(), holder.provisionalUntil()),
              arrival);
          return switch (registration) {
            case Passkeys.Registration.Failed(Passkeys.Unfit why) -> change(why);
            case Passkeys.Registration.Bound(Passkey passkey) -> {
              tell(holder, Post.Kind.PASSKEY_ADDED, act, "passkey", passkey.label(), arrival);
              watch.added(holder.person());
              yield Change.DONE;
            }
          };
        });
  }

  private static Change change(Passkeys.Unfit why) {
    return switch (why) {
      case DOES_NOT_FIT -> Change.DOES_NOT_FIT;
      case COPYABLE -> Change.PASSKEY_COPYABLE;
      case NOT_VOUCHED -> Change.PASSKEY_NOT_VOUCHED;
    };
  }

  @Override
  public Change renamePasskey(Holder holder, UUID passkey, String label) {
    return transactions.begin(
        () -> {
          if (shields(holder, passkey)) {
            return Change.QUARANTINED;
          }
          if (!passkeys.rename(holder.person(), passkey, label)) {
            return Change.GONE;
          }
          trail.record(
              new Actor.Human(holder.person()),
              new EnrollmentEvent.PasskeyRenamed(Optional.of(holder.person()), new Personal(label)));
          return Change.DONE;
        });
  }

  /** Whoever slipped a passkey in must not make the older ones unrecognisable to their owner. */
  private boolean shields(Holder holder, UUID passkey) {
    return holder.quarantinedUntil().isPresent()
        && passkeys.of(holder.person()).stream()
            .filter(it -> it.quarantinedUntil().filter(clock.instant()::isBefore).isEmpty())
            .anyMatch(it -> it.id().equals(passkey));
  }

  @Override
  public Change removePasskey(Holder holder, UUID id, Arrival arrival) {
    return change(
        holder,
        () -> {
          if (passkeys.of(holder.person()).size() < 2) {
            return Change.LAST_ONE;
          }
          Optional<Passkey> removed = passkeys.remove(holder.person(), id);
          removed.ifPresent(
              passkey -> {
                CaseId act = new CaseId(chance.uuid());
                trail.record(
                    new Actor.Human(holder.person()),
                    new EnrollmentEvent.PasskeyRemoved(
                        Optional.of(holder.person()), Optional.of(act), new Personal(passkey.label())));
                tell(holder, Post.Kind.PASSKEY_REMOVED, act, "passkey", passkey.label(), arrival);
                watch.removed(holder.person());
              });
          return removed.isPresent() ? Change.DONE : Change.GONE;
        });
  }

  @Override
  public Optional<List<Secret>> drawCodes(Holder holder) {
    return holder.fresh() && holder.quarantinedUntil().isEmpty()
        ? Optional.of(transactions.begin(() -> kits.draw(holder)))
        : Optional.empty();
  }

  @Override
  public Change keepCodes(Holder holder, Arrival arrival) {
    return change(holder, () -> kits.keep(holder, arrival));
  }

  @Override
  public Change addContact(Holder holder, String typed) {
    return mayNot(holder).orElseGet(() -> addresses.add(holder, typed));
  }

  @Override
  public Optional<Codes.Pending> waitingContact(Holder holder) {
    return addresses.waiting(holder);
  }

  @Override
  public Change confirmContact(Holder holder, String typed, Arrival arrival) {
    return mayNot(holder).orElseGet(() -> addresses.confirm(holder, typed, arrival));
  }

  @Override
  public Change removeContact(Holder holder, UUID id, Arrival arrival) {
    return mayNot(holder).orElseGet(() -> addresses.remove(holder, id, arrival));
  }

  @Override
  public Change endSession(Holder holder, UUID session) {
    return transactions.begin(
        () -> {
          if (!sessions.end(holder.person(), session)) {
            return Change.GONE;
          }
          ended(holder, 1);
          return Change.DONE;
        });
  }

  @Override
  public int endOtherSessions(Holder holder) {
    return transactions.begin(
        () -> {
          int others = sessions.endOthers(holder.person(), holder.session());
          if (others > 0) {
            ended(holder, others);
          }
          return others;
        });
  }

  private void ended(Holder holder, int sessions) {
    trail.record(
        new Actor.Human(holder.person()),
        new EnrollmentEvent.SessionEnded(Optional.of(holder.person()), new Word("by-person"), sessions));
  }

  @Override
  public Optional<Draft> draftInvitation(Holder holder, String name) {
    return inviting.draft(holder, name);
  }

  @Override
  public Optional<String> askInvitation(Holder holder, Draft draft) {
    return transactions.beginAgain(() -> inviting.ask(holder, draft));
  }

  @Override
  public Optional<Secret> invite(Holder holder, Draft draft, String answer) {
    return transactions.begin(() -> inviting.invite(holder, draft, answer));
  }

  private Change change(Holder holder, Supplier<Change> work) {
    return mayNot(holder).orElseGet(() -> transactions.begin(work));
  }

  /** Why this session may change nothing now; empty when it may. */
  private static Optional<Change> mayNot(Holder holder) {
    if (holder.quarantinedUntil().isPresent()) {
      return Optional.of(Change.QUARANTINED);
    }
    return holder.fresh() ? Optional.empty() : Optional.of(Change.PROVE_AGAIN);
  }

  private void tell(Holder holder, Post.Kind kind, CaseId act, String about, String value, Arrival arrival) {
    notices.tell(
        holder.account(),
        kind,
        act,
        Map.of(about, value, "when", clock.instant().toString(), "from", arrival.address().getHostAddress()));
  }
}
