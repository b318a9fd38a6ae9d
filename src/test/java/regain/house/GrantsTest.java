package regain.house;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.PersistenceException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.function.Supplier;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import regain.assurance.Requirement;
import regain.audit.Trail;
import regain.enrollment.Enrollment.Change;
import regain.enrollment.Enrollment.Holder;
import regain.enrollment.Memberships;
import regain.enrollment.port.Post;
import regain.kernel.CaseId;
import regain.kernel.Digest;
import regain.kernel.PersonId;
import regain.kernel.Secret;
import regain.policy.Fact;
import regain.policy.Purpose;
import regain.privileged.Approvals;
import regain.privileged.Approvals.Answer;
import regain.privileged.Approvals.Outcome;
import regain.privileged.Approvals.Sight;
import regain.privileged.Entitlement;
import regain.privileged.Entitlement.Prompt;
import regain.privileged.Grant;
import regain.privileged.Grant.Ending;
import regain.privileged.Grant.State;
import regain.privileged.Grants;
import regain.privileged.Grants.Asked;
import regain.privileged.Grants.No;
import regain.privileged.Locks;
import regain.privileged.Targets;
import regain.privileged.Targets.Place;
import regain.privileged.Targets.Wanted;
import regain.privileged.Targets.Difference.Kind;
import regain.privileged.port.GrantTag;
import regain.privileged.port.PrivilegePolicy;
import regain.recovery.Repudiation;
import regain.recovery.Workspace;
import regain.review.Judgement;
import regain.review.Reviews;
import regain.review.Reviews.Cause;

/** Privilege for a while: asked for, agreed to by all, given, and taken back until the target is seen without it. */
class GrantsTest {
  private static final Map<String, String> GROUPS = Map.of(
      "regain.directory.groups", "operators,owners,security,dba",
      "regain.directory.group.dba", "(description=dba)",
      "regain.directory.group.operators", "(|(employeeType=administrator)(uid=b.stein)(uid=s.oezdemir)(uid=e.santos))",
      "regain.directory.group.owners", "(|(uid=s.oezdemir)(uid=a.petersen)(uid=r.engel)(uid=b.stein))",
      "regain.directory.group.security", "(employeeType=security)");
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Map<String, String> VALUES = Map.of("incident", "INC-4711");
  private static final String NAME = "b.stein";

  private final FakeGrantTarget target = new FakeGrantTarget("orders");
  private TestHouse house;
  private SoftPasskey holder;
  private SoftPasskey owner;
  private SoftPasskey analyst;

  private static Entitlement support(List<String> approvedBy) {
    return new Entitlement(
        "orders-support", "orders", "jit_orders", "Read and mend orders", Set.of("operators"), approvedBy, HOUR,
        Duration.ofHours(3), true, List.of(new Prompt("incident", "Number", Pattern.compile("INC-[0-9]{4}"))));
  }

  private static PrivilegePolicy policy() {
    var other = new Entitlement(
        "orders-admin", "orders", "jit_admin", "Everything", Set.of("administrators"), List.of("owners"), HOUR, HOUR,
        false, List.of());
    return new PrivilegePolicy(
        List.of(support(List.of("owners", "security")), other), Optional.empty(), List.of(),
        Map.of("orders", Set.of("dba")));
  }

  @BeforeEach
  void build() {
    house = new TestHouse(GROUPS, policy(), target);
    holder = enrolled(NAME);
    owner = enrolled("s.oezdemir");
    analyst = enrolled("r.engel");
    house.clock.pass(Duration.ofDays(8));
    house.work();
    house.outbox.clear();
  }

  private SoftPasskey enrolled(String name) {
    return Given.enrolledByInvitation(house, name, "Nordhafen-2026-" + name);
  }

  @AfterEach
  void close() {
    house.close();
  }

  private Grants grants() {
    return house.part(Grants.class);
  }

  private Approvals approvals() {
    return house.part(Approvals.class);
  }

  private Targets targets() {
    return house.part(Targets.class);
  }

  private Locks locks() {
    return house.part(Locks.class);
  }

  private Asked asked() {
    return grants().ask(house.signedIn(holder), "orders-support", HOUR, "Orders hang.", VALUES);
  }

  private UUID request() {
    return ((Asked.Done) asked()).grant();
  }

  private Outcome answers(SoftPasskey by, UUID grant, Answer answer) {
    return answers(house.signedIn(by), by, grant, answer);
  }

  private Outcome answers(Holder session, SoftPasskey by, UUID grant, Answer answer) {
    return approvals().ask(session, grant, answer)
        .map(it -> approvals().sign(session, grant, answer, by.get(it)))
        .orElse(Outcome.GONE);
  }

  private Approvals.No barred(SoftPasskey by, UUID grant) {
    return ((Sight.Barred) approvals().look(house.signedIn(by), grant, Answer.AGREE)).why();
  }

  private UUID given() {
    UUID grant = request();
    assertThat(answers(owner, grant, Answer.AGREE)).isEqualTo(Outcome.AGREED);
    assertThat(answers(analyst, grant, Answer.AGREE)).isEqualTo(Outcome.GIVEN);
    house.work();
    return grant;
  }

  private Grant look(UUID grant) {
    return grants().look(house.signedIn(holder), grant).orElseThrow();
  }

  private List<String> trail(UUID grant) {
    return house.inside(() -> house.part(Trail.class).of(new CaseId(grant))).stream().map(Trail.Entry::type).toList();
  }

  private boolean isReviewed(UUID grant, Cause cause) {
    return house.inside(() -> house.part(Reviews.class).of(new CaseId(grant), cause)).isPresent();
  }

  private static String tag(UUID grant) {
    return new GrantTag(grant).text();
  }

  @Test
  void what_everybody_agrees_to_is_given_for_its_time_and_taken_back() {
    UUID grant = request();
    house.work();
    assertThat(house.outbox).extracting(Post.Letter::kind).containsOnly(Post.Kind.GRANT_ASKED);
    assertThat(target.there).isEmpty();

    answers(owner, grant, Answer.AGREE);
    house.clock.pass(Duration.ofMinutes(50));
    answers(analyst, grant, Answer.AGREE);
    house.work();

    Grant live = look(grant);
    assertThat(live.state()).isEqualTo(State.ACTIVE);
    assertThat(target.there).containsOnlyKeys(tag(grant));
    assertThat(target.there.get(tag(grant))).as("the clock starts when it is given")
        .isEqualTo(live.endsAt().orElseThrow());
    assertThat(Duration.between(live.issuedAt().orElseThrow(), live.endsAt().orElseThrow())).isEqualTo(HOUR);
    assertThat(house.outbox).extracting(Post.Letter::kind).contains(Post.Kind.GRANT_READY);
    assertThat(isReviewed(grant, Cause.GRANT)).isTrue();

    target.asked.clear();
    house.clock.pass(HOUR.plusSeconds(1));
    house.work();
    assertThat(look(grant).state()).isEqualTo(State.REVOKED);
    assertThat(look(grant).ending()).contains(Ending.EXPIRED);
    assertThat(target.asked).containsExactly("block", "kill", "revoke", "kill", "observe");
    assertThat(target.there).isEmpty();
    assertThat(trail(grant)).containsExactly(
        "GrantAsked", "GrantAgreed", "GrantAgreed", "GrantIntended", "GrantIssued", "ReviewOpened", "GrantEnding",
        "GrantRevoked");
  }

  @Test
  void one_who_refuses_ends_it() {
    UUID grant = request();
    answers(owner, grant, Answer.AGREE);
    assertThat(answers(analyst, grant, Answer.REFUSE)).isEqualTo(Outcome.REFUSED);
    house.work();

    assertThat(look(grant).state()).isEqualTo(State.CLOSED);
    assertThat(look(grant).ending()).contains(Ending.DENIED);
    assertThat(target.asked).isEmpty();
    assertThat(answers(enrolledBefore("t.abebe"), grant, Answer.AGREE)).isEqualTo(Outcome.GONE);
  }

