package regain.web;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import regain.enrollment.Codes;
import regain.enrollment.Drills;
import regain.recovery.Readiness;
import regain.enrollment.Contacts;
import regain.enrollment.Enrollment.Draft;
import regain.enrollment.Passkey;
import regain.enrollment.RecoveryCodes;
import regain.kernel.CaseId;
import regain.kernel.PersonId;
import regain.kernel.Secret;
import regain.policy.Fact;
import regain.policy.Method;
import regain.policy.Policy;
import regain.policy.Population;
import regain.policy.Purpose;
import regain.policy.Reason;
import regain.policy.Signal;
import regain.recovery.CameFrom;
import regain.recovery.Attestations;
import regain.recovery.Attestations.How;
import regain.recovery.CaseView;
import regain.recovery.CaseView.Effect;
import regain.recovery.Desk;
import regain.recovery.Elsewhere;
import regain.recovery.NewCodes;
import regain.recovery.NewFactor;
import regain.recovery.Refusal;
import regain.recovery.Repudiation;
import regain.recovery.Repudiation.Report;
import regain.recovery.State;

/** Every kind of page there is, with something in every place. */
final class SamplePages {
  static final Instant NOW = Instant.parse("2026-07-14T06:31:00Z");
  private static final UUID ID = UUID.fromString("11111111-2222-4333-8444-555555555555");
  private static final UUID MAKE = UUID.fromString("bada5566-a7aa-401f-bd96-45619a55120d");
  private static final CaseId CASE = new CaseId(ID);
  private static final PersonId PERSON = new PersonId(ID);
  private static final Back BACK = new Back(
      new CameFrom("payroll", "https://payroll.example/after?a=1&b=\"'<i>"), "<i>Payroll");
  private static final Instant SOON = NOW.plus(Duration.ofMinutes(38));

  private static final Readiness.Ready NOT_READY = new Readiness.Ready(
      true, new Readiness.Way(true, false, Set.of()),
      new Readiness.Way(true, false, Set.of(Method.CONTACT_CODE, Method.RECOVERY_CODE)));

  private SamplePages() {}

  static List<Object> all() {
    var pages = new ArrayList<Object>();
    for (Purpose purpose : Purpose.values()) {
      for (State state : State.values()) {
        pages.add(page(purpose, state, Optional.empty()));
        pages.add(page(purpose, state, Optional.of(Refusal.PASSWORD_BREACHED)));
        pages.add(page(purpose, state, Optional.of(Refusal.CODE_WRONG)));
        pages.add(page(purpose, state, Optional.of(Refusal.RESTORED)));
      }
    }
    pages.addAll(journeys());
    pages.addAll(accounts());
    pages.addAll(others());
    pages.addAll(SampleReviews.all(effects()));
    pages.addAll(SampleGrants.all());
    return pages;
  }

  /**
   * Those to which no journey comes without Keycloak, what an objection to a removed address looks like, and pages that come
   * back with what was typed.
   */
  static List<Object> unreached() {
    var open = new Elsewhere.Open(NOW, NOW, "203.0.113.9", List.of("mail", "intranet"));
    var pages = new ArrayList<Object>(SampleGrants.unreached());
    pages.addAll(List.of(
        FactorPage.of("b.hansen", new NewFactor("keycloak", Secret.of("12345678901234567890"))),
        elsewhere(Fact.known(List.of(open, open))),
        elsewhere(Fact.unavailable()),
        report(true, false),
        report(true, true),
        new FirstPages.Start(
            Rail.start(Journey.PASSKEY), Optional.of(Problem.name("name-unusable")), Optional.empty(), Optional.empty(),
            Journey.PASSKEY, "b.hansen".repeat(32)),
        new FirstPages.Report(
            Rail.start(Journey.LOSS), Optional.of(Problem.name("name-empty")), Optional.empty(), Optional.empty(), ""),
        new ContactsResource.Further(Optional.empty(), "annika.posteo.example")));
    return pages;
  }

  private static final CaseView.Agreement AGREEMENT = new CaseView.Agreement(
      List.of("<b>security"), List.of("owners"), SOON);

  private static Object page(Purpose purpose, State state, Optional<Refusal> refusal) {
    var beyond = new Beyond(Optional.of("https://mail.example"), Optional.of(BACK), Map.of("regain", "<i>Pay</i>"));
    return CasePages.of(view(purpose, state, refusal), "Firefox on Linux", beyond, true);
  }

