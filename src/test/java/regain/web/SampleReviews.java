package regain.web;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import regain.audit.Trail;
import regain.duties.Duties;
import regain.duties.Duty;
import regain.enrollment.port.Account;
import regain.kernel.CaseId;
import regain.kernel.PersonId;
import regain.policy.Eligibility;
import regain.policy.Method;
import regain.policy.Narrowing;
import regain.policy.Population;
import regain.policy.Purpose;
import regain.policy.Reason;
import regain.policy.Signal;
import regain.privileged.Grant;
import regain.privileged.Grants;
import regain.recovery.CaseFile;
import regain.recovery.CaseView.Effect;
import regain.recovery.Alerts;
import regain.recovery.Attestations;
import regain.recovery.DeskProviders;
import regain.recovery.Changes;
import regain.recovery.Founders;
import regain.recovery.MassResets;
import regain.recovery.Postures;
import regain.recovery.Reviewers;
import regain.recovery.RiskSignals;
import regain.recovery.State;
import regain.review.Judgement;
import regain.review.Reviews.Cause;
import regain.review.Reviews.Given;
import regain.review.Reviews.Item;
import regain.review.Reviews.Note;
import regain.review.Reviews.No;
import regain.review.Reviews.Taken;
import regain.review.Reviews.Tally;
import regain.signals.Calibration;
import regain.signals.Calibration.InForce;
import regain.signals.Dial;
import regain.signals.Segment;
import regain.signals.Segment.Kind;
import regain.signals.Thresholds;
import regain.signals.Volumes.Hour;
import regain.signals.Volumes.Line;

/** Every kind of page of the review workspace. */
final class SampleReviews {
  private static final Instant NOW = SamplePages.NOW;
  private static final UUID ID = UUID.fromString("11111111-2222-4333-8444-555555555555");
  private static final CaseId CASE = new CaseId(ID);
  private static final PersonId SUBJECT = new PersonId(ID);
  private static final PersonId REVIEWER = new PersonId(UUID.fromString("21111111-2222-4333-8444-555555555555"));
  static final Account ACCOUNT = new Account(
      SUBJECT, "<b>.hansen", "Karthikeyan Balasubramaniam-Brüggemann", Population.EMPLOYEE, Eligibility.ELIGIBLE,
      Optional.empty(), List.of(), Locale.ENGLISH, Set.of(), Set.of(), Optional.empty(), Optional.empty(),
      Optional.empty());

  static final Staffing STAFFED = new Staffing(Optional.empty(), Optional.empty());
  static final Staffing SHORT = new Staffing(
      Optional.of(new Founders.Standing(0, 1)), Optional.of(new Reviewers.Count(2, NOW)));

  private SampleReviews() {}

  static List<Object> all(List<Effect> effects) {
    var pages = new ArrayList<Object>();
    pages.add(QueuePage.of(STAFFED, List.of(), new Tally(0, 0, 0), List.of(), NOW, "", "", false));
    pages.add(QueuePage.of(SHORT, lines(), new Tally(1000, 1, 2), stuck(), NOW, "HIGH", "<b>", true));
    pages.add(page(item(Cause.RECOVERED, Optional.empty(), Optional.empty()), false, effects, Optional.empty()));
    pages.add(page(item(Cause.RECOVERED, taken(), Optional.empty()), false, effects, Optional.empty()));
    pages.add(page(item(Cause.RECOVERED, taken(), Optional.empty()), true, effects, Optional.empty()));
    pages.add(
        page(
            item(Cause.LOST, taken(), Optional.empty()), true, List.of(),
            Optional.of(new ReviewPage.Written(Optional.of(Judgement.ABUSE), "<i>Because", "because"))));
    pages.add(
        page(
            item(Cause.LOST, taken(), Optional.empty()), true, List.of(),
            Optional.of(new ReviewPage.Written(Optional.empty(), "", "judgement"))));
    pages.add(ofNobody());
    pages.add(page(item(Cause.SAMPLED, Optional.empty(), Optional.of(NOW)), false, effects, Optional.empty()));
    Arrays.stream(Judgement.values())
        .map(it -> new ReviewPage.Deed("/reviews/" + ID, it, "<b>I reviewed\n", "7f3a 91c0 5be2 d84f"))
        .forEach(pages::add);
    Arrays.stream(No.values()).map(ReviewPage.Barred::new).forEach(pages::add);
    pages.addAll(postures());
    pages.addAll(signals());
    pages.addAll(providers());
    pages.addAll(alerts());
    pages.addAll(massResets());
    return pages;
  }

