package regain.web;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import regain.kernel.PersonId;
import regain.privileged.Approvals;
import regain.privileged.Approvals.Answer;
import regain.privileged.Entitlement;
import regain.privileged.Entitlement.Prompt;
import regain.privileged.Grant;
import regain.privileged.Grant.Ending;
import regain.privileged.Grant.State;
import regain.privileged.Grants;
import regain.privileged.Locks.Lock;
import regain.privileged.Secrets.Due;
import regain.privileged.Secrets.Stage;
import regain.privileged.Targets;
import regain.privileged.Targets.Difference;

/** The pages of privilege for a while, with something in every place. */
final class SampleGrants {
  private static final Instant NOW = SamplePages.NOW;
  private static final UUID ID = UUID.fromString("11111111-2222-4333-8444-555555555555");
  private static final PersonId PERSON = new PersonId(ID);
  private static final Entitlement WANTED = new Entitlement(
      "orders-support", "orders", "jit_orders", "<b>Read and mend orders", Set.of("operators"),
      List.of("owners", "security"), Duration.ofHours(1), Duration.ofHours(4), true,
      List.of(new Prompt("incident", "<b>Number of the incident", Pattern.compile("INC-[0-9]{4}"))));

  private SampleGrants() {}

  /** @param more whether more waits than is listed */
  private static PrivilegeResource.All privilege(int over, boolean more) {
    List<Grant> open = Arrays.stream(State.values()).filter(it -> !it.isOver()).map(SampleGrants::grant).toList();
    return new PrivilegeResource.All(
        new Grants.Mine(
            List.of(WANTED), open, Arrays.stream(Ending.values()).limit(over).map(it -> over(it)).toList(), NOW),
        new Approvals.Waits(List.of(waiting()), more));
  }

  private static Approvals.Waiting waiting() {
    return new Approvals.Waiting(grant(State.REQUESTED), "<b>Ben Stein", "owners");
  }

  static List<Object> all() {
    var pages = new ArrayList<Object>();
    pages.add(new PrivilegeResource.All(new Grants.Mine(List.of(), List.of(), List.of(), NOW),
        new Approvals.Waits(List.of(), false)));
    pages.add(privilege(Ending.values().length, false));
    pages.add(privilege(Grants.MOST_OVER, true));
    pages.add(new PrivilegeResource.Ask(WANTED, Map.of(), List.of(), Optional.empty()));
    pages.add(
        new PrivilegeResource.Ask(
            WANTED, Map.of("incident", "<b>4711", "minutes", "0", "because", ""),
            List.of("lasts", "incident", "because"), Optional.empty()));
    for (Grants.No no : Grants.No.values()) {
      pages.add(new PrivilegeResource.Ask(WANTED, Map.of(), List.of(), Optional.of(no)));
    }
    Arrays.stream(State.values()).map(SampleGrants::grant).map(PrivilegeResource.One::new).forEach(pages::add);
    pages.add(new PrivilegeResource.One(over(Ending.EXPIRED)));
    pages.add(new PrivilegeResource.Key(grant(State.ACTIVE), "jit-1111", "<b>secret"));
    Grant onHost = grant(State.ACTIVE, true, Optional.empty(), Grant.Key.CERTIFICATE);
    pages.add(new PrivilegeResource.One(onHost));
    pages.add(new PrivilegeResource.One(grant(State.ACTIVE, true, Optional.empty(), Grant.Key.NONE)));
    pages.add(wrapped());
    pages.add(
        new PrivilegeResource.Key(onHost, "jit-1111",
            "ssh-ed25519-cert-v01@openssh.com " + "AAAA".repeat(150) + " <b>jit"));
    for (Answer answer : Answer.values()) {
      pages.add(
          new ApprovalResource.Page(
              ApprovalResource.path(ID, answer), waiting(), answer, "<b>I agree\n", "7f3a 91c0 5be2 d84f"));
    }
    Arrays.stream(Approvals.No.values()).map(ApprovalResource.Barred::new).forEach(pages::add);
    pages.add(new TargetsResource.Page(
        new Targets.Overview(List.of(), List.of(), List.of(), List.of(), Set.of()), List.of(), "", "",
        Optional.empty()));
    pages.add(new TargetsResource.Page(overview(), locks(), "orders", "", Optional.empty()));
    pages.add(new TargetsResource.Page(overview(), locks(), "", "<b>b.stein",
        Optional.of(new TargetsResource.Found("<b>Ben Stein", List.of(SamplePages.passkey())))));
    pages.add(new PrivilegeResource.One(recovery()));
    pages.add(new SecretsResource.Page(List.of()));
    pages.add(secrets());
    return pages;
  }

  /** Those to which no journey comes while every target does what it is told. */
  static List<Object> unreached() {
    return List.of(
        privilege(Grants.MOST_OVER, true),
        new TargetsResource.Page(overview(), locks(), "", "<b>b.stein",
            Optional.of(new TargetsResource.Found("<b>Ben Stein", List.of(SamplePages.passkey())))),
        secrets(),
        wrapped(),
        new ApprovalResource.Barred(Approvals.No.LOCKED),
        new PrivilegeResource.One(grant(State.REVOKE_STUCK)));
  }

