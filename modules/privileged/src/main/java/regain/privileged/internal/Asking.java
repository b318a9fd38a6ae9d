package regain.privileged.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import regain.audit.Trail;
import regain.audit.Word;
import regain.enrollment.Enrollment.Holder;
import regain.enrollment.Signing;
import regain.kernel.Actor;
import regain.kernel.Chance;
import regain.kernel.CaseId;
import regain.kernel.PersonId;
import regain.kernel.Secret;
import regain.kernel.Transactions;
import regain.privileged.Entitlement;
import regain.privileged.Entitlement.Prompt;
import regain.privileged.Grant;
import regain.privileged.Grant.Ending;
import regain.privileged.Grant.State;
import regain.privileged.GrantEvent;
import regain.privileged.Grants;
import regain.privileged.port.GrantConnector;
import regain.privileged.port.GrantTag;
import regain.privileged.port.PrivilegePolicy;
import regain.review.Part;
import regain.review.Reviews;

/** What somebody asks for, has and gives back. */
@Dependent
class Asking implements Grants {
  private final Transactions transactions;
  private final GrantBook book;
  private final PrivilegePolicy policy;
  private final Connectors connectors;
  private final Views views;
  private final Reviews reviews;
  private final Waiting waiting;
  private final Endings endings;
  private final Chance chance;
  private final LockBook locks;
  private final People people;
  private final Trail trail;

  @Inject
  Asking(
      Transactions transactions,
      GrantBook book,
      PrivilegePolicy policy,
      Connectors connectors,
      Views views,
      Reviews reviews,
      Waiting waiting,
      Endings endings,
      Chance chance,
      LockBook locks,
      People people,
      Trail trail) {
    this.transactions = transactions;
    this.book = book;
    this.policy = policy;
    this.connectors = connectors;
    this.views = views;
    this.reviews = reviews;
    this.waiting = waiting;
    this.endings = endings;
    this.chance = chance;
    this.locks = locks;
    this.people = people;
    this.trail = trail;
  }

  @Override
  public Mine mine(Holder by) {
    return transactions.begin(
        () -> {
          List<GrantRow> open = book.open(by.person());
          List<GrantRow> over = book.over(by.person(), MOST_OVER);
          List<Grant> all = views.of(Stream.concat(open.stream(), over.stream()).toList());
          return new Mine(offered(by), all.subList(0, open.size()), all.subList(open.size(), all.size()), book.now());
        });
  }

  @Override
  public List<Entitlement> offered(Holder by) {
    return policy.entitlements().stream().filter(it -> isFor(by, it)).toList();
  }

  private boolean isFor(Holder by, Entitlement it) {
    return it.isFor(by.account().groups()) && connectors.named(it.target()).isPresent();
  }

  @Override
  public Optional<Grant> look(Holder by, UUID grant) {
    return transactions.begin(() -> own(by, book.find(grant)).map(views::of));
  }

  @Override
  public Optional<Reviewed> reviewed(CaseId act) {
    return transactions.begin(() -> book.find(act.value()).map(views::of)).map(
        it -> new Reviewed(
            it,
            people.names(
                Stream.concat(Stream.of(it.holder()), it.agreed().stream().map(Grant.Approval::by))
                    .collect(Collectors.toUnmodifiableSet()))));
  }

  private static Optional<GrantRow> own(Holder by, Optional<GrantRow> row) {
    return row.filter(it -> it.person().equals(by.person()));
  }

  /** Whether this passkey may open privileged access. */
  static boolean isSettled(Holder by) {
    return by.provisionalUntil().isEmpty() && by.quarantinedUntil().isEmpty();
  }

  @Override
  public Asked ask(Holder by, String entitlement, Duration lasts, String because, Map<String, String> values) {
    Optional<Entitlement> wanted = policy.named(entitlement).filter(it -> isFor(by, it));
    if (wanted.isEmpty()) {
      return new Asked.Refused(No.NOT_OFFERED);
    }
    if (!isSettled(by)) {
      return new Asked.Refused(No.PASSKEY_TOO_NEW);
    }
    if (!by.fresh()) {
      return new Asked.Refused(No.PROVE_AGAIN);
    }
    List<String> mend = mend(wanted.get(), because, values);
    return mend.isEmpty() && lasts.isPositive()
        ? transactions.beginAgain(() -> freeze(by, wanted.get(), lasts, because, values))
        : new Asked.Mend(mend.isEmpty() ? List.of("lasts") : mend);
  }

  private static List<String> mend(Entitlement wanted, String because, Map<String, String> values) {
    var mend = new ArrayList<String>();
    if (because.isBlank() || because.length() > MOST_BECAUSE) {
      mend.add("because");
    }
    wanted.prompts().stream()
        .filter(it -> !it.takes(values.getOrDefault(it.name(), "").strip()))
        .map(Prompt::name)
        .forEach(mend::add);
    return mend;
  }

