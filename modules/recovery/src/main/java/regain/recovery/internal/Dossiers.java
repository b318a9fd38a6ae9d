package regain.recovery.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import regain.audit.Trail;
import regain.duties.Duties;
import regain.enrollment.Invitations;
import regain.kernel.PersonId;
import regain.policy.Method;
import regain.recovery.CaseFile;
import regain.recovery.CaseFile.Decided;
import regain.recovery.CaseFile.Shown;
import regain.recovery.CaseFile.Told;
import regain.recovery.CaseFile.Vouched;
import regain.recovery.State;
import regain.review.Reviews;
import regain.review.Reviews.Item;
import regain.signals.Signals;
import regain.signals.Volumes;

/** Puts together what a reviewer is shown. Joins the caller's transaction. */
@Dependent
class Dossiers {
  private static final int MOST_EARLIER = 30;
  private static final Set<String> READING = Set.of("ReviewRead", "ReviewTaken", "ReviewReleased", "ReviewBarred",
      "MassResetRead");

  private final CaseStore store;
  private final Views views;
  private final Duties duties;
  private final Trail trail;
  private final Volumes volumes;
  private final Relations relations;
  private final Reviews reviews;
  private final AttestationBook book;
  private final Invitations invitations;
  private final Signals signals;

  @Inject
  Dossiers(CaseStore store, Views views, Duties duties, Trail trail, Volumes volumes, Relations relations,
      Reviews reviews,
      AttestationBook book, Invitations invitations, Signals signals) {
    this.store = store;
    this.views = views;
    this.duties = duties;
    this.trail = trail;
    this.volumes = volumes;
    this.relations = relations;
    this.reviews = reviews;
    this.book = book;
    this.invitations = invitations;
    this.signals = signals;
  }

  /** With nobody's name: the directory is not asked within a transaction. */
  CaseFile of(Item item, PersonId reader) {
    Optional<CaseRow> row = store.find(item.caseId());
    List<EvidenceRow> evidence = row.isEmpty() ? List.of() : store.evidence(item.caseId());
    List<Trail.Entry> all = trail.of(item.caseId());
    List<Duties.Status> owed = duties.of(item.caseId());
    List<Trail.Entry> earlier = item.subject().map(it -> earlier(it, item, row)).orElse(List.of());
    return new CaseFile(
        item,
        Optional.empty(),
        item.taken().filter(it -> it.by().equals(reader)).isPresent(),
        row.map(it -> told(it, evidence, all)),
        row.isPresent() ? Optional.empty() : volumes.alarm(item.caseId().value()),
        all.stream().filter(Dossiers::happened).toList(),
        1 + (int) all.stream().filter(it -> it.type().equals("ReviewRead")).count(),
        row.filter(CaseRow::hasEffects).map(it -> views.effects(it, owed)).orElse(List.of()),
        owed.stream().filter(it -> !it.isDone()).toList(),
        earlier,
        reviews.judgements(item.id()),
        reviews.notes(item.caseId()),
        row.map(it -> relations.of(it, evidence)).orElse(List.of()),
        Map.of(),
        countries(row, earlier));
  }

  private Map<String, String> countries(Optional<CaseRow> row, List<Trail.Entry> earlier) {
    var countries = new HashMap<String, String>();
    Stream.concat(
        row.stream().map(it -> it.openedFrom),
        earlier.stream().flatMap(it -> Optional.ofNullable(it.fields().get("address")).stream()))
        .distinct()
        .forEach(
            it -> Watching.address(it).flatMap(at -> signals.country(at).known())
                .ifPresent(country -> countries.put(it, country)));
    return countries;
  }

  /** Reading is no part of what happened. */
  private static boolean happened(Trail.Entry entry) {
    return !READING.contains(entry.type());
  }

  private Told told(CaseRow row, List<EvidenceRow> evidence, List<Trail.Entry> entries) {
    return new Told(
        row.purpose(),
        row.name,
        row.state(),
        row.openedAt,
        row.openedFrom,
        row.openedWith,
        Optional.ofNullable(row.closedAt),
        evidence.stream()
            .map(it -> new Shown(Method.valueOf(it.method), it.provenAt, it.openedByAccount, witness(it)))
            .toList(),
        SignalNames.read(row.appealSignals),
        book.of(row.caseId()).stream().flatMap(it -> vouched(it).stream()).toList(),
        row.facts(),
        names(row.spoke),
        entries.stream().flatMap(it -> decided(row, it).stream()).toList(),
        names(row.slowedBy),
        row.floor,
        row.reason());
  }

  /** What refused it is in the row alone: nothing is decided after a refusal. */
  private static Optional<Decided> decided(CaseRow row, Trail.Entry entry) {
    return switch (entry.type()) {
      case "CaseDecided" -> Optional.of(
          new Decided(
              entry.at(),
              State.valueOf(entry.fields().getOrDefault("state", "")),
              names(entry.fields().getOrDefault("rules", "")),
              Optional.ofNullable(entry.fields().get("waitsUntil")).map(Instant::parse)));
      case "CaseDenied" -> Optional.of(new Decided(entry.at(), State.DENIED, names(row.spoke), Optional.empty()));
      default -> Optional.empty();
    };
  }

  private static List<String> names(String joined) {
    return Arrays.stream(joined.split(",", -1)).filter(it -> !it.isEmpty()).toList();
  }

  private static Optional<Vouched> vouched(AttestationRow word) {
    return Optional.ofNullable(word.signedAt)
        .map(
            it -> new Vouched(
                word.attester(), word.method(), word.how().orElseThrow(), it, word.overAppeal(), word.counts(),
                word.unusual()));
  }

  private Optional<PersonId> witness(EvidenceRow shown) {
    return shown.invitation().flatMap(invitations::witness);
  }

  /** A sign-in that came after is no earlier use, however long the case or its review took to begin. */
  private List<Trail.Entry> earlier(PersonId person, Item item, Optional<CaseRow> row) {
    return trail.beside(person, "SignedIn", row.map(it -> it.openedAt).orElseGet(item::openedAt), MOST_EARLIER);
  }
}