  private static Targets.Overview overview() {
    var target = new Targets.Target("orders", "PostgreSQL", true, true, Optional.of(NOW), Optional.of(NOW),
        Targets.MOST_COUNTED);
    var silent = new Targets.Target("directory", "LDAP", false, false, Optional.of(NOW),
        Optional.of(NOW.minusSeconds(90)), 0);
    var fresh = new Targets.Target("new", "LDAP", false, true, Optional.empty(), Optional.empty(), 0);
    return new Targets.Overview(
        List.of(target, silent, fresh),
        List.of(live(State.REVOKE_STUCK, Optional.of("SQLSTATE 08001"))),
        List.of(live(State.ACTIVE, Optional.empty()), live(State.REVOKING, Optional.empty())),
        Arrays.stream(Difference.Kind.values())
            .map(it -> new Difference(ID, "orders", "<b>jit-by-hand", it, NOW, Optional.empty()))
            .toList(),
        Set.of(Targets.Part.values()));
  }

  private static Targets.Live live(State state, Optional<String> why) {
    Grant it = grant(state);
    return new Targets.Live(
        it.id(), it.number(), it.says(), it.target(), "<b>Ben Stein", it.state(), it.endsAt(), it.ending(),
        Optional.of(NOW),
        why);
  }

  private static PrivilegeResource.Key wrapped() {
    return new PrivilegeResource.Key(
        grant(State.ACTIVE, true, Optional.empty(), Grant.Key.WRAPPED), "jit-1111", "<b>hvs." + "A".repeat(90));
  }

  private static SecretsResource.Page secrets() {
    return new SecretsResource.Page(
        Arrays.stream(Stage.values())
            .map(
                it -> new Due(
                    ID, "<b>Password of the shop", "orders", "RG-7K4M-2QX9", NOW, it,
                    Optional.of("SQLSTATE 08001").filter(why -> it == Stage.STUCK), it == Stage.TRIED,
                    it == Stage.STUCK || it == Stage.BY_HAND))
            .toList());
  }

  private static List<Lock> locks() {
    return List.of(
        new Lock(ID, Lock.On.PERSON, "<b>Ben Stein", NOW, Optional.empty(), true),
        new Lock(ID, Lock.On.PERSON, "<b>Selin Özdemir", NOW, Optional.of("RG-7K4M-2QX9"), false),
        new Lock(ID, Lock.On.PERSON, "<b>Ben Stein", NOW, Optional.of("RG-3H8D-6V12"), true),
        new Lock(ID, Lock.On.GRANT, "<b>Ben Stein: orders-support", NOW, Optional.empty(), true),
        new Lock(ID, Lock.On.FACTOR, "<b>Ben Stein: <i>Drawer", NOW, Optional.empty(), true),
        new Lock(ID, Lock.On.TARGET, "new", NOW, Optional.empty(), true));
  }

  /** A grant over a case. */
  private static Grant recovery() {
    Grant it = grant(State.REQUESTED);
    return new Grant(
        it.id(), it.number(), "recovery", "regain", "Recovery of a privileged account", it.holder(), "RG-7K4M-2QX9",
        Map.of("purpose", "BINDING", "begun", "2026-07-14T06:31:00Z", "from", "203.0.113.9"), it.lasts(), it.state(),
        it.askedAt(), it.answeredBy(), it.issuedAt(), it.endsAt(),
        it.endedAt(), it.ending(), Grant.Key.NONE, false, it.agreed(), it.wanted());
  }

  static Grant grant(State state) {
    boolean agreed = state != State.REQUESTED;
    Optional<Ending> ending = state == State.REVOKING || state == State.REVOKE_STUCK
        ? Optional.of(Ending.GIVEN_BACK)
        : Optional.empty();
    return grant(state, agreed, ending, Grant.Key.SECRET);
  }

  private static Grant over(Ending ending) {
    return grant(State.REVOKED, true, Optional.of(ending), Grant.Key.SECRET);
  }

  private static Grant grant(State state, boolean agreed, Optional<Ending> ending, Grant.Key keyed) {
    var owner = new Grant.Approval("owners", PERSON, NOW);
    boolean issued = state.mayBeOnTarget() || state == State.REVOKED;
    return new Grant(
        ID, "RG-7K4M-2QX9", "orders-support", "orders", "<b>Read and mend orders", PERSON, "<b>Orders hang.",
        Map.of("incident", "<b>INC-4711"), Duration.ofHours(1), state, NOW.minusSeconds(600), NOW.plusSeconds(9000),
        issued ? Optional.of(NOW) : Optional.empty(), issued ? Optional.of(NOW.plusSeconds(2400)) : Optional.empty(),
        state.isOver() ? Optional.of(NOW) : Optional.empty(), ending, keyed, state == State.REVOKING,
        agreed ? List.of(owner) : List.of(), agreed ? List.of() : List.of("owners", "security"));
  }
}