  private SoftPasskey enrolledBefore(String name) {
    SoftPasskey passkey = enrolled(name);
    house.clock.pass(Duration.ofDays(8));
    return passkey;
  }

  @Requirement("R-53-AC-5")
  @Test
  void f_7_f_9_nobody_agrees_for_themselves_or_with_another_account_of_theirs() {
    UUID grant = request();
    assertThat(barred(holder, grant)).isEqualTo(Approvals.No.OWN);

    Given.says(house, "s.oezdemir", "mail", "selin.oezdemir@nordhafen.example", Given.value(house, NAME, "mail"));
    assertThat(barred(owner, grant)).isEqualTo(Approvals.No.OWN);
    assertThat(trail(grant)).contains("ApprovalBarred");
    assertThat(answers(owner, grant, Answer.AGREE)).isEqualTo(Outcome.GONE);
  }

  /** Everybody has been in their groups from the beginning. */
  private static final String ALWAYS = "update membership set since = timestamp with time zone '1970-01-01 00:00:00+00'";

  /** As an approval is written, of another group and by this person. */
  private String word(String group, String approver, String pair) {
    return "insert into grant_approval (grant_id, group_name, approver, holder, statement_id, text_digest, language, signed_at,"
        + " member_since, member_until, pair_id) select grant_id, '" + group + "', " + approver
        + ", a.holder, statement_id, text_digest, language, signed_at, m.since, m.until_at, " + pair
        + " from grant_approval a, membership m where m.person_id = " + approver + " and m.group_name = '" + group
        + "'";
  }

  private void refused(String statement, String constraint) {
    assertThatThrownBy(() -> house.database.change(statement))
        .isInstanceOf(PersistenceException.class)
        .hasStackTraceContaining(Given.constraint(constraint));
  }

  @Test
  void f_7_the_database_takes_no_word_of_the_holder_and_no_second_one_of_anybody() {
    UUID grant = request();
    answers(owner, grant, Answer.AGREE);
    Given.marked(house, NAME, "security");
    Given.marked(house, "s.oezdemir", "security");
    house.part(Memberships.class).look();
    house.database.change(ALWAYS);

    refused(word("security", "a.holder", "pair_id"), "grant_approval_not_own");
    refused(word("security", "a.approver", "pair_id"), "grant_approval_once");
  }

  @Test
  void f_7_the_database_takes_no_word_of_whoever_is_not_in_the_group_any_more() {
    UUID grant = request();
    answers(owner, grant, Answer.AGREE);
    String analyst = "cast('" + house.person("r.engel") + "' as uuid)";
    house.database.change(
        "insert into agreed_pair (id, low, high, approver, holder, last_at, in_force) select grant_id, least("
            + analyst + ", holder), greatest(" + analyst + ", holder), " + analyst
            + ", holder, signed_at, true from grant_approval");
    Given.says(house, "r.engel", "employeeType", "employee");
    house.clock.pass(Duration.ofMinutes(1));
    house.part(Memberships.class).look();
    house.clock.pass(Duration.ofMinutes(1));

    String now = "timestamp with time zone '" + house.clock.instant() + "'";
    refused(word("security", analyst, "grant_id").replace("signed_at, m.", now + ", m."),
        "grant_approval_while_member");
    refused(
        word("security", analyst, "grant_id").replace("m.until_at",
            "timestamp with time zone '9999-12-31 00:00:00+00'"),
        "grant_approval_as_member");
  }

  @Test
  void f_7_what_somebody_agreed_to_says_when_they_left_the_group() {
    UUID grant = request();
    answers(owner, grant, Answer.AGREE);
    answers(analyst, grant, Answer.AGREE);
    house.clock.pass(Duration.ofMinutes(1));
    Given.says(house, "r.engel", "employeeType", "employee");
    house.part(Memberships.class).look();

    assertThat(
        house.database.count(
            "select count(*) from grant_approval where member_until < timestamp with time zone '9999-01-01 00:00:00+00'"))
        .isOne();
  }

  @Test
  void one_person_speaks_for_one_group() {
    UUID grant = request();
    // She is an owner and in security.
    assertThat(answers(analyst, grant, Answer.AGREE)).isEqualTo(Outcome.AGREED);
    assertThat(look(grant).wanted()).containsExactly("security");
    assertThat(barred(analyst, grant)).isEqualTo(Approvals.No.NOT_IN_GROUP);
  }

  @Test
  void f_7_nobody_agrees_for_somebody_who_has_agreed_for_them() {
    UUID grant = given();
    house.clock.pass(HOUR.plusSeconds(1));
    house.work();
    assertThat(look(grant).state()).isEqualTo(State.REVOKED);

    UUID back = ((Asked.Done) grants().ask(house.signedIn(owner), "orders-support", HOUR, "Mine.", VALUES)).grant();
    assertThat(barred(holder, back)).isEqualTo(Approvals.No.CIRCLE);
    house.clock.pass(Duration.ofDays(31));
    house.work();
    UUID later = ((Asked.Done) grants().ask(house.signedIn(owner), "orders-support", HOUR, "Mine.", VALUES)).grant();
    assertThat(approvals().look(house.signedIn(holder), later, Answer.AGREE)).isInstanceOf(Sight.Open.class);
  }

  @Test
  void pam_13_whoever_puts_themselves_into_the_group_has_no_say_for_a_week() {
    SoftPasskey late = enrolledBefore("t.berg");
    UUID grant = request();
    Given.marked(house, "t.berg", "security");
    assertThat(barred(late, grant)).as("not even seen yet").isEqualTo(Approvals.No.GROUP_TOO_NEW);
    house.part(Memberships.class).look();
    assertThat(barred(late, grant)).isEqualTo(Approvals.No.GROUP_TOO_NEW);

    house.clock.pass(Duration.ofDays(8));
    house.work();
    house.part(Memberships.class).look();
    assertThat(approvals().look(house.signedIn(late), request(), Answer.AGREE)).isInstanceOf(Sight.Open.class);
  }

  @Test
  void f_3_pam_14_a_request_that_was_changed_after_somebody_agreed_is_not_given() {
    UUID grant = request();
    answers(owner, grant, Answer.AGREE);
    house.database.change("update privilege_grant set request = replace(request, 'lasts: PT1H', 'lasts: 1h')");
    assertThat(answers(analyst, grant, Answer.AGREE)).isEqualTo(Outcome.GONE);
    assertThat(approvals().waiting(house.signedIn(analyst)).first()).as("and hides nothing else").isEmpty();
    assertThat(look(grant).because()).isEmpty();

    house.database.change("update privilege_grant set request = replace(request, 'lasts: 1h', 'lasts: PT1H')");
    answers(analyst, grant, Answer.AGREE);
    house.database.change("update grant_approval set text_digest = '0' where group_name = 'owners'");
    house.work();
    assertThat(look(grant).ending()).contains(Ending.DOES_NOT_FIT);
    assertThat(target.asked).isEmpty();
  }

  @Test
  void pam_15_whoever_agreed_has_to_be_in_the_group_still_when_it_is_given() {
    UUID grant = request();
    answers(owner, grant, Answer.AGREE);
    answers(analyst, grant, Answer.AGREE);
    Given.says(house, "r.engel", "employeeType", "employee");
    house.work();

    assertThat(look(grant).ending()).contains(Ending.NOT_ELIGIBLE);
    assertThat(target.asked).isEmpty();
  }

  @Test
  void f_7_whoever_can_change_the_target_has_no_say_in_it() {
    UUID grant = request();
    Given.says(house, "s.oezdemir", "description", "dba");
    assertThat(barred(owner, grant)).isEqualTo(Approvals.No.PROVISIONER);
    assertThat(answers(owner, grant, Answer.AGREE)).isEqualTo(Outcome.GONE);
  }