  private static CaseView view(Purpose purpose, State state, Optional<Refusal> refusal) {
    return new CaseView(
        CASE.number(),
        purpose,
        "<b>.hansen",
        state,
        3,
        NOW.minus(Duration.ofMinutes(5)),
        SOON,
        List.of(new CaseView.Proof(Method.DIRECTORY_PASSWORD, NOW)),
        List.of(Set.of(Method.PASSKEY), Set.of(Method.CONTACT_CODE), Set.of(Method.RECOVERY_CODE),
            Set.of(Method.MANAGED_DEVICE, Method.INDEPENDENT_ATTESTATION), Set.of(Method.SUPERVISOR_ATTESTATION)),
        false,
        Optional.empty(),
        Optional.of(AGREEMENT).filter(it -> purpose != Purpose.RECOVERY),
        Optional.of(SOON),
        Optional.of(SOON).filter(it -> purpose == Purpose.EXCEPTION),
        true,
        purpose == Purpose.EXCEPTION,
        List.of("an•••@po•••.example", "b.•••@no•••.example"),
        Optional.of(new CaseView.SentCode("an•••@po•••.example", NOW, true, NOW.plusSeconds(40), 8)),
        refusal,
        Optional.of(Reason.DISABLED),
        Optional.of(NOW),
        effects(),
        1,
        true,
        Optional.of("keycloak"),
        Optional.of(SOON),
        Optional.of(BACK.from()));
  }

  private static List<Effect> effects() {
    return Stream.of(CaseView.What.values())
        .flatMap(what -> Stream.of(CaseView.Status.values()).map(it -> new Effect(what, it, "regain", 2, SOON)))
        .toList();
  }

  private static List<Object> journeys() {
    var problem = Optional.of(Problem.name("name-empty"));
    return List.of(
        new FirstPages.Start(Rail.start(Journey.PASSWORD), Optional.empty(), Optional.of(Journey.ENROLLMENT),
            Optional.of(BACK), Journey.PASSWORD, ""),
        new FirstPages.Start(Rail.start(Journey.PASSKEY), problem, Optional.empty(), Optional.empty(), Journey.PASSKEY,
            "<b>.hansen"),
        new FirstPages.Enroll(
            Rail.start(Journey.ENROLLMENT), problem, Optional.of(Journey.PASSWORD), Optional.of(BACK), "<b>.hansen"),
        new CasePages.Missing(Journey.PASSWORD),
        new CasePages.Missing(Journey.ENROLLMENT),
        new ContinueResource.Continue(),
        new FirstPages.Report(Rail.start(Journey.LOSS), problem, Optional.empty(), Optional.of(BACK), ""),
        new RecoveryResource.Loss(
            Rail.of(view(Purpose.REPORT, State.READY, Optional.empty()), Rail.SET), Optional.empty(),
            List.of(passkey())),
        new RecoveryResource.Loss(
            Rail.of(view(Purpose.REPORT, State.READY, Optional.empty()), Rail.SET), problem, List.of()),
        new RecoveryResource.Continuation(Rail.of(view(Purpose.RECOVERY, State.COOLING_OFF, Optional.empty()), 2),
            "4F7K-M2QP"),
        new CasePages.Waiting(
            Rail.of(view(Purpose.RECOVERY, State.COOLING_OFF, Optional.empty()), Rail.PROVE), NOW, Optional.of(SOON),
            false,
            false,
            Optional.empty(),
            Optional.empty(),
            Optional.empty()),
        appealing(true, true, true),
        appealing(true, true, false),
        appealing(true, false, true),
        appealing(false, true, true),
        CodesPage.received("b", new NewCodes(List.of(Secret.of("4F7K-M2QP")), Optional.empty())),
        CodesPage.received("b", new NewCodes(List.of(Secret.of("4F7K-M2QP")), Optional.of(SOON))),
        FactorPage.of("<b>.hansen", new NewFactor("keycloak", Secret.of("12345678901234567890"))),
        CodesPage.drawn("<b>.hansen", List.of(Secret.of("4F7K-M2QP"))),
        new StartResource.How(),
        PathsResource.all(new Policy()),
        PathsResource.all(new Policy().withDevices().withAttestations()),
        PathsResource.all(new Policy().withAttestations().withGrants()),
        report(Optional.of(Purpose.BINDING), false),
        report(Optional.empty(), false),
        report(Optional.of(Purpose.ENROLLMENT), true),
        report(Optional.of(Purpose.EXCEPTION), false),
        report(Optional.of(Purpose.EXCEPTION), true),
        report(false, false),
        report(true, false),
        report(true, true),
        new NotMeResource.Unknown());
  }