  private static MassResets.Plan plan(MassResets.Condition condition, Optional<Instant> since) {
    return new MassResets.Plan(
        ID, "RG-7K4M-2QX9", condition, "<b>Laptops", 70, 25, Duration.ofMinutes(15), 3, since, "7f3a".repeat(16), NOW);
  }

  private static MassResets.Member member(MassResets.Stage stage) {
    String about = switch (stage) {
      case STUCK -> "<b>keycloak";
      case LEFT_OUT -> "STOPPED";
      default -> "";
    };
    boolean back = stage == MassResets.Stage.BACK;
    return new MassResets.Member(
        "<b>.hansen", "<i>Birte", stage, about, back ? Optional.of(NOW) : Optional.empty(),
        back ? Optional.of(NOW) : Optional.empty(), 2);
  }

  private static List<Object> massResets() {
    var started = new MassResets.Started(NOW, "<b>Ruth", ID, "<i>Volker", ID);
    List<MassResets.Member> members = Arrays.stream(MassResets.Stage.values()).map(SampleReviews::member).toList();
    Map<MassResets.Stage, Integer> counts = Arrays.stream(MassResets.Stage.values())
        .collect(Collectors.toMap(it -> it, it -> 10));
    Map<MassResets.Standing, List<MassResets.Member>> people = Arrays.stream(MassResets.Standing.values())
        .collect(Collectors.toMap(it -> it, it -> members));
    MassResets.Plan draft = plan(MassResets.Condition.DRAFT, Optional.of(NOW));
    var pages = new ArrayList<Object>();
    pages.add(new MassResetsResource.Page(List.of(), MassResetForm.EMPTY, "", Optional.empty()));
    for (MassResets.No no : MassResets.No.values()) {
      pages.add(
          new MassResetsResource.Page(
              List.of(
                  new MassResets.Line(
                      draft, 0, Optional.of(new Changes.Proposed(ID, "<b>Calls", "<b>Ruth", NOW, false)), false),
                  new MassResets.Line(draft, 3, Optional.empty(), true)),
              new MassResetForm("<b>.hansen", "<b>Laptops", 25, 15, 3, "2026-07-14T08:00"), "names", Optional.of(no)));
    }
    for (String missing : List.of("names", "because", "since")) {
      pages.add(new MassResetsResource.Page(List.of(), MassResetForm.EMPTY, missing, Optional.empty()));
    }
    pages.add(new MassResetsResource.Sheet(new MassResets.Preview(draft, people, true, true, true)));
    pages.add(
        new MassResetsResource.Sheet(
            new MassResets.Preview(plan(MassResets.Condition.DRAFT, Optional.empty()), people, false, false, false)));
    for (MassResets.Condition condition : MassResets.Condition.values()) {
      pages.add(
          new MassResetPage.Course(
              new MassResets.Progress(
                  plan(condition, Optional.empty()), started, Optional.of(NOW), counts, members, 0, members, 2)));
    }
    pages.add(
        new MassResetPage.Course(
            new MassResets.Progress(
                plan(MassResets.Condition.RUNNING, Optional.of(NOW)), started, Optional.empty(), counts, members, 1,
                List.of(), 0)));
    pages.add(
        new MassResetPage.Closing(
            new MassResets.Report(
                draft, started, counts, Optional.empty(), 0, 0, List.of(), List.of(), 0, Optional.empty())));
    for (Optional<String> by : List.of(Optional.<String>empty(), Optional.of("<b>Ruth"))) {
      pages.add(
          new MassResetPage.Closing(
              new MassResets.Report(
                  draft, started, counts, Optional.of(Duration.ofMinutes(12)), 7, 1, members, members, 1,
                  Optional.of(new MassResets.Ended(NOW, by, "<i>Found")))));
    }
    return pages;
  }