  @Test
  void f_7_nor_one_who_can_by_the_time_at_which_it_is_given() {
    UUID grant = request();
    answers(owner, grant, Answer.AGREE);
    answers(analyst, grant, Answer.AGREE);
    Given.says(house, "s.oezdemir", "description", "dba");
    house.work();

    assertThat(look(grant).ending()).contains(Ending.NOT_ELIGIBLE);
    assertThat(target.asked).isEmpty();
  }

  @Test
  void who_asks_twice_at_one_moment_has_asked_once() {
    var session = house.signedIn(holder);
    List<CompletableFuture<Asked>> all = IntStream.range(0, 8)
        .mapToObj(
            it -> CompletableFuture.supplyAsync(
                () -> grants().ask(session, "orders-support", HOUR, "Orders hang.", VALUES),
                Thread::startVirtualThread))
        .toList();
    List<Asked> came = all.stream().map(CompletableFuture::join).toList();

    assertThat(came).filteredOn(Asked.Done.class::isInstance).hasSize(1);
    assertThat(came).filteredOn(new Asked.Refused(No.HAVE_IT)::equals).hasSize(7);
    grants().end(house.signedIn(holder), ((Asked.Done) came.stream().filter(Asked.Done.class::isInstance).findFirst()
        .orElseThrow()).grant());
    assertThat(asked()).as("and once it is over, anew").isInstanceOf(Asked.Done.class);
  }

  /** As if somebody else had asked for the same some minutes later. */
  private UUID copied(UUID grant, int number) {
    UUID id = UUID.randomUUID();
    UUID other = UUID.randomUUID();
    String request = house.database.text("select request from privilege_grant where id = '" + grant + "'").strip()
        .replace(grant.toString(), id.toString())
        .replaceFirst("holder: .*", "holder: " + other) + "\n";
    house.database.change(
        "insert into privilege_grant (id, entitlement, target, holder, request, request_digest, state, asked_at, answered_by,"
            + " tries, turn) select '" + id + "', entitlement, target, '" + other + "', '" + request + "', '"
            + Digest.of(request.getBytes(UTF_8)).hex() + "', state, asked_at, answered_by + interval '" + number
            + "' minute, 0, 0 from privilege_grant where id = '" + grant + "'");
    return id;
  }

  @Test
  void of_many_the_first_to_run_out_are_listed_and_what_one_has_answered_makes_room() {
    UUID first = request();
    List<UUID> others = IntStream.rangeClosed(1, 10).mapToObj(it -> copied(first, it)).toList();
    Approvals.Waits all = approvals().waiting(house.signedIn(owner));
    assertThat(all.first()).extracting(it -> it.grant().id())
        .containsExactlyElementsOf(Stream.concat(Stream.of(first), others.stream().limit(9)).toList());
    assertThat(all.more()).isTrue();

    answers(owner, first, Answer.REFUSE);
    Approvals.Waits rest = approvals().waiting(house.signedIn(owner));
    assertThat(rest.first()).extracting(it -> it.grant().id()).containsExactlyElementsOf(others);
    assertThat(rest.more()).isFalse();
  }

  @Test
  void pam_15_whoever_asked_may_have_to_go_before_it_is_given() {
    UUID grant = request();
    answers(owner, grant, Answer.AGREE);
    answers(analyst, grant, Answer.AGREE);
    Given.marked(house, NAME, "disabled");
    house.work();

    assertThat(target.asked).isEmpty();
    assertThat(trail(grant)).contains("GrantClosed");
  }

  @Test
  void a_request_is_told_again_twice_and_then_over() {
    UUID grant = request();
    house.work();
    int first = house.outbox.size();
    house.clock.pass(HOUR.plusSeconds(1));
    house.work();
    assertThat(house.outbox.stream().skip(first)).extracting(Post.Letter::kind).containsOnly(Post.Kind.GRANT_WAITS);
    house.clock.pass(HOUR);
    house.work();
    house.clock.pass(HOUR);
    house.work();

    assertThat(look(grant).ending()).contains(Ending.UNANSWERED);
    assertThat(trail(grant)).containsExactly("GrantAsked", "GrantEscalated", "GrantEscalated", "GrantClosed");
    assertThat(answers(owner, grant, Answer.AGREE)).isEqualTo(Outcome.GONE);
  }

  @Test
  void what_nobody_knows_is_tried_again_and_is_there_once() {
    target.mumbles = true;
    UUID grant = given();
    assertThat(look(grant).state()).isEqualTo(State.ISSUING);
    target.mumbles = false;
    house.clock.pass(Duration.ofSeconds(6));
    house.work();

    assertThat(look(grant).state()).isEqualTo(State.ACTIVE);
    assertThat(target.there).containsOnlyKeys(tag(grant));
  }

  @Test
  void pam_17_what_was_never_heard_of_again_is_taken_back_at_its_time() {
    target.mumbles = true;
    UUID grant = given();
    house.clock.pass(HOUR.plusSeconds(1));
    house.work();

    assertThat(look(grant).state()).isEqualTo(State.REVOKED);
    assertThat(target.there).isEmpty();
    assertThat(isReviewed(grant, Cause.GRANT)).as("it may have been there").isTrue();
  }

  @Test
  void pam_17_what_nobody_took_back_at_its_time_is_taken_back_by_the_one_who_compares() {
    UUID grant = given();
    house.database.change("delete from duty where kind = 'REVOKE_GRANT'");
    house.clock.pass(HOUR.plusSeconds(30));
    targets().reconcile();
    assertThat(look(grant).state()).as("the worker has a minute for it").isEqualTo(State.ACTIVE);
    house.clock.pass(Duration.ofSeconds(31));
    assertThat(targets().reconcile()).as("no difference").isZero();
    house.work();

    assertThat(look(grant).ending()).contains(Ending.EXPIRED);
    assertThat(look(grant).state()).isEqualTo(State.REVOKED);
    assertThat(target.there).isEmpty();
  }

  @Test
  void what_a_target_has_ended_by_itself_at_its_end_is_no_loss() {
    UUID grant = given();
    house.clock.pass(HOUR.minusMillis(500));
    target.there.clear();
    assertThat(targets().reconcile()).isZero();
    house.clock.pass(Duration.ofSeconds(1));
    house.work();
    assertThat(look(grant).ending()).contains(Ending.EXPIRED);
  }

  @Test
  void pam_25_a_target_that_would_keep_it_for_longer_does_not_keep_it() {
    target.longer = Duration.ofSeconds(1);
    UUID grant = given();

    assertThat(look(grant).state()).isEqualTo(State.REVOKED);
    assertThat(look(grant).ending()).contains(Ending.NOT_TAKEN);
    assertThat(target.there).isEmpty();
    assertThat(trail(grant)).doesNotContain("GrantIssued");
  }

  @Test
  void what_a_target_refuses_is_not_given() {
    target.refuses = true;
    UUID grant = given();
    assertThat(look(grant).ending()).contains(Ending.NOT_TAKEN);
    assertThat(look(grant).state()).isEqualTo(State.REVOKED);
  }

  @Test
  void a_strict_target_of_which_nothing_is_known_is_given_nothing() {
    target.strict = true;
    UUID grant = given();
    assertThat(look(grant).state()).isEqualTo(State.APPROVED);
    assertThat(target.there).isEmpty();

    targets().reconcile();
    house.clock.pass(Duration.ofMinutes(-40));
    house.work();
    assertThat(look(grant).state()).as("nor one that was heard in the future").isEqualTo(State.APPROVED);

    house.clock.pass(Duration.ofMinutes(40));
    targets().reconcile();
    house.clock.pass(Duration.ofSeconds(6));
    house.work();
    assertThat(look(grant).state()).isEqualTo(State.ACTIVE);
  }

