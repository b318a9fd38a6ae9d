package regain.directory;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import regain.enrollment.port.Account;
import regain.enrollment.port.Directory;
import regain.enrollment.port.Account.Mailbox;
import regain.enrollment.port.Account.Role;
import regain.kernel.PersonId;
import regain.policy.Eligibility;
import regain.policy.Fact;
import regain.policy.Population;

/** Who somebody is. */
interface LookUpCases extends Given {
  @ParameterizedTest
  @ValueSource(
      strings = {"b.hansen", "B.HANSEN", " b.hansen ", "b.hansen@nordhafen.example", "B.Hansen@Nordhafen.Example"})
  default void somebody_is_found_by_login_name_and_by_address_in_any_case(String name) {
    Account account = adapter().account(name);

    assertThat(account.name()).isEqualTo("b.hansen");
    assertThat(account.displayName()).isEqualTo("Birte Hansen");
    assertThat(account.population()).isEqualTo(Population.EMPLOYEE);
    assertThat(account.eligibility()).isEqualTo(Eligibility.ELIGIBLE);
    assertThat(account.language()).isEqualTo(Locale.GERMAN);
    assertThat(account.roles()).isEmpty();
  }

  @Test
  default void several_people_are_found_at_once_and_whoever_is_not_there_is_missing() {
    PersonId birte = adapter().account("b.hansen").person();
    PersonId henrik = adapter().account("h.brandt").person();

    Map<PersonId, Account> found = adapter().directory()
        .accounts(Set.of(birte, henrik, new PersonId(UUID.randomUUID()))).known().orElseThrow();

    assertThat(found).containsOnlyKeys(birte, henrik);
    assertThat(found.get(birte)).extracting(Account::displayName).isEqualTo("Birte Hansen");
    assertThat(found.get(birte)).extracting(Account::supervisor).isEqualTo(Optional.empty());
    assertThat(adapter().directory().accounts(Set.of()).known()).contains(Map.of());
  }

  @Test
  default void the_work_mailbox_comes_first_and_opens_with_the_password() {
    assertThat(adapter().account("b.hansen").mailboxes())
        .containsExactly(
            new Mailbox("b.hansen@nordhafen.example", true), new Mailbox("birte.hansen@posteo.example", false));
  }

  @Test
  default void without_own_domains_every_mailbox_opens_with_the_password() {
    assertThat(adapter(Map.of("own-domains", ""), InstantSource.system()).account("b.hansen").mailboxes())
        .allMatch(Mailbox::openedByAccount);
  }

  @Test
  default void the_roll_has_everybody_whose_account_may_be_used_and_nobody_else() {
    Directory.Roll roll = adapter().directory().roll(1000).known().orElseThrow();

    assertThat(roll.whole()).isTrue();
    assertThat(roll.people()).extracting(Account::name).contains("b.hansen", "c.albers").doesNotContain("g.paulsen",
        "s.wendt", "f.lange", "e.behrens", "d.oconnell");
    assertThat(roll.people()).allMatch(it -> it.eligibility() == Eligibility.ELIGIBLE);
  }

  /** However many others there are: nobody else is read. */
  @Test
  default void those_with_a_role_or_in_a_group_are_found_and_nobody_else() {
    replace("v.hartmann", "employeeType", "employee", "security", "former");

    Directory.Roll roll = adapter().directory().partakers(1000).known().orElseThrow();

    assertThat(roll.whole()).isTrue();
    assertThat(roll.people()).extracting(Account::name)
        .contains("r.engel", "t.abebe", "w.schroeder", "a.petersen", "b.stein", "s.oezdemir")
        .doesNotContain("b.hansen", "i.reuter", "v.hartmann");
    assertThat(roll.people()).allMatch(it -> !it.roles().isEmpty() || !it.groups().isEmpty());
    assertThat(adapter().directory().partakers(1).known().orElseThrow().whole()).isFalse();
    Adapter withoutGroups = adapter(Map.of("groups", ""), InstantSource.system());
    assertThat(withoutGroups.directory().partakers(1000).known().orElseThrow().people()).extracting(Account::name)
        .contains("r.engel", "w.schroeder", "a.petersen").doesNotContain("b.stein");
  }

