package regain.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import regain.assurance.Requirement;
import regain.enrollment.Contacts.Contact;
import regain.enrollment.Drills;
import regain.enrollment.Enrollment.Change;
import regain.enrollment.port.Directory;
import regain.enrollment.port.Post;
import regain.policy.Method;
import regain.policy.Purpose;
import regain.recovery.Readiness;
import regain.recovery.Repudiation;

/** Swapping an address takes three days, in sight of whoever reads the old one. */
class ContactWaitsTest {
  private static final String NAME = "b.hansen";
  private static final String OLD = "birte.hansen@posteo.example";
  private static final String NEW = "attacker@elsewhere.example";
  private static final String WORK = "b.hansen@nordhafen.example";

  private TestHouse house;
  private SoftPasskey passkey;

  @BeforeEach
  void build() {
    house = new TestHouse();
    passkey = Journey.enrol(house, NAME, "Nordhafen-2026-b.hansen", OLD);
    house.clock.pass(Duration.ofHours(73));
    house.work();
    house.outbox.clear();
  }

  @AfterEach
  void close() {
    house.close();
  }

  private SignedIn signedIn() {
    return SignedIn.with(house, passkey);
  }

  private SignedIn added(String address) {
    SignedIn somebody = signedIn();
    assertThat(house.enrollment().addContact(somebody.holder(), address)).isEqualTo(Change.DONE);
    house.work();
    String code = house.newest(Post.Kind.CODE, address, "code");
    assertThat(house.enrollment().confirmContact(somebody.holder(), code, TestHouse.arrival())).isEqualTo(Change.DONE);
    house.work();
    return somebody;
  }

  private List<Contact> contacts() {
    return house.enrollment().overview(signedIn().holder()).contacts();
  }

  private Change remove(String address) {
    Contact gone = contacts().stream().filter(it -> it.address().equals(address)).findFirst().orElseThrow();
    Change change = house.enrollment().removeContact(signedIn().holder(), gone.id(), TestHouse.arrival());
    house.work();
    return change;
  }

  private List<String> toldOf(Post.Kind kind) {
    return house.outbox.stream().filter(it -> it.kind() == kind).map(Post.Letter::to).toList();
  }

  private Repudiation.Report object(Post.Kind kind, String reader) {
    String link = house.newest(kind, reader, "link");
    return house.part(Repudiation.class)
        .report(link.substring(link.lastIndexOf('/') + 1), TestHouse.arrival())
        .orElseThrow();
  }

  private List<String> channels(String saved) {
    return Journey.open(house, Purpose.RECOVERY, NAME).saved(saved).view.contacts();
  }

  @Test
  @Requirement({"R-63B-4.2.1.2-c", "R-CS-AU-2", "R-CS-MFA-1"})
  void c_6_an_address_that_was_added_lately_is_no_channel_for_three_days() {
    List<String> codes = signedIn().codes();
    added(NEW);
    assertThat(channels(codes.get(0))).containsExactly("bi•••@po•••.example");

    house.clock.pass(Duration.ofHours(71));
    assertThat(channels(codes.get(1))).containsExactly("bi•••@po•••.example");

    house.clock.pass(Duration.ofHours(1).plusSeconds(1));
    assertThat(channels(codes.get(2))).containsExactly("bi•••@po•••.example", "at•••@el•••.example");
  }

  @Test
  @Requirement("R-CS-AU-2")
  void every_older_address_is_told_at_once_and_until_when_it_waits() {
    Instant before = house.clock.instant();
    added(NEW);

    assertThat(toldOf(Post.Kind.CONTACT_ADDED)).containsExactlyInAnyOrder(OLD, WORK);
    Instant until = Instant.parse(house.newest(Post.Kind.CONTACT_ADDED, OLD, "until"));
    assertThat(Duration.between(before, until)).isBetween(Duration.ofHours(72), Duration.ofHours(73));
  }

  @Test
  @Requirement("R-63B-4.6-a")
  void while_it_waits_it_gets_notices_like_every_other() {
    added(NEW);
    Journey.open(house, Purpose.BINDING, NAME);
    house.work();

    assertThat(toldOf(Post.Kind.CASE_OPENED)).containsExactlyInAnyOrder(OLD, WORK, NEW);
  }