  @Test
  void pam_18_what_the_target_does_not_let_go_of_is_stuck_until_it_is_gone() {
    UUID grant = given();
    target.holdsOn = true;
    assertThat(grants().end(house.signedIn(holder), grant)).isTrue();
    house.work();
    assertThat(look(grant).state()).isEqualTo(State.REVOKING);
    for (int i = 0; i < 4; i++) {
      house.clock.pass(Duration.ofMinutes(5));
      house.work();
    }

    assertThat(look(grant).state()).isEqualTo(State.REVOKE_STUCK);
    assertThat(isReviewed(grant, Cause.GRANT_STUCK)).isTrue();
    assertThat(house.outbox).extracting(Post.Letter::kind).contains(Post.Kind.GRANT_STUCK);
    assertThat(overview().stuck()).hasSize(1);
    house.clock.pass(Duration.ofDays(30));
    house.work();
    assertThat(look(grant).state()).as("no time makes it go away").isEqualTo(State.REVOKE_STUCK);

    target.holdsOn = false;
    house.clock.pass(Duration.ofMinutes(6));
    house.work();
    assertThat(look(grant).state()).isEqualTo(State.REVOKED);
    assertThat(look(grant).ending()).contains(Ending.GIVEN_BACK);
    assertThat(trail(grant).stream().filter("GrantStuck"::equals)).hasSize(1);
  }

  @Test
  void a_target_that_does_not_answer_closes_nothing() {
    UUID grant = given();
    target.answers = false;
    house.clock.pass(HOUR.plusSeconds(1));
    house.work();
    assertThat(look(grant).state()).isEqualTo(State.REVOKING);

    target.answers = true;
    house.clock.pass(Duration.ofMinutes(6));
    house.work();
    assertThat(look(grant).state()).isEqualTo(State.REVOKED);
  }

  @Test
  void pam_24_what_nobody_was_given_here_is_an_alert_and_is_said_once() {
    target.there.put("jit-by-hand", Instant.MAX);
    assertThat(targets().reconcile()).isOne();
    assertThat(targets().reconcile()).isZero();

    var difference = overview().differences().getFirst();
    assertThat(difference.kind()).isEqualTo(Kind.NOT_OURS);
    assertThat(difference.object()).isEqualTo("jit-by-hand");
    assertThat(Reviewer.signedIn(house, analyst).queue()).extracting(it -> it.item().cause())
        .contains(Cause.NOT_OURS);

    target.there.clear();
    targets().reconcile();
    assertThat(overview().differences()).isEmpty();
  }

  @Test
  void what_the_target_lost_is_over_and_what_came_back_is_taken_back_again() {
    UUID grant = given();
    house.clock.pass(Duration.ofMinutes(2));
    target.there.clear();
    assertThat(targets().reconcile()).isOne();
    assertThat(overview().differences()).extracting(Targets.Difference::kind).containsExactly(Kind.MISSING);
    assertThat(isReviewed(grant, Cause.NOT_OURS)).isTrue();
    house.work();
    assertThat(look(grant).ending()).contains(Ending.LOST);
    assertThat(look(grant).state()).isEqualTo(State.REVOKED);

    house.clock.pass(Duration.ofMinutes(2));
    target.there.put(tag(grant), Instant.MAX);
    assertThat(targets().reconcile()).isOne();
    house.work();
    assertThat(target.there).isEmpty();
    assertThat(look(grant).state()).isEqualTo(State.REVOKED);
    assertThat(isReviewed(grant, Cause.NOT_OURS)).isTrue();
  }

  @Test
  void pam_9_its_secret_is_shown_once_and_to_its_holder_alone() {
    UUID grant = given();
    assertThat(grants().key(house.signedIn(owner), grant)).isEmpty();
    target.answers = false;
    assertThat(grants().key(house.signedIn(holder), grant)).isEmpty();
    target.answers = true;
    assertThat(grants().key(house.signedIn(holder), grant)).isPresent();
    assertThat(grants().key(house.signedIn(holder), grant)).isEmpty();
    assertThat(look(grant).keyTaken()).isTrue();
  }

  @Test
  void a_request_says_all_that_policy_asks_and_nothing_is_asked_for_twice() {
    assertThat(grants().ask(house.signedIn(holder), "orders-support", HOUR, " ", Map.of("incident", "4711")))
        .isEqualTo(new Asked.Mend(List.of("because", "incident")));
    assertThat(grants().ask(house.signedIn(holder), "orders-admin", HOUR, "Why not.", Map.of()))
        .isEqualTo(new Asked.Refused(No.NOT_OFFERED));
    UUID grant = ((Asked.Done) grants().ask(house.signedIn(holder), "orders-support", Duration.ofDays(9),
        "Orders hang.", VALUES))
        .grant();
    assertThat(look(grant).lasts()).as("policy has bounded it").isEqualTo(HOUR);
    assertThat(asked()).isEqualTo(new Asked.Refused(No.HAVE_IT));

    assertThat(grants().end(house.signedIn(owner), grant)).as("not theirs").isFalse();
    assertThat(grants().end(house.signedIn(holder), grant)).isTrue();
    assertThat(look(grant).ending()).contains(Ending.WITHDRAWN);
    assertThat(asked()).isInstanceOf(Asked.Done.class);
  }

  @Test
  void pam_6_knowing_the_id_of_a_grant_opens_nothing() {
    UUID grant = given();
    assertThat(grants().look(house.signedIn(owner), grant)).isEmpty();
    assertThat(grants().end(house.signedIn(analyst), grant)).isFalse();
    assertThat(grants().key(house.signedIn(analyst), grant)).isEmpty();
    assertThat(look(grant).state()).isEqualTo(State.ACTIVE);
  }

  @Test
  void whoever_recovers_keeps_no_privilege_and_waits_for_none() {
    UUID grant = given();
    Journey.open(house, Purpose.BINDING, NAME).passkey(holder).set("Ebbe und Flut und Wind");
    house.work();
    assertThat(look(grant).ending()).contains(Ending.TAKEN_BACK);
    assertThat(look(grant).state()).isEqualTo(State.REVOKED);
    assertThat(target.there).isEmpty();

    UUID waits = request();
    Journey.open(house, Purpose.BINDING, NAME).passkey(holder).set("Ebbe und Flut und Sand");
    assertThat(look(waits).state()).isEqualTo(State.CLOSED);
  }

  @Test
  void one_who_says_that_it_was_not_them_keeps_none() {
    UUID grant = given();
    String link = house.newest(Post.Kind.GRANT_READY, Given.value(house, NAME, "mail"), "link");
    house.part(Repudiation.class).report(link.substring(link.lastIndexOf('/') + 1), TestHouse.arrival());
    house.work();
    assertThat(trail(grant)).contains("Repudiated", "GrantRevoked");
    assertThat(target.there).isEmpty();
  }

  @Test
  void f_7_two_accounts_of_one_person_have_one_say() {
    UUID grant = request();
    answers(owner, grant, Answer.AGREE);
    Given.says(house, "r.engel", "mail", Given.value(house, "r.engel", "mail"),
        Given.value(house, "s.oezdemir", "mail"));
    assertThat(barred(analyst, grant)).isEqualTo(Approvals.No.OTHER_PART);

    Given.says(house, "r.engel", "mail", "ruth.engel@nordhafen.example");
    answers(analyst, grant, Answer.AGREE);
    Given.says(house, "r.engel", "mail", "ruth.engel@nordhafen.example", Given.value(house, "s.oezdemir", "mail"));
    house.work();
    assertThat(look(grant).ending()).contains(Ending.NOT_ELIGIBLE);
    assertThat(target.asked).isEmpty();
  }