  @Test
  default void those_who_were_changed_lately_are_found_and_nobody_else() {
    replace("b.hansen", "manager", dn("a.petersen"));
    Instant changed = adapter().account("b.hansen").changedAt().orElseThrow();
    List<String> lately = adapter().directory().roll(1000).known().orElseThrow().people().stream()
        .filter(it -> !it.changedAt().orElseThrow().isBefore(changed))
        .map(Account::name)
        .toList();

    Directory.Roll roll = adapter().directory().changed(changed, 1000).known().orElseThrow();

    assertThat(roll.people()).extracting(Account::name).contains("b.hansen")
        .containsExactlyInAnyOrderElementsOf(lately);
    assertThat(roll.whole()).isTrue();
    assertThat(adapter().directory().changed(changed.plusSeconds(1), 1000).known().orElseThrow().people()).isEmpty();
  }

  @Test
  default void a_roll_that_is_too_long_says_that_it_is_not_whole() {
    Directory.Roll roll = adapter().directory().roll(10).known().orElseThrow();

    assertThat(roll.whole()).isFalse();
    assertThat(roll.people()).hasSizeLessThanOrEqualTo(10);
  }

  @ParameterizedTest
  @ValueSource(strings = {"birte.hansen@posteo.example", "Birte.Hansen@POSTEO.example", "b.hansen@nordhafen.example"})
  default void whose_mailbox_it_is_is_found_in_any_case(String address) {
    assertThat(adapter().directory().holders(Set.of(address)).known().orElseThrow())
        .containsExactly(adapter().person("b.hansen"));
  }

  @Test
  default void whose_mailbox_it_is_is_found_also_where_the_directory_has_it_with_something_behind_a_plus_sign() {
    replace("o.kowalski", "mail", "oskar+work@poczta.example");

    assertThat(adapter().directory().holders(Set.of("oskar@poczta.example")).known().orElseThrow())
        .containsExactly(adapter().person("o.kowalski"));
  }

  @Test
  default void a_mailbox_of_nobody_is_nobodys_and_what_was_typed_is_no_filter() {
    assertThat(adapter().directory().holders(Set.of("*@posteo.example", "nobody@posteo.example")).known().orElseThrow())
        .isEmpty();
  }

  @Test
  default void the_supervisor_is_a_person_and_not_a_name() {
    Adapter adapter = adapter();

    assertThat(adapter.account("b.hansen").supervisor()).contains(adapter.person("h.brandt"));
    assertThat(adapter.account("m.thomsen").supervisor()).isEmpty();
  }

  @Test
  default void a_supervisor_who_is_gone_is_nobody() throws LDAPException {
    server().administrator().delete(dn("h.brandt"));

    assertThat(adapter().account("b.hansen").supervisor()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"k.tanaka,CONTRACTOR", "c.meier,REGULATED", "w.schroeder,OUTSOURCED_DESK", "c.albers,PRIVILEGED",
      "o.svensson,PRIVILEGED", "r.engel,GOVERNANCE"})
  default void the_strictest_population_that_fits_counts(String uid, Population population) {
    assertThat(adapter().account(uid).population()).isEqualTo(population);
  }

  @Test
  default void a_condition_on_a_dn_is_compared_as_the_directory_compares() {
    var rules = Map.of("population.privileged", "(manager=UID=s.oezdemir, ou=People,  dc=nordhafen, dc=example)");
    Adapter adapter = adapter(rules, InstantSource.system());

    assertThat(adapter.account("b.stein").population()).isEqualTo(Population.PRIVILEGED);
    assertThat(adapter.account("b.hansen").population()).isEqualTo(Population.EMPLOYEE);
  }

  @Test
  default void a_reviewer_has_the_role() {
    assertThat(adapter().account("r.engel").roles()).containsExactly(Role.SECURITY);
  }