  private static List<Object> alerts() {
    var hours = List.of(new Hour(NOW.minusSeconds(7200), 3, 1.25), new Hour(NOW.minusSeconds(3600), 0, 2));
    var line = new Line(new Segment(Kind.UNIT, "<b>Unit"), hours);
    var usual = new PostureResource.Page(new Postures.State(Optional.empty(), List.of()), Set.of(), "", "");
    return List.of(
        new AlertsResource.Page(List.of(), new Alerts.Precision(0, 0), SHIPPED),
        new AlertsResource.Page(
            List.of(
                new AlertsResource.Told("<b>Resets", NOW, Optional.of(ID), true, Optional.empty()),
                new AlertsResource.Told("Failed", NOW, Optional.empty(), false, Optional.of(Judgement.ABUSE))),
            new Alerts.Precision(1, 2), SHIPPED),
        new StormResource.Page(
            Optional.of(NOW.plusSeconds(3600)), StormResource.Chart.of(List.of()), StormResource.Chart.of(List.of()),
            List.of(), usual),
        new StormResource.Page(
            Optional.empty(), StormResource.Chart.of(hours), StormResource.Chart.of(hours),
            Stream.of(Kind.values())
                .filter(it -> it.compareTo(Kind.POPULATION) >= 0 && it.compareTo(Kind.AGENT) <= 0)
                .map(it -> StormResource.Parts.of(it, List.of(line, line), each -> "<b>Part"))
                .toList(),
            usual));
  }

  private static List<Object> providers() {
    var own = new DeskProviders.CutOff("<b>Ruth", true, NOW, "<i>Calls");
    var other = new DeskProviders.CutOff("<b>Ruth", false, NOW, "<i>Calls");
    return List.of(
        new ProvidersResource.Page(Optional.empty()),
        new ProvidersResource.Page(Optional.of(List.of())),
        new ProvidersResource.Page(
            Optional.of(
                List.of(
                    new DeskProviders.Provider("", 2, Optional.empty()),
                    new DeskProviders.Provider("<b>Fern", 1, Optional.of(own)),
                    new DeskProviders.Provider("Nah", 0, Optional.of(other))))));
  }

  private static final InForce SHIPPED = new InForce(Optional.empty(), 1, true, Thresholds.FIRST, Optional.empty());

  private static List<Object> signals() {
    var off = new InForce(Optional.of(ID), 2, false, Thresholds.FIRST, Optional.of(NOW));
    var approved = new RiskSignals.Version(
        off, Optional.of(new RiskSignals.Approval("<b>Ruth", "<i>Volker", NOW, "<b>Calls")));
    var shipped = new RiskSignals.Version(SHIPPED, Optional.empty());
    var friction = List.of(new RiskSignals.Friction(Population.EMPLOYEE, 120, 3, 1),
        new RiskSignals.Friction(Population.GOVERNANCE, 0, 0, 0));
    var waiting = new RiskSignals.Waiting(
        new Changes.Proposed(ID, "<b>Calls", "<b>Ruth", NOW, false),
        new Calibration.Draft(false, true, List.of(new Calibration.Turn(Dial.TAIL, 0.0001, 0.001))));
    var precision = new Alerts.Precision(2, 5);
    var card = new RiskSignals.Card(Optional.of("<b>Head"), List.of(approved, shipped), List.of(waiting), friction);
    var fresh = new RiskSignals.Card(Optional.empty(), List.of(shipped), List.of(), List.of());
    return List.of(
        new SignalsResource.Page(fresh, new Alerts.Precision(0, 0), Map.of(), "", ""),
        new SignalsResource.Page(card, precision, Map.of("TAIL", "<b>"), "<b>Why", "TAIL"),
        new SignalsResource.Page(card, precision, Map.of(), "", "because"),
        new SignalsResource.Page(card, precision, Map.of(), "", "switch"),
        new SignalsResource.Page(card, precision, Map.of(), "", "nothing"),
        new ChangesResource.Page(
            "/reviews/changes/" + ID, "/reviews/signals",
            new Changes.Deed(Changes.Kind.CALIBRATION, false, "<b>I propose\n"), "7f3a 91c0 5be2 d84f"));
  }