  /** That the holder agrees for the owner as well. */
  private static final String OTHER_WAY = "insert into agreed_pair (id, low, high, approver, holder, last_at, in_force)"
      + " select a.grant_id, low, high, p.holder, p.approver, last_at, true from agreed_pair p, grant_approval a"
      + " where a.pair_id = p.id and a.group_name = 'owners'";

  @Test
  void f_7_the_database_takes_no_two_who_agree_for_each_other() {
    UUID grant = request();
    answers(owner, grant, Answer.AGREE);

    refused(OTHER_WAY, "agreed_pair_one_way");
    refused(
        "update agreed_pair set in_force = null, closed_at = last_at + interval '719' hour", "agreed_pair_remembered");
    refused("update agreed_pair set holder = approver, approver = holder", "grant_approval_one_way");
  }

  @Test
  void f_7_two_who_agree_for_each_other_at_the_same_moment_are_two_of_whom_one_is_late() throws InterruptedException {
    UUID grant = request();
    UUID back = ((Asked.Done) grants().ask(house.signedIn(owner), "orders-support", HOUR, "Mine.", VALUES)).grant();
    Given.marked(house, NAME, "security");
    house.part(Memberships.class).look();
    house.database.change(ALWAYS);
    var together = new CyclicBarrier(2);
    Holder one = house.signedIn(owner);
    Holder other = house.signedIn(holder);
    List<CompletableFuture<Outcome>> both = Stream
        .<Supplier<Outcome>>of(
            () -> answers(one, owner, grant, Answer.AGREE), () -> answers(other, holder, back, Answer.AGREE))
        .map(it -> CompletableFuture.supplyAsync(() -> {
          await(together);
          return it.get();
        }, Thread::startVirtualThread))
        .toList();

    assertThat(both).extracting(CompletableFuture::join).containsExactlyInAnyOrder(Outcome.AGREED, Outcome.GONE);
    assertThat(house.database.count("select count(*) from grant_approval")).isOne();
  }

  private static void await(CyclicBarrier together) {
    try {
      together.await();
    } catch (InterruptedException | BrokenBarrierException broken) {
      throw new IllegalStateException(broken);
    }
  }

  @Test
  void f_7_two_who_agreed_for_each_other_get_nothing_even_where_the_database_took_it() {
    UUID grant = request();
    answers(owner, grant, Answer.AGREE);
    answers(analyst, grant, Answer.AGREE);
    house.database.change("alter table agreed_pair drop constraint agreed_pair_one_way");
    house.database.change(OTHER_WAY);
    house.work();
    assertThat(look(grant).ending()).contains(Ending.NOT_ELIGIBLE);
  }

  @Test
  void the_word_of_somebody_who_recovers_is_worth_nothing_before_it_is_given() {
    UUID grant = request();
    answers(owner, grant, Answer.AGREE);
    Journey.open(house, Purpose.BINDING, "s.oezdemir").passkey(owner).set("Ebbe und Flut und Wind");
    house.work();
    assertThat(look(grant).ending()).contains(Ending.NOT_ELIGIBLE);
  }

  @Test
  void what_was_made_longer_or_given_to_others_too_is_taken_back() {
    UUID grant = given();
    targets().reconcile();
    assertThat(overview().differences()).isEmpty();
    target.shared = true;
    assertThat(targets().reconcile()).isOne();
    house.work();
    assertThat(look(grant).ending()).contains(Ending.TAKEN_BACK);

    target.shared = false;
    UUID other = given();
    target.there.put(tag(other), Instant.MAX);
    assertThat(targets().reconcile()).isOne();
    assertThat(isReviewed(other, Cause.NOT_OURS)).isTrue();
  }

  @Test
  void a_long_name_on_one_target_is_cut_and_keeps_nobody_from_looking() {
    String name = "jit-" + "x".repeat(400);
    target.there.put(name, Instant.MAX);
    target.there.put(name + "y", Instant.MAX);
    assertThat(targets().reconcile()).isEqualTo(2);
    assertThat(targets().reconcile()).isZero();
    assertThat(overview().targets()).allMatch(Targets.Target::answers);
  }

  @Test
  void whoever_agreed_does_not_review_it_and_a_verdict_of_abuse_takes_it_back() {
    Reviewer other = Reviewer.signedIn(house, enrolledBefore("t.abebe"));
    UUID grant = given();
    UUID item = other.item(Cause.GRANT, NAME);
    assertThat(Reviewer.signedIn(house, analyst).look(item)).isInstanceOf(Workspace.Sight.Barred.class);
    assertThat(other.file(item).entries()).extracting(Trail.Entry::type).contains("GrantAsked", "GrantIssued");

    assertThat(other.judge(item, Judgement.ABUSE)).isInstanceOf(Workspace.Judged.Done.class);
    house.work();
    assertThat(target.there).isEmpty();
    assertThat(trail(grant)).contains("GrantRevoked");
  }

  @Test
  void a_passkey_that_was_added_an_hour_ago_opens_no_privilege_and_the_older_one_does() {
    var added = new SoftPasskey(77);
    Holder now = house.signedIn(holder);
    String answer = added.create(house.enrollment().askPasskey(now).orElseThrow());
    assertThat(house.enrollment().addPasskey(now, answer, "Another", TestHouse.arrival())).isEqualTo(Change.DONE);
    house.clock.pass(HOUR);
    assertThat(house.signedIn(added).provisionalUntil()).as("only new").isEmpty();

    assertThat(grants().ask(house.signedIn(added), "orders-support", HOUR, "Now.", VALUES))
        .isEqualTo(new Asked.Refused(No.PASSKEY_TOO_NEW));
    assertThat(grants().ask(house.signedIn(holder), "orders-support", HOUR, "Now.", VALUES))
        .isNotInstanceOf(Asked.Refused.class);
  }

  @Test
  void nobody_agrees_with_a_passkey_that_was_added_an_hour_ago_and_they_do_with_the_older_one() {
    UUID grant = request();
    SoftPasskey added = Given.added(house, house.signedIn(owner));
    house.clock.pass(HOUR);

    assertThat(barred(added, grant)).isEqualTo(Approvals.No.PASSKEY_TOO_NEW);
    assertThat(answers(added, grant, Answer.AGREE)).isEqualTo(Outcome.GONE);
    assertThat(answers(house.signedIn(owner), added, grant, Answer.AGREE)).as("also in a session of the older one")
        .isEqualTo(Outcome.NOT_SIGNED);
    assertThat(look(grant).wanted()).containsExactlyInAnyOrder("owners", "security");

    assertThat(answers(owner, grant, Answer.AGREE)).isEqualTo(Outcome.AGREED);
    assertThat(look(grant).wanted()).containsExactly("security");
  }

  @Test
  void a_new_passkey_opens_no_privilege() {
    SoftPasskey fresh = Journey.enrol(house, "e.santos", "Nordhafen-2026-e.santos", "elena.santos@correo.example");
    assertThat(grants().ask(house.signedIn(fresh), "orders-support", HOUR, "Now.", VALUES))
        .isEqualTo(new Asked.Refused(No.PASSKEY_TOO_NEW));
  }

  @Test
  void only_the_security_team_sees_the_targets() {
    assertThatThrownBy(() -> targets().overview(house.signedIn(holder), Wanted.ALL))
        .isInstanceOf(IllegalArgumentException.class);
    UUID grant = given();
    assertThat(targets().takeBack(house.signedIn(analyst), grant)).isTrue();
    house.work();
    assertThat(look(grant).ending()).contains(Ending.TAKEN_BACK);
    assertThat(Optional.of(target.there)).contains(Map.of());
  }

  private Targets.Overview overview() {
    return targets().overview(house.signedIn(analyst), Wanted.ALL);
  }