  private static Object appealing(boolean open, boolean supervisor, boolean second) {
    return new CasePages.Appealing(
        Rail.of(view(Purpose.RECOVERY, State.ATTESTING, Optional.empty()), Rail.PROVE), List.of(Signal.values()), open,
        supervisor, second, SOON, Optional.empty(), Optional.of(BACK));
  }

  private static Object report(Optional<Purpose> purpose, boolean reported) {
    Optional<State> state = purpose.map(it -> State.COMPLETED);
    var report = new Report(
        CASE.number(), "b.hansen", purpose.filter(Purpose.EXCEPTION::equals).isPresent(), purpose, Optional.empty(),
        Optional.of(NOW), "203.0.113.9", "x", state, reported,
        Optional.of(SOON));
    return new NotMeResource.NotMe(report, "Firefox on Linux");
  }

  private static Object report(boolean removed, boolean reported) {
    var address = new Repudiation.Address("an•••@po•••.example", removed, Optional.of(SOON));
    var report = new Report(
        CASE.number(), "", false, Optional.empty(), Optional.of(address), Optional.of(NOW), "", "", Optional.empty(),
        reported, Optional.of(SOON));
    return new NotMeResource.NotMe(report, "");
  }

  static Passkey passkey() {
    return new Passkey(ID, PERSON, "<i>Drawer", true, false, Optional.of(MAKE), NOW, Optional.of(NOW),
        Optional.of(SOON), Optional.of(SOON), Optional.empty(),
        CASE);
  }

  private static List<Object> accounts() {
    var passkey = passkey();
    var pending = new Codes.Pending("annika@posteo.example", NOW, Optional.of(SOON), 0);
    var kit = new RecoveryCodes.Kit(ID, CASE, NOW, 7, Optional.of(NOW), Optional.of(SOON));
    var contact = new Contacts.Contact(ID, "annika@posteo.example", true, NOW, Optional.of(SOON));
    var draft = new Draft(PERSON, "b.hansen", "Birte Hansen", "I invite …\nI know this person.\n");
    return List.of(
        new AccountPage(
            "Birte Hansen",
            "b.hansen",
            Optional.of(SOON),
            true,
            true,
            Optional.of(SOON),
            new Readiness.Ready(
                true, new Readiness.Way(true, false, Set.of()),
                new Readiness.Way(true, false, Set.of(Method.CONTACT_CODE))),
            Optional.of(NOW),
            "{\"rpId\":\"localhost\"}",
            List.of(new AccountPage.Key(passkey, Kept.of(passkey), true)),
            Optional.of(kit),
            List.of(contact),
            List.of(
                new AccountPage.Place(ID, "Firefox on Linux", "203.0.113.9", NOW, NOW, true),
                new AccountPage.Place(ID, "Safari on iPhone", "203.0.113.9", NOW, NOW, false)),
            true,
            List.of(new AccountPage.Happened(NOW, "Signed in"))),
        new DrillResource.Page(
            new Drills.Drill(List.of("an•••@po•••.example"), Optional.empty(), true, Optional.of(pending),
                Optional.of(NOW))),
        new DrillResource.Page(
            new Drills.Drill(List.of(), Optional.of(SOON), true, Optional.empty(), Optional.empty())),
        new DrillResource.Page(
            new Drills.Drill(List.of(), Optional.empty(), false, Optional.empty(), Optional.empty())),
        elsewhere(Fact.unavailable()),
        elsewhere(Fact.notConfigured()),
        elsewhere(Fact.known(List.of())),
        elsewhere(
            Fact.known(
                List.of(
                    new Elsewhere.Open(NOW, NOW, "203.0.113.9", List.of("mail", "<b>.hansen")),
                    new Elsewhere.Open(NOW, NOW, "203.0.113.9", List.of())))),
        new CodesResource.Fresh(Optional.of(kit)),
        new CodesResource.Fresh(Optional.empty()),
        new SignInResource.SignIn(),
        new ProofResource.Again("/account"),
        new PasskeysResource.Further("Firefox on Linux"),
        new PasskeysResource.One(passkey, Kept.of(passkey), true, false, true),
        new PasskeysResource.One(passkey, Kept.of(passkey), true, true, true),
        new ContactsResource.Further(
            Optional.of(new Codes.Pending("annika@posteo.example", NOW, Optional.of(SOON), 0)), ""),
        new ContactsResource.Further(Optional.empty(), "<b>@posteo"),
        new ContactsResource.One(contact, false, true),
        new ContactsResource.One(contact, true, false),
        new AttestResource.Start(false, List.of(), List.of(), ""),
        new AttestResource.Start(
            true, List.of(new Attestations.Waiting("<b>Birte", "<b>.hansen", NOW)),
            List.of(new Attestations.Given(CASE, "<b>Birte", "<b>.hansen", How.IN_PERSON, NOW)), "<b>"),
        new AttestResource.Before("/attest/" + ID, asked(Method.SUPERVISOR_ATTESTATION), "Firefox on Linux", false),
        new AttestResource.Before("/attest/" + ID, asked(Method.INDEPENDENT_ATTESTATION), "Firefox on Linux", true),
        new AttestResource.Before(
            "/attest/" + ID, asked(Method.INDEPENDENT_ATTESTATION, Purpose.BINDING), "Firefox on Linux", false),
        new AttestResource.Deed(
            "/attest/" + ID, asked(Method.INDEPENDENT_ATTESTATION), "Henrik Brandt", "<b>Case …\n",
            "7f3a 91c0 5be2 d84f"),
        new AttestResource.Deed(
            "/attest/" + ID, asked(Method.SUPERVISOR_ATTESTATION), "Henrik Brandt", "<b>Case …\n",
            "7f3a 91c0 5be2 d84f"),
        new InviteResource.Ask(true, "<b>.hansen"),
        new InviteResource.Ask(false, ""),
        new InviteResource.Deed(draft, "Henrik Brandt", "7f3a 91c0 5be2 d84f"),
        new InviteResource.Invited(draft, "4F7K-M2QP"));
  }