  @Test
  void whoever_reads_the_old_address_ends_the_new_one_by_the_link_and_somebody_looks_at_it() {
    SignedIn somebody = added(NEW);
    String link = house.newest(Post.Kind.CONTACT_ADDED, OLD, "link");
    var seen = house.part(Repudiation.class).look(link.substring(link.lastIndexOf('/') + 1)).orElseThrow();
    assertThat(seen.address().orElseThrow().masked()).isEqualTo("at•••@el•••.example");
    assertThat(seen.address().orElseThrow().removed()).isFalse();

    assertThat(object(Post.Kind.CONTACT_ADDED, OLD).reported()).isTrue();

    assertThat(somebody.alive()).isFalse();
    assertThat(contacts()).extracting(Contact::address).containsExactly(OLD);
    assertThat(house.database.count("select count(*) from review_item where cause = 'REPUDIATED'")).isOne();
  }

  @Test
  void an_objection_to_anything_ends_every_address_that_does_not_count_yet() {
    added(NEW);
    Journey.open(house, Purpose.BINDING, NAME);
    house.work();

    object(Post.Kind.CASE_OPENED, OLD);

    assertThat(contacts()).extracting(Contact::address).containsExactly(OLD);
  }

  @Test
  void the_only_address_that_counts_stays_until_another_one_does() {
    added(NEW);
    assertThat(remove(OLD)).isEqualTo(Change.LAST_ONE);

    house.clock.pass(Duration.ofHours(73));
    assertThat(remove(OLD)).isEqualTo(Change.DONE);
  }

  @Test
  void a_removed_address_is_no_channel_from_then_on_and_is_told_of_everything_for_three_days() {
    List<String> codes = signedIn().codes();
    added(NEW);
    house.clock.pass(Duration.ofHours(73));
    remove(OLD);
    assertThat(toldOf(Post.Kind.CONTACT_REMOVED)).contains(OLD);
    assertThat(channels(codes.getFirst())).containsExactly("at•••@el•••.example");
    house.work();
    assertThat(toldOf(Post.Kind.RECOVERY_CODE_USED)).contains(OLD, NEW);

    house.clock.pass(Duration.ofHours(73));
    house.outbox.clear();
    Given.without(house, NAME, OLD);
    Journey.open(house, Purpose.BINDING, NAME);
    house.work();
    assertThat(toldOf(Post.Kind.CASE_OPENED)).containsExactlyInAnyOrder(NEW, WORK);
  }

  @Test
  void for_three_days_the_removed_address_can_object_and_the_link_gives_nothing_back() {
    Given.without(house, NAME, OLD);
    added(NEW);
    house.clock.pass(Duration.ofHours(73));
    SignedIn somebody = signedIn();
    remove(OLD);

    Repudiation.Report report = object(Post.Kind.CONTACT_REMOVED, OLD);

    assertThat(report.address().orElseThrow().removed()).isTrue();
    assertThat(report.frozenUntil()).isPresent();
    assertThat(somebody.alive()).isFalse();
    assertThat(contacts()).extracting(Contact::address).containsExactly(NEW);
  }

  @Test
  void an_address_that_never_counted_is_told_nothing_once_it_is_removed() {
    added(NEW);
    assertThat(remove(NEW)).isEqualTo(Change.DONE);
    Journey.open(house, Purpose.BINDING, NAME);
    house.work();

    assertThat(toldOf(Post.Kind.CONTACT_REMOVED)).containsExactlyInAnyOrder(OLD, WORK);
    assertThat(toldOf(Post.Kind.CASE_OPENED)).containsExactlyInAnyOrder(OLD, WORK);
  }

  @Test
  void whoever_has_one_address_and_it_waits_is_told_from_when_it_counts() {
    SoftPasskey invited = Given.enrolledByInvitation(house, "g.jansen", "Nordhafen-2026-g.jansen");
    passkey = invited;
    SignedIn gesa = added("gesa.jansen@posteo.example");

    assertThat(ready("g.jansen").passkey().missing()).contains(Method.CONTACT_CODE);
    Drills.Drill drill = house.part(Drills.class).look(gesa.holder());
    assertThat(drill.contacts()).isEmpty();
    assertThat(drill.countsFrom()).isPresent();

    house.clock.pass(Duration.ofHours(73));
    assertThat(ready("g.jansen").passkey().missing()).doesNotContain(Method.CONTACT_CODE);
  }

  private Readiness.Ready ready(String name) {
    var account = house.part(Directory.class).named(name).known().orElseThrow().orElseThrow();
    Readiness readiness = house.part(Readiness.class);
    assertThat(readiness.of(List.of(account)).get(account.person())).isEqualTo(readiness.of(account));
    return readiness.of(account);
  }
}