  /** Two of each end, so that places are told apart by more than their time. */
  private void copies(UUID grant, int many) {
    for (int i = 0; i < many; i++) {
      house.database.change(
          "insert into privilege_grant (id, entitlement, target, holder, request, request_digest, state, asked_at, answered_by,"
              + " issued_at, given_at, ends_at, tries, turn) select '" + new UUID(i, i)
              + "', entitlement, target, holder,"
              + " request, request_digest, state, asked_at, answered_by, issued_at, given_at, ends_at + interval '"
              + i / 2
              + "' minute, 0, 0 from privilege_grant where id = '" + grant + "'");
    }
  }

  @Test
  void what_is_in_force_is_shown_page_by_page_the_first_to_end_first_and_found_by_its_number_and_its_holder() {
    UUID grant = given();
    copies(grant, 60);
    var seen = new ArrayList<Targets.Live>();
    Optional<Place> after = Optional.empty();
    do {
      Targets.Overview page = targets().overview(
          house.signedIn(analyst), new Wanted(Optional.of("orders"), Optional.empty(), Optional.empty(), after));
      seen.addAll(page.live());
      assertThat(page.targets().getFirst().grants()).isEqualTo(61);
      after = page.more().contains(Targets.Part.LIVE)
          ? Optional.of(new Place(page.live().getLast().endsAt().orElseThrow(), page.live().getLast().id()))
          : Optional.empty();
    } while (after.isPresent());
    assertThat(seen).hasSize(61).extracting(Targets.Live::id).doesNotHaveDuplicates();
    assertThat(seen).extracting(it -> it.endsAt().orElseThrow()).isSorted();
    assertThat(overview().live()).hasSize(Targets.A_PAGE).isEqualTo(seen.subList(0, Targets.A_PAGE));

    assertThat(found(Wanted.numbered(new CaseId(grant).number()))).extracting(Targets.Live::id).containsExactly(grant);
    assertThat(found(Wanted.numbered("RG-0000-0000"))).extracting(Targets.Live::id).containsExactly(new UUID(0, 0));
    assertThat(found(Wanted.numbered("RG-ZZZZ-ZZZZ"))).isEmpty();
    assertThat(found(Wanted.of(house.person(NAME)))).hasSize(Targets.A_PAGE);
    assertThat(found(Wanted.of(house.person("t.abebe")))).isEmpty();
  }

  private List<Targets.Live> found(Wanted wanted) {
    return targets().overview(house.signedIn(analyst), wanted).live();
  }

  @Test
  void of_what_is_stuck_the_oldest_are_shown_and_one_is_found_by_its_number() {
    UUID grant = given();
    copies(grant, 30);
    house.database
        .change("update privilege_grant set state = 'REVOKE_STUCK', ending = 'EXPIRED' where state = 'ACTIVE'");
    assertThat(overview().stuck()).hasSize(Targets.A_PAGE);
    assertThat(overview().more()).containsExactly(Targets.Part.STUCK);
    assertThat(overview().live()).isEmpty();
    assertThat(found(Wanted.numbered(new CaseId(new UUID(29, 29)).number()))).extracting(Targets.Live::state)
        .containsExactly(State.REVOKE_STUCK);
  }

  private UUID locked() {
    return locks().all(house.signedIn(analyst)).getFirst().id();
  }

  @Test
  void whoever_is_locked_loses_what_they_have_and_gets_nothing_until_it_is_lifted() {
    UUID grant = given();
    assertThat(locks().lockHolder(house.signedIn(analyst), grant)).isTrue();
    assertThat(locks().lockHolder(house.signedIn(analyst), grant)).as("once is enough").isFalse();
    house.work();

    assertThat(target.there).isEmpty();
    assertThat(grants().look(house.signedIn(holder), grant).orElseThrow().ending()).contains(Ending.LOCKED);
    assertThat(locks().isLocked(house.person(NAME))).isTrue();
    assertThat(asked()).isEqualTo(new Asked.Refused(No.LOCKED));

    UUID lock = locked();
    Holder now = house.signedIn(analyst);
    var stale = new Holder(
        now.person(), now.session(), now.account(), false, now.provisionalUntil(), now.quarantinedUntil(),
        now.passkey());
    assertThat(locks().lift(stale, lock)).as("a proof of long ago lifts nothing").isFalse();
    assertThat(locks().lift(house.signedIn(analyst), lock)).isTrue();
    assertThat(locks().lift(house.signedIn(analyst), lock)).isFalse();
    assertThat(asked()).isInstanceOf(Asked.Done.class);
    assertThat(trail(lock)).containsExactly("LockSet", "LockLifted");
  }

  @Test
  void nobody_who_is_locked_has_a_say_and_what_they_had_agreed_to_is_not_given() {
    UUID before = request();
    assertThat(answers(owner, before, Answer.AGREE)).isEqualTo(Outcome.AGREED);
    UUID own = ownersGrant();
    locks().lockHolder(house.signedIn(analyst), own);
    house.work();

    assertThat(grants().look(house.signedIn(holder), before).orElseThrow().state().isOver()).isTrue();
    UUID after = request();
    assertThat(barred(owner, after)).isEqualTo(Approvals.No.LOCKED);
    assertThat(answers(owner, after, Answer.AGREE)).isEqualTo(Outcome.GONE);
  }

  /** Something that whoever agrees has asked for, so that the security team sees them. */
  private UUID ownersGrant() {
    return ((Asked.Done) grants().ask(house.signedIn(owner), "orders-support", HOUR, "Orders hang.", VALUES)).grant();
  }

  @Test
  void a_target_that_is_locked_gives_back_what_it_has_and_takes_nothing() {
    UUID grant = given();
    UUID waiting = ownersGrant();
    assertThat(locks().lockTarget(house.signedIn(analyst), "nowhere")).isFalse();
    assertThat(locks().lockTarget(house.signedIn(analyst), "orders")).isTrue();
    house.work();

    assertThat(target.there).isEmpty();
    assertThat(List.of(grant)).allMatch(it -> grants().look(house.signedIn(holder), it).orElseThrow().state().isOver());
    assertThat(grants().look(house.signedIn(owner), waiting).orElseThrow().ending()).contains(Ending.LOCKED);
    assertThat(asked()).isEqualTo(new Asked.Refused(No.LOCKED));
    locks().lift(house.signedIn(analyst), locked());
    assertThat(asked()).isInstanceOf(Asked.Done.class);
  }

  @Test
  void what_is_locked_for_one_person_is_taken_from_them_and_given_to_others() {
    UUID grant = given();
    UUID others = ownersGrant();
    assertThat(locks().lockGrant(house.signedIn(analyst), grant)).isTrue();
    assertThat(locks().lockGrant(house.signedIn(analyst), grant)).as("once is enough").isFalse();
    house.work();

    assertThat(target.there).isEmpty();
    assertThat(look(grant).ending()).contains(Ending.LOCKED);
    assertThat(asked()).isEqualTo(new Asked.Refused(No.LOCKED));
    assertThat(locks().isLocked(house.person(NAME))).as("nothing else of theirs").isFalse();
    assertThat(answers(analyst, others, Answer.AGREE)).as("nor of anybody else").isEqualTo(Outcome.AGREED);

    assertThat(locks().all(house.signedIn(analyst))).extracting(Locks.Lock::object)
        .containsExactly("Bo Stein: orders-support");
    locks().lift(house.signedIn(analyst), locked());
    assertThat(asked()).isInstanceOf(Asked.Done.class);
  }

  @Test
  void what_waits_is_not_given_when_it_was_locked_for_whoever_asked() {
    UUID grant = request();
    answers(owner, grant, Answer.AGREE);
    house.database.change(
        "insert into privilege_lock (id, kind, object_name, set_by, set_at, lifted_at) values ('11111111-2222-4333-8444-555555555555', 'GRANT', '"
            + house.person(NAME)
            + ":orders-support', '11111111-2222-4333-8444-555555555555', current_timestamp, null)");
    assertThat(barred(analyst, grant)).isEqualTo(Approvals.No.LOCKED);
    assertThat(answers(analyst, grant, Answer.AGREE)).isEqualTo(Outcome.GONE);
  }