  private Asked freeze(
      Holder by, Entitlement wanted, Duration lasts, String because, Map<String, String> values) {
    if (locks.holds(by.person(), wanted.name(), wanted.target()) || locks.holds(by.person(), by.passkey())) {
      return new Asked.Refused(No.LOCKED);
    }
    List<GrantRow> open = book.open(by.person());
    if (open.stream().anyMatch(it -> it.entitlement.equals(wanted.name()))) {
      return new Asked.Refused(No.HAVE_IT);
    }
    if (open.size() >= MOST_WAITING) {
      return new Asked.Refused(No.TOO_MANY);
    }
    Instant now = book.now().truncatedTo(ChronoUnit.MILLIS);
    var request = new Request(
        chance.uuid(),
        wanted.name(),
        wanted.target(),
        Signing.line(wanted.is()),
        Signing.line(wanted.says()),
        by.person(),
        Signing.line(by.account().displayName() + " (" + by.account().name() + ")"),
        lasts.compareTo(wanted.longest()) > 0 ? wanted.longest() : lasts,
        wanted.approvedBy(),
        now,
        now.plus(wanted.answeredWithin()),
        Signing.line(because),
        wanted.prompts().stream()
            .collect(Collectors.toMap(Prompt::name, it -> Signing.line(values.getOrDefault(it.name(), "")))));
    var row = new GrantRow(request);
    row.askedWith = by.passkey();
    book.add(row);
    reviews.join(row.caseId(), by.person(), Part.SUBJECT);
    trail.record(
        new Actor.Human(by.person()),
        new GrantEvent.GrantAsked(
            row.caseId(),
            Optional.of(by.person()),
            new Word(request.entitlement()),
            new Word(request.target()),
            Math.toIntExact(request.lasts().toSeconds()),
            new Word(row.digest)));
    waiting.begin(row);
    return new Asked.Done(row.id);
  }

  @Override
  public boolean end(Holder by, UUID grant) {
    return transactions.begin(
        () -> own(by, book.lock(grant)).filter(it -> !it.state.isOver()).map(it -> end(it, by.person())).orElse(false));
  }

  private boolean end(GrantRow row, PersonId by) {
    if (row.state.mayBeOnTarget()) {
      return endings.begin(row, Ending.GIVEN_BACK, Optional.of(by));
    }
    endings.close(row, Ending.WITHDRAWN);
    return true;
  }

  @Override
  public Optional<Secret> key(Holder by, UUID grant) {
    if (!isSettled(by) || !by.fresh()) {
      return Optional.empty();
    }
    Optional<GrantRow> taken = transactions.begin(
        () -> own(by, book.lock(grant)).filter(this::isUsable).map(this::take));
    Optional<Secret> key = taken
        .flatMap(it -> connectors.named(it.target).flatMap(connector -> key(connector, it)));
    if (taken.isPresent() && key.isEmpty()) {
      transactions.run(() -> book.lock(grant).ifPresent(it -> it.keyTakenAt = null));
    }
    return key.filter(it -> transactions.begin(() -> isStillGiven(grant)));
  }

  /** It may have been taken back while the target made a key, and be there again by that. */
  private boolean isStillGiven(UUID grant) {
    return book.lock(grant).map(it -> {
      boolean given = it.state == State.ACTIVE;
      if (!given) {
        endings.begin(it, Ending.TAKEN_BACK, Optional.empty());
      }
      return given;
    }).orElse(false);
  }

  private boolean isUsable(GrantRow row) {
    return row.state == State.ACTIVE
        && row.endsAt != null
        && !locks.holds(row.person(), row.entitlement, row.target)
        && book.now().isBefore(row.endsAt)
        && mayTake(connectors.named(row.target).map(GrantConnector::keyed).orElse(Grant.Key.NONE), row);
  }

  /** A secret is shown once; a certificate is none, and has to be had again while the grant lives. */
  private static boolean mayTake(Grant.Key keyed, GrantRow row) {
    return switch (keyed) {
      case NONE -> false;
      case SECRET, WRAPPED -> row.keyTakenAt == null;
      case CERTIFICATE -> true;
    };
  }

  private static Optional<Secret> key(GrantConnector connector, GrantRow row) {
    return connector.key(
        new GrantTag(row.id), Optional.ofNullable(row.endsAt).orElseThrow(), row.frozen().values());
  }

  /** Before it is made: one that was lost on its way is not given out a second time. */
  private GrantRow take(GrantRow row) {
    row.keyTakenAt = book.now();
    trail.record(new Actor.Human(row.person()), new GrantEvent.GrantKeyTaken(row.caseId(), Optional.of(row.person())));
    return row;
  }
}