  private static List<Object> postures() {
    Set<Narrowing> all = Set.of(Narrowing.values());
    var inForce = new Postures.InForce(all, NOW, NOW.plusSeconds(7200), "<b>Calls", "<b>Ruth", "<i>Volker");
    var proposed = new Postures.Waiting(
        new Changes.Proposed(ID, "<b>Calls", "<b>Ruth", NOW, true), all, Duration.ofHours(24));
    var end = new Postures.Waiting(
        new Changes.Proposed(ID, "<b>Over", "<b>Ruth", NOW, false), Set.of(), Duration.ZERO);
    return List.of(
        new PostureResource.Page(new Postures.State(Optional.empty(), List.of()), Set.of(), "", ""),
        new PostureResource.Page(
            new Postures.State(Optional.empty(), List.of(proposed, end)), all, "<b>Calls", "because"),
        new PostureResource.Page(new Postures.State(Optional.of(inForce), List.of(end)), Set.of(), "", "narrow"),
        new PostureResource.Page(new Postures.State(Optional.of(inForce), List.of()), Set.of(), "", "end"),
        new ChangesResource.Page(
            "/reviews/changes/" + ID, "/reviews/posture",
            new Changes.Deed(Changes.Kind.POSTURE, true, "<b>I propose\n"),
            "7f3a 91c0 5be2 d84f"));
  }

  private static Optional<Taken> taken() {
    return Optional.of(new Taken(REVIEWER, NOW.plus(Duration.ofMinutes(40))));
  }

  private static Item item(Cause cause, Optional<Taken> taken, Optional<Instant> closed) {
    return new Item(
        ID, CASE, Optional.of(SUBJECT), cause, NOW.minusSeconds(7200), NOW.plusSeconds(7200), 0, taken,
        Optional.empty(),
        closed);
  }

  private static List<CaseFile.Line> lines() {
    var lines = new ArrayList<CaseFile.Line>();
    Instant due = NOW.minusSeconds(60);
    for (Cause cause : Cause.values()) {
      Item item = new Item(
          ID, CASE, Optional.of(SUBJECT), cause, NOW.minusSeconds(7200), due, 3,
          cause == Cause.LOST ? taken() : Optional.empty(), Optional.empty(), Optional.empty());
      lines.add(
          new CaseFile.Line(
              item, cause == Cause.RESTORED ? Optional.empty() : Optional.of(ACCOUNT), cause == Cause.LOST,
              lines.size() % 3));
      due = due.plus(Duration.ofHours(7));
    }
    return lines;
  }

  private static List<Duties.Status> stuck() {
    var duty = new Duty("NOTIFY", "k", Optional.of(CASE), Map.of());
    return List.of(new Duties.Status(duty, 7, Optional.empty(), NOW.plusSeconds(60), "no answer"));
  }