  @Test
  void nobody_lifts_what_is_locked_for_themselves() {
    house.database.change(
        "insert into privilege_lock (id, kind, object_name, set_by, set_at, lifted_at) values ('11111111-2222-4333-8444-555555555555', 'GRANT', '"
            + house.person("r.engel")
            + ":orders-support', '11111111-2222-4333-8444-555555555555', current_timestamp, null)");
    assertThat(locks().lift(house.signedIn(analyst), locked())).isFalse();
  }

  @Test
  void somebody_who_has_nothing_now_can_be_locked() {
    assertThat(locks().lockPerson(house.signedIn(analyst), house.person(NAME))).isTrue();
    assertThat(locks().lockPerson(house.signedIn(analyst), house.person(NAME))).isFalse();
    assertThat(locks().lockPerson(house.signedIn(analyst), house.person("r.engel"))).as("nobody themselves").isFalse();
    assertThat(asked()).isEqualTo(new Asked.Refused(No.LOCKED));
  }

  @Test
  void what_all_agreed_to_is_not_given_when_it_was_locked_meanwhile() {
    UUID grant = request();
    answers(owner, grant, Answer.AGREE);
    answers(analyst, grant, Answer.AGREE);
    house.database.change(
        "insert into privilege_lock (id, kind, object_name, set_by, set_at, lifted_at) values ('11111111-2222-4333-8444-555555555555', 'TARGET', 'orders',"
            + " '11111111-2222-4333-8444-555555555555', current_timestamp, null)");
    house.work();

    assertThat(target.asked).doesNotContain("issue");
    assertThat(grants().look(house.signedIn(holder), grant).orElseThrow().ending()).contains(Ending.LOCKED);
  }

  private UUID passkey(String name) {
    return locks().factors(house.signedIn(analyst), house.person(name)).getFirst().id();
  }

  @Test
  void a_locked_passkey_opens_and_signs_nothing_and_what_was_done_by_it_is_undone() {
    UUID grant = given();
    Secret session = house.session(holder);
    UUID key = passkey(NAME);

    assertThat(locks().lockFactor(house.signedIn(analyst), house.person(NAME), key)).isTrue();
    assertThat(locks().lockFactor(house.signedIn(analyst), house.person(NAME), key)).isFalse();
    house.work();
    assertThat(target.there).isEmpty();
    assertThat(house.enrollment().holder(session)).as("no page").isEmpty();
    assertThatThrownBy(() -> house.session(holder)).as("no new session").isInstanceOf(NoSuchElementException.class);
    assertThat(locks().factors(house.signedIn(analyst), house.person(NAME))).isEmpty();

    assertThat(locks().lift(house.signedIn(analyst), locked())).isTrue();
    assertThat(house.enrollment().holder(session)).as("what was over stays over").isEmpty();
    assertThat(look(grant).ending()).contains(Ending.LOCKED);
    assertThat(asked()).isInstanceOf(Asked.Done.class);
  }

  @Test
  void nobody_locks_a_passkey_of_their_own_or_one_under_the_name_of_another() {
    assertThat(locks().lockFactor(house.signedIn(analyst), house.person("r.engel"), passkey("r.engel"))).isFalse();
    assertThat(locks().lockFactor(house.signedIn(analyst), house.person(NAME), passkey("s.oezdemir"))).isFalse();
    assertThat(house.signedIn(owner).person()).isEqualTo(house.person("s.oezdemir"));
  }

  /** As if it had been locked by somebody at the very moment. */
  private void lockAtThatMoment(String name, UUID passkey) {
    house.database.change(
        "insert into privilege_lock (id, kind, object_name, set_by, set_at, lifted_at) values ('11111111-2222-4333-8444-555555555555', 'FACTOR', '"
            + house.person(name) + ":" + passkey
            + "', '11111111-2222-4333-8444-555555555555', current_timestamp, null)");
  }

  @Test
  void what_was_asked_for_or_agreed_to_with_a_passkey_that_was_locked_meanwhile_is_not_given() {
    for (String name : List.of(NAME, "s.oezdemir")) {
      UUID grant = request();
      UUID key = passkey(name);
      answers(owner, grant, Answer.AGREE);
      answers(analyst, grant, Answer.AGREE);
      lockAtThatMoment(name, key);
      house.work();

      assertThat(target.asked).doesNotContain("issue");
      assertThat(look(grant).ending()).contains(Ending.LOCKED);
      house.database.change("delete from privilege_lock");
    }
  }

  @Test
  void nobody_answers_what_was_asked_for_with_a_passkey_that_is_locked() {
    UUID grant = request();
    lockAtThatMoment(NAME, passkey(NAME));
    assertThat(barred(owner, grant)).isEqualTo(Approvals.No.LOCKED);
    assertThat(asked()).isEqualTo(new Asked.Refused(No.LOCKED));
  }