  private static Object progress(Desk.Stage stage) {
    Optional<Instant> until = stage == Desk.Stage.WAITING ? Optional.of(SOON) : Optional.empty();
    return new DeskResource.Help(
        "", "RG-7K4M-2QX9", Optional.of(new Desk.Progress(Desk.Answer.TAKEN, stage, until)));
  }

  private static Attestations.Asked asked(Method as) {
    return asked(as, as == Method.SUPERVISOR_ATTESTATION ? Purpose.EXCEPTION : Purpose.RECOVERY);
  }

  private static Attestations.Asked asked(Method as, Purpose wants) {
    return new Attestations.Asked(
        CASE, PERSON, "<b>Birte Hansen", "<b>.hansen", as, wants, NOW, "203.0.113.9", "Firefox",
        as == Method.SUPERVISOR_ATTESTATION,
        as == Method.SUPERVISOR_ATTESTATION ? List.of() : List.of(Signal.values()),
        Optional.of(How.VIDEO_THEY_STARTED), Optional.of("<b>Case …"));
  }

  private static Object elsewhere(Fact<List<Elsewhere.Open>> open) {
    return new ElsewhereResource.Page(List.of(new Elsewhere.Connected("keycloak", open, effects())));
  }

  private static List<Object> others() {
    return List.of(
        new DeskResource.Help("", "", Optional.empty()),
        new DeskResource.Help("<b>.hansen", "", Optional.empty()),
        progress(Desk.Stage.UNKNOWN),
        progress(Desk.Stage.PROVING),
        progress(Desk.Stage.WAITING),
        progress(Desk.Stage.READY),
        progress(Desk.Stage.DONE),
        progress(Desk.Stage.OVER),
        new RollOutResource.Unknown(),
        new RollOutResource.RollOut(SampleReviews.STAFFED, List.of(), false, List.of(), 0),
        new RollOutResource.RollOut(
            SampleReviews.SHORT,
            List.of(
                new RollOutResource.Count(Population.EMPLOYEE, 40, 12, Optional.of(7)),
                new RollOutResource.Count(Population.PRIVILEGED, 4, 3, Optional.empty())),
            true,
            List.of(
                new RollOutResource.Waiting("<b>.hansen", "Birte", Population.EMPLOYEE, true, NOT_READY),
                new RollOutResource.Waiting("g.jansen", "Gesa", Population.EMPLOYEE, false, NOT_READY)),
            12),
        FailurePage.of(404),
        FailurePage.of(502),
        FailurePage.tooMany(SOON));
  }
}