  /** An alarm, in the hands of whoever reads its page. */
  static ReviewPage ofNobody() {
    var item = new Item(ID, CASE, Optional.empty(), Cause.ALARM, NOW, NOW, 0, taken(), Optional.empty(),
        Optional.empty());
    var file = new CaseFile(
        item, Optional.empty(), true, Optional.empty(), Optional.empty(), List.of(), 1, List.of(), stuck(), List.of(),
        List.of(), List.of(), List.of(), Map.of(), Map.of());
    return new ReviewPage(
        file, Optional.empty(), "–", List.of("<b>Resets: 12, where 0.4 are usual."), List.of(), List.of(),
        Optional.empty());
  }

  private static ReviewPage page(
      Item item, boolean mine, List<Effect> effects, Optional<ReviewPage.Written> written) {
    var told = new CaseFile.Told(
        Purpose.RECOVERY, "<b>.hansen", State.DENIED, NOW.minusSeconds(9000), "203.0.113.9", "Firefox",
        Optional.of(NOW),
        Arrays.stream(Method.values())
            .map(it -> new CaseFile.Shown(it, NOW.minusSeconds(8000), it == Method.CONTACT_CODE,
                it == Method.INVITATION ? Optional.of(REVIEWER) : Optional.empty()))
            .toList(),
        List.of(Signal.values()),
        Arrays.stream(Attestations.How.values())
            .map(
                it -> new CaseFile.Vouched(
                    REVIEWER, Method.INDEPENDENT_ATTESTATION, it, NOW, it == Attestations.How.IN_PERSON,
                    it == Attestations.How.IN_PERSON,
                    it == Attestations.How.IN_PERSON ? List.of() : List.of(CaseFile.Unusual.values())))
            .toList(),
        Optional.empty(), List.of("PATH", "UNFAMILIAR", "NEW_RULE"),
        List.of(
            new CaseFile.Decided(
                NOW.minusSeconds(8000), State.COOLING_OFF, List.of("UNFAMILIAR", "NEW_RULE"), Optional.of(NOW)),
            new CaseFile.Decided(NOW.minusSeconds(100), State.READY, List.of(), Optional.empty())),
        List.of("FAILURES", "UNFAMILIAR"), 3, Optional.of(Reason.FROZEN));
    var file = new CaseFile(
        item, Optional.of(ACCOUNT), mine, Optional.of(told), Optional.empty(),
        List.of(new Trail.Entry(NOW, "NewKind", Map.of())), 3, effects, stuck(),
        List.of(),
        List.of(new Given(Judgement.NEEDS_CONTACT, "<i>He is on holiday.", REVIEWER, NOW, ID)),
        List.of(new Note(REVIEWER, NOW, "<b>Spoke to his supervisor.")),
        List.of(
            new CaseFile.Related(CASE, "<b>.other", Purpose.BINDING, State.COMPLETED, NOW,
                Set.of(CaseFile.Common.values())),
            new CaseFile.Related(CASE, "<b>.hansen", Purpose.REPORT, State.EXPIRED, NOW,
                Set.of(CaseFile.Common.PERSON))),
        Map.of(REVIEWER, "<u>Ifeoma Okonkwo"), Map.of("203.0.113.9", "NO"));
    return new ReviewPage(
        file,
        mine
            ? Optional.of(
                new Grants.Reviewed(SampleGrants.grant(Grant.State.ACTIVE), Map.of(REVIEWER, "<u>Ifeoma Okonkwo")))
            : Optional.empty(),
        ACCOUNT.displayName(), List.of("<b>.hansen wanted to replace a lost passkey.", "Policy refused it."),
        List.of(
            new ReviewPage.Beside("browser", "Firefox on Windows", "Edge on Windows (58); Safari on iPhone (3)", "NEW"),
            new ReviewPage.Beside("network", "203.0.113.9", "", "UNKNOWN"),
            new ReviewPage.Beside("country", "Norway", "Germany (57); Norway (4)", "KNOWN")),
        List.of(new ReviewPage.Happened(NOW, "<b>Something happened")),
        written);
  }
}
