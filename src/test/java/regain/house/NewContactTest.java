package regain.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import regain.enrollment.Contacts;
import regain.enrollment.Contacts.Contact;
import regain.enrollment.Enrollment.Change;
import regain.enrollment.port.Directory;
import regain.enrollment.port.Post;
import regain.kernel.CaseId;
import regain.kernel.Transactions;
import regain.policy.Method;
import regain.recovery.Readiness;

/** Which address can become somebody's contact, and whose no address is. */
class NewContactTest {
  private static final String NAME = "b.hansen";
  private static final String OTHERS = "gesa.jansen@posteo.example";

  private TestHouse house;
  private SignedIn birte;

  @BeforeEach
  void build() {
    house = new TestHouse(1, Map.of("regain.contacts.role-names", "kaffeekasse, Schichtleitung"));
    SoftPasskey passkey = Journey.enrol(house, NAME, "Nordhafen-2026-b.hansen", "birte.hansen@posteo.example");
    house.clock.pass(Duration.ofHours(73));
    birte = SignedIn.with(house, passkey);
  }

  @AfterEach
  void close() {
    house.close();
  }

  private Change add(String address) {
    house.clock.pass(Duration.ofSeconds(61));
    Change change = house.enrollment().addContact(birte.holder(), address);
    house.work();
    return change;
  }

  private Change confirm(String code) {
    return house.enrollment().confirmContact(birte.holder(), code, TestHouse.arrival());
  }

  /** What is said once the code that went there was typed. */
  private Change confirmed(String address) {
    assertThat(add(address)).isEqualTo(Change.DONE);
    return confirm(house.newest(Post.Kind.CODE, address, "code"));
  }

  private List<String> addresses() {
    return house.enrollment().overview(birte.holder()).contacts().stream().map(Contact::address).toList();
  }

  private void enrolGesa() {
    Journey.enrol(house, "g.jansen", "Nordhafen-2026-g.jansen", OTHERS);
  }

  @Test
  void c_4_the_mailbox_of_another_person_is_refused_to_whoever_reads_it_and_told_to_nobody_else() {
    enrolGesa();

    assertThat(add(OTHERS)).isEqualTo(add("nobody.yet@posteo.example")).isEqualTo(Change.DONE);
    assertThat(add(OTHERS)).isEqualTo(Change.DONE);
    assertThat(confirm("AAAA-AAAA")).isEqualTo(Change.DOES_NOT_FIT);
    assertThat(confirm(house.newest(Post.Kind.CODE, OTHERS, "code"))).isEqualTo(Change.TAKEN);

    assertThat(addresses()).doesNotContain(OTHERS);
    assertThat(house.database.count("select count(*) from audit_event where type = 'ContactRefused'")).isOne();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Gesa.Jansen@posteo.example", "gesa.jansen@POSTEO.example", "gesa.jansen+shop@posteo.example",
          "GESA.JANSEN+a+b@Posteo.Example"})
  void c_4_however_the_address_of_another_person_is_written_it_stays_theirs(String written) {
    enrolGesa();

    assertThat(confirmed(written)).isEqualTo(Change.TAKEN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"lukas.mueller@posteo.example", "Lukas.Mueller+x@posteo.example"})
  void c_4_the_private_mailbox_that_the_directory_knows_of_somebody_who_never_enrolled_is_theirs(String written) {
    assertThat(confirmed(written)).isEqualTo(Change.TAKEN);
  }

  @Test
  void c_4_dots_and_names_of_one_provider_make_no_second_mailbox() {
    assertThat(confirmed("birte.hansen@gmail.com")).isEqualTo(Change.DONE);

    assertThat(add("b.i.r.t.e.hansen+two@googlemail.com")).isEqualTo(Change.YOURS_ALREADY);
    assertThat(add("birte.hansen@elsewhere.example")).isEqualTo(Change.DONE);
  }

  @Test
  void c_4_ones_own_address_written_in_another_way_is_no_second_contact() {
    assertThat(add("Birte.Hansen+second@posteo.example")).isEqualTo(Change.YOURS_ALREADY);
  }

  @Test
  void c_4_a_mailbox_that_two_people_have_after_all_is_a_channel_for_neither() {
    Contacts contacts = house.part(Contacts.class);
    house.part(Transactions.class).run(
        () -> contacts.confirmed(
            house.person("g.jansen"), "Birte.Hansen+g@posteo.example", false, new CaseId(UUID.randomUUID()),
            Optional.empty()));

    assertThat(house.<List<Contact>>inside(() -> contacts.channels(house.person(NAME)))).isEmpty();
    assertThat(house.<List<Contact>>inside(() -> contacts.channels(house.person("g.jansen")))).isEmpty();
    assertThat(missing()).contains(Method.CONTACT_CODE);
  }

  private Set<Method> missing() {
    var account = house.part(Directory.class).named(NAME).known().orElseThrow().orElseThrow();
    Readiness readiness = house.part(Readiness.class);
    var alone = readiness.of(account).passkey().missing();
    assertThat(readiness.of(List.of(account)).get(account.person())).isEqualTo(readiness.of(account));
    return alone;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"info@hansen.example", "Support+birte@hansen.example", "HELPDESK@elsewhere.example",
          "postmaster@gmail.com", "kaffeekasse@posteo.example", "schichtleitung@nordhafen.example"})
  void a_mailbox_behind_which_nobody_in_particular_reads_is_refused_and_gets_no_letter(String role) {
    assertThat(add(role)).isEqualTo(Change.ROLE_MAILBOX);
    assertThat(house.outbox).extracting(Post.Letter::to).doesNotContain(role);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"planning@nordhafen.example", "g.jansen@nordhafen.example", "nobody.at.all@nordhafen.example",
          "b.hansen@quay.nordhafen.example"})
  void a_mailbox_of_the_organisation_that_is_not_in_ones_own_entry_is_refused_alike_whosever_it_is(String address) {
    assertThat(add(address)).isEqualTo(Change.NOT_YOUR_MAILBOX);
    assertThat(house.outbox).extracting(Post.Letter::to).doesNotContain(address);
  }

  @Test
  void ones_own_work_mailbox_can_be_added_and_is_one_that_the_account_opens() {
    assertThat(confirmed("b.hansen@nordhafen.example")).isEqualTo(Change.DONE);

    assertThat(house.enrollment().overview(birte.holder()).contacts().getLast().openedByAccount()).isTrue();
  }

  @Test
  void an_address_of_an_own_domain_is_opened_by_the_account_whatever_was_written_down_of_it() {
    Contacts contacts = house.part(Contacts.class);
    house.part(Transactions.class).run(
        () -> contacts.confirmed(
            house.person("g.jansen"), "alias@nordhafen.example", false, new CaseId(UUID.randomUUID()),
            Optional.empty()));

    assertThat(house.<List<Contact>>inside(() -> contacts.channels(house.person("g.jansen"))))
        .allMatch(Contact::openedByAccount);
  }

  @Test
  void while_the_directory_is_away_nothing_is_added_and_the_code_stays_good() {
    String address = "birte@elsewhere.example";
    add(address);
    String code = house.newest(Post.Kind.CODE, address, "code");
    var holder = birte.holder();
    house.directory.away = true;
    assertThat(house.enrollment().confirmContact(holder, code, TestHouse.arrival())).isEqualTo(Change.TRY_LATER);

    house.directory.away = false;
    assertThat(confirm(code)).isEqualTo(Change.DONE);
  }
}