  @ParameterizedTest
  @CsvSource({
      "g.paulsen,DISABLED", "s.wendt,EXPIRED", "f.lange,LOCKED", "e.behrens,LEFT", "d.oconnell,CONTRACT_ENDED",
      "k.tanaka,ELIGIBLE"
  })
  default void an_account_that_may_not_be_used_says_why(String uid, Eligibility eligibility) {
    assertThat(adapter().account(uid).eligibility()).isEqualTo(eligibility);
  }

  @Test
  default void a_contractor_without_an_end_has_no_contract() {
    replace("k.tanaka", "schacExpiryDate");
    assertThat(adapter().account("k.tanaka").eligibility()).isEqualTo(Eligibility.CONTRACT_ENDED);
    assertThat(adapter().account("b.hansen").eligibility()).as("nobody else needs one").isEqualTo(Eligibility.ELIGIBLE);
  }

  @Test
  default void names_in_any_script_are_read() {
    assertThat(adapter().account("x.chen").displayName()).isEqualTo("晓明 陈");
    assertThat(adapter().account("y.haddad").displayName()).isEqualTo("يوسف حداد");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
          "nobody", "*", "b.*", "*)(uid=*", "b.hansen)(objectClass=*", "b.hansen\u0000", "\\2a", "b.hansen)(|(uid=*",
          "",
          "   ", "b.hansen\n", "\ud800", "&", "(", "😀"
      })
  default void what_is_typed_is_never_a_filter(String name) {
    assertThat(adapter().directory().named(name)).isEqualTo(Fact.known(Optional.empty()));
  }

  @Test
  default void a_name_that_is_too_long_is_not_asked_for() {
    assertThat(adapter().directory().named("x".repeat(257))).isEqualTo(Fact.known(Optional.empty()));
    assertThat(adapter().directory().named("x".repeat(100_000))).isEqualTo(Fact.known(Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  default void a_name_that_fits_several_fits_nobody(int others) throws LDAPException {
    for (String uid : List.of("l.mueller", "t.groth", "d.nowak").subList(0, others)) {
      var shared = new Modification(ModificationType.ADD, "mail", "b.hansen@nordhafen.example");
      server().administrator().modify(dn(uid), shared);
    }

    assertThat(adapter().directory().named("b.hansen@nordhafen.example")).isEqualTo(Fact.known(Optional.empty()));
  }

  @Test
  default void h_2_namesakes_are_two_people() {
    assertThat(adapter().person("l.mueller")).isNotEqualTo(adapter().person("l.mueller2"));
  }

  @Test
  default void an_account_made_again_under_the_same_name_is_somebody_else() {
    Adapter adapter = adapter();
    PersonId before = adapter.person("b.hansen");
    recreate("b.hansen");

    assertThat(adapter.person("b.hansen")).isNotEqualTo(before);
    assertThat(adapter.directory().account(before)).isEqualTo(Fact.known(Optional.empty()));
  }

  @Test
  default void an_account_that_was_renamed_is_still_the_same() throws LDAPException {
    Adapter adapter = adapter();
    PersonId person = adapter.person("b.hansen");
    server().administrator().modifyDN(dn("b.hansen"), "uid=b.jensen", true);

    assertThat(adapter.directory().account(person).known().orElseThrow().orElseThrow().name()).isEqualTo("b.jensen");
  }

  @Test
  default void a_base_that_is_not_there_is_unavailable_and_not_nobody() {
    Adapter adapter = adapter(Map.of("base-dn", "ou=nowhere,dc=nordhafen,dc=example"), InstantSource.system());

    assertThat(adapter.directory().named("b.hansen")).isEqualTo(Fact.unavailable());
  }

  @Test
  default void a_date_that_cannot_be_read_is_unavailable_and_not_eligible() {
    Adapter adapter = adapter(Map.of("expiry-attribute", "title"), InstantSource.system());

    assertThat(adapter.directory().named("b.hansen")).isEqualTo(Fact.unavailable());
  }
}