  @Test
  void only_the_security_team_locks_and_nobody_themselves() {
    UUID grant = given();
    for (SoftPasskey each : List.of(holder, owner)) {
      assertThatThrownBy(() -> locks().lockHolder(house.signedIn(each), grant))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> locks().lockTarget(house.signedIn(each), "orders"))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> locks().lockGrant(house.signedIn(each), grant))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> locks().lockPerson(house.signedIn(each), house.person("r.engel")))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> locks().factors(house.signedIn(each), house.person("r.engel")))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> locks().lockFactor(house.signedIn(each), house.person("r.engel"), grant))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> locks().lift(house.signedIn(each), grant))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  /** Where only this is offered, as if the file had been changed and the server started again. */
  private void policyIsNow(Entitlement... offered) {
    house = house.with(new PrivilegePolicy(List.of(offered)));
  }

  private static Entitlement support(String is, List<String> approvedBy, Duration longest) {
    Entitlement before = support(approvedBy);
    return new Entitlement(
        before.name(), before.target(), is, before.says(), before.askedBy(), approvedBy, longest,
        before.answeredWithin(), before.reviewed(), before.prompts());
  }

  @Test
  void what_policy_has_narrowed_after_all_agreed_is_not_given() {
    List<String> both = List.of("owners", "security");
    for (List<Entitlement> narrower : List.of(
        List.of(support("jit_orders", both, HOUR.dividedBy(2))),
        List.of(support("jit_readers", both, HOUR)),
        List.of(support("jit_orders", List.of("owners", "security", "dba"), HOUR)),
        List.<Entitlement>of())) {
      UUID grant = request();
      assertThat(answers(owner, grant, Answer.AGREE)).isEqualTo(Outcome.AGREED);
      assertThat(answers(analyst, grant, Answer.AGREE)).isEqualTo(Outcome.GIVEN);
      policyIsNow(narrower.toArray(Entitlement[]::new));
      house.work();

      assertThat(look(grant).state()).as("%s", narrower).isEqualTo(State.CLOSED);
      assertThat(look(grant).ending()).as("%s", narrower).contains(Ending.POLICY_CHANGED);
      assertThat(target.asked).as("%s", narrower).isEmpty();
      policyIsNow(support(both));
    }
    assertThat(look(given()).state()).as("policy that says what it said gives it").isEqualTo(State.ACTIVE);
  }

  /** To whom letters went since this was asked last. */
  private Set<String> told() {
    house.work();
    Set<String> told = house.outbox.stream().map(Post.Letter::to).collect(Collectors.toUnmodifiableSet());
    house.outbox.clear();
    return told;
  }

  @Test
  void with_the_second_reminder_the_security_team_is_told_too() {
    policyIsNow(support(List.of("owners")));
    // She is in security, and the only one of those here who is not among the owners as well.
    String analysts = Given.value(house, "t.abebe", "mail");
    request();
    Set<String> owners = told();
    assertThat(owners).contains(Given.value(house, "s.oezdemir", "mail"), Given.value(house, "a.petersen", "mail"))
        .doesNotContain(analysts, Given.value(house, NAME, "mail"));
    house.clock.pass(HOUR.plusSeconds(1));
    assertThat(told()).as("once more").isEqualTo(owners);
    house.clock.pass(HOUR);
    assertThat(told()).as("and a second time").containsAll(owners).contains(analysts)
        .doesNotContain(Given.value(house, NAME, "mail"));
  }

  @Test
  void how_often_it_was_used_by_the_targets_own_record_is_on_the_trail_for_whoever_reviews_it() {
    Reviewer other = Reviewer.signedIn(house, enrolledBefore("t.abebe"));
    target.used = Fact.known(3);
    UUID grant = given();
    UUID item = other.item(Cause.GRANT, NAME);
    assertThat(other.file(item).entries()).extracting(Trail.Entry::type).doesNotContain("GrantUsed");
    assertThat(grants().end(house.signedIn(holder), grant)).isTrue();
    house.work();

    assertThat(other.file(item).entries()).filteredOn(it -> it.type().equals("GrantUsed")).singleElement()
        .satisfies(it -> assertThat(it.fields()).containsEntry("times", "3").containsEntry("target", "orders"));
  }

  @Test
  void of_a_target_that_does_not_say_it_no_number_is_on_the_trail() {
    UUID grant = given();
    grants().end(house.signedIn(holder), grant);
    house.work();
    assertThat(trail(grant)).contains("GrantRevoked").doesNotContain("GrantUsed");
  }

  @Requirement({"R-53-AC-2(2)", "R-PCI-8.2.7"})
  @Test
  void f_4_it_ends_at_its_time_with_nobody_signed_in_and_after_a_start() {
    UUID grant = given();
    house.database.change("delete from account_session");
    house = house.killed();
    house.work();
    assertThat(target.there).as("and not before").containsOnlyKeys(tag(grant));

    house.clock.pass(HOUR.plusSeconds(1));
    house.work();
    assertThat(target.there).isEmpty();
    assertThat(trail(grant)).contains("GrantRevoked");
  }

  @Test
  void pam_3_nothing_that_anybody_typed_is_in_the_name_of_what_is_given() {
    assertThat(Given.says(house, NAME, "displayName", "*,root+admin/.. {{name}}")).isTrue();
    UUID grant = ((Asked.Done) grants().ask(
        house.signedIn(holder), "orders-support", HOUR, "*,root+admin/.. {{name}}", VALUES)).grant();
    answers(owner, grant, Answer.AGREE);
    answers(analyst, grant, Answer.AGREE);
    house.work();
    assertThat(look(grant).because()).as("it was said").contains("{{name}}");
    assertThat(target.there.keySet()).singleElement().asString().isEqualTo(tag(grant)).matches("jit-[0-9a-f]{32}");
  }

  @Test
  void pam_7_a_key_that_is_had_again_is_for_what_was_agreed_to_and_no_longer() {
    target.keyed = Grant.Key.CERTIFICATE;
    UUID grant = given();
    Instant end = look(grant).endsAt().orElseThrow();
    assertThat(grants().key(house.signedIn(holder), grant)).isPresent();
    house.clock.pass(Duration.ofMinutes(30));
    assertThat(grants().ask(house.signedIn(holder), "orders-support", HOUR, "More.", Map.of("incident", "INC-4712")))
        .as("nothing is made longer, nor another's by asking again").isEqualTo(new Asked.Refused(No.HAVE_IT));
    assertThat(grants().key(house.signedIn(holder), grant)).isPresent();
    assertThat(target.keysWanted).hasSize(2).containsOnly(
        new FakeGrantTarget.KeyWanted(new GrantTag(grant), end, VALUES));
    house.clock.pass(Duration.ofMinutes(30));
    assertThat(grants().key(house.signedIn(holder), grant)).as("its time is over").isEmpty();
  }

  @Test
  void pam_8_a_name_that_is_written_another_way_is_another_name() {
    for (String name : List.of("Orders-Support", "ORDERS-SUPPORT", " orders-support", "orders-support ",
        "orders-support\n", "orders\u2010support", "orders-\u017fupport")) {
      assertThat(grants().ask(house.signedIn(holder), name, HOUR, "Orders hang.", VALUES)).as(name)
          .isEqualTo(new Asked.Refused(No.NOT_OFFERED));
    }
    for (String name : List.of("Orders", "orders ", " orders", "order\u017f")) {
      assertThat(locks().lockTarget(house.signedIn(analyst), name)).as(name).isFalse();
    }
    assertThat(locks().lockTarget(house.signedIn(analyst), "orders")).isTrue();
    assertThat(asked()).isEqualTo(new Asked.Refused(No.LOCKED));
  }

  @Test
  void pam_10_nobody_but_the_security_team_looks_anybody_up() {
    for (SoftPasskey each : List.of(holder, owner)) {
      for (PersonId whom : List.of(house.person(NAME), house.person("t.abebe"), new PersonId(new UUID(1, 1)))) {
        assertThatThrownBy(() -> targets().overview(house.signedIn(each), Wanted.of(whom)))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessage("only the security team sees the targets");
      }
    }
  }

  @Test
  void pam_25_a_clock_that_was_set_back_makes_nothing_longer_on_the_target() {
    UUID grant = given();
    Instant end = target.there.get(tag(grant));
    house.clock.pass(Duration.ofMinutes(-40));
    targets().reconcile();
    house.work();
    assertThat(target.there).containsExactly(Map.entry(tag(grant), Optional.ofNullable(end).orElseThrow()));
    grants().key(house.signedIn(holder), grant);
    assertThat(target.keysWanted).extracting(FakeGrantTarget.KeyWanted::until).containsExactly(end);

    target.there.put("jit-by-hand", Instant.MAX);
    assertThat(targets().reconcile()).as("it is looked at all the same").isOne();
    target.there.remove("jit-by-hand");

    // The target has a clock of its own, and ends it.
    target.there.clear();
    target.sessions.clear();
    house.clock.pass(Duration.ofMinutes(42));
    targets().reconcile();
    house.work();
    assertThat(look(grant).state()).isEqualTo(State.REVOKED);
    assertThat(target.asked.stream().filter("issue"::equals)).as("nothing is put there again").hasSize(1);
  }

  @Test
  void what_comes_back_after_somebody_has_judged_its_loss_is_an_alert_again() {
    UUID grant = given();
    house.clock.pass(Duration.ofMinutes(2));
    target.there.clear();
    targets().reconcile();
    house.work();
    Reviewer reviewer = Reviewer.enrolled(house, "v.hartmann");
    reviewer.judge(reviewer.item(Cause.NOT_OURS, NAME), Judgement.LEGITIMATE);

    house.clock.pass(Duration.ofMinutes(2));
    target.there.put(tag(grant), Instant.MAX);
    targets().reconcile();
    assertThat(house.database.count("select count(*) from review_item where cause = 'NOT_OURS' and closed_at is null"))
        .isOne();
  }

  @Test
  void whoever_reviews_sees_who_asked_why_and_who_agreed() {
    UUID grant = given();
    Grants.Reviewed seen = grants().reviewed(new CaseId(grant)).orElseThrow();
    assertThat(seen.grant().because()).isEqualTo("Orders hang.");
    assertThat(seen.grant().values()).isEqualTo(VALUES);
    assertThat(seen.names()).containsEntry(house.person(NAME), "Bo Stein");
    assertThat(seen.grant().agreed()).extracting(it -> seen.names().get(it.by())).hasSize(2).doesNotContainNull();
    assertThat(grants().reviewed(new CaseId(UUID.randomUUID()))).isEmpty();
  }
}
