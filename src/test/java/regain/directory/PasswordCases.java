package regain.directory;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import java.text.Normalizer;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import regain.assurance.Requirement;
import regain.kernel.PersonId;
import regain.policy.Eligibility;
import regain.policy.Fact;
import regain.recovery.port.CredentialTarget.Outcome;
import regain.recovery.port.CredentialTarget.Why;

/** A password is set, refused, and tried. */
interface PasswordCases extends Given {
  String OLD = "Nordhafen-2026-";
  String NEW = "Ebbe und Flut am Kai";

  /** What a password change may touch: the password, what is remembered about it, and who changed the entry when. */
  Set<String> PASSWORD_ATTRIBUTES = Set.of("userPassword", "pwdChangedTime", "pwdHistory", "entryCSN", "modifiersName",
      "modifyTimestamp");

  @Test
  default void the_new_password_binds_and_the_old_one_does_not() {
    Adapter adapter = adapter();
    PersonId person = adapter.person("b.hansen");
    assertThat(adapter.fits(person, OLD + "b.hansen")).isEqualTo(Fact.known(true));

    assertThat(adapter.set(person, NEW)).isEqualTo(new Outcome.Set());

    assertThat(adapter.fits(person, NEW)).isEqualTo(Fact.known(true));
    assertThat(adapter.fits(person, OLD + "b.hansen")).isEqualTo(Fact.known(false));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
          "$(reboot); `id` | x && \"y\" 'z' \\ <b>", "*)(uid=*))(|(a=*", "  blanks around  ",
          "晓明的密码是一个很长的句子对不对", "😀😀😀😀😀😀😀😀"
      })
  @Requirement("R-63B-3.1.1-e")
  default void a_password_is_taken_as_it_is(String password) {
    Adapter adapter = adapter();
    PersonId person = adapter.person("b.hansen");

    assertThat(adapter.set(person, password)).isEqualTo(new Outcome.Set());
    assertThat(adapter.fits(person, password)).isEqualTo(Fact.known(true));
    assertThat(adapter.fits(person, password.strip() + "x")).isEqualTo(Fact.known(false));
  }

  @Test
  @Requirement("R-63B-3.1.1-a")
  default void composed_and_combining_letters_are_the_same_password() {
    Adapter adapter = adapter();
    PersonId person = adapter.person("b.hansen");
    String composed = "Grüße von der Küste";

    assertThat(adapter.set(person, Normalizer.normalize(composed, Normalizer.Form.NFD))).isEqualTo(new Outcome.Set());
    assertThat(adapter.fits(person, composed)).isEqualTo(Fact.known(true));
  }

  @Test
  default void g_1_the_current_and_the_previous_password_are_refused() {
    Adapter adapter = adapter();
    PersonId person = adapter.person("b.hansen");
    adapter.set(person, NEW);

    assertThat(adapter.set(person, NEW)).isEqualTo(refused(Why.IN_HISTORY));
    assertThat(adapter.set(person, OLD + "b.hansen")).isEqualTo(refused(Why.IN_HISTORY));
    assertThat(adapter.fits(person, NEW)).isEqualTo(Fact.known(true));
  }

  @Test
  default void a_second_change_within_the_minimum_age_is_refused() {
    Adapter adapter = adapter();
    PersonId person = adapter.person("n.fischer");
    assertThat(adapter.set(person, NEW)).isEqualTo(new Outcome.Set());

    assertThat(adapter.set(person, NEW + " und zurück")).isEqualTo(refused(Why.TOO_YOUNG));
    assertThat(adapter.fits(person, NEW)).isEqualTo(Fact.known(true));
  }

  @Test
  default void a_password_below_the_minimum_length_is_refused() {
    assertThat(adapter().set(adapter().person("b.hansen"), "kurz")).isEqualTo(refused(Why.TOO_SHORT));
  }

  @ParameterizedTest
  @ValueSource(strings = {"g.paulsen", "s.wendt", "f.lange", "e.behrens", "d.oconnell"})
  default void an_account_that_may_not_be_used_gets_no_password(String uid) {
    Adapter adapter = adapter();
    Entry before = stored(uid);

    assertThat(adapter.set(adapter.person(uid), NEW)).isEqualTo(refused(Why.NOT_ELIGIBLE));
    assertThat(differences(before, stored(uid))).isEmpty();
  }

  @Test
  default void an_account_that_is_gone_gets_no_password() {
    assertThat(adapter().set(new PersonId(new UUID(1, 2)), NEW)).isEqualTo(refused(Why.NOT_ELIGIBLE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"g.paulsen", "s.wendt", "f.lange", "e.behrens", "d.oconnell"})
  default void the_right_password_of_an_account_that_may_not_be_used_does_not_fit(String uid) {
    Adapter adapter = adapter();

    assertThat(adapter.fits(adapter.person(uid), OLD + uid)).isEqualTo(Fact.known(false));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "half a character \ud800"})
  default void what_can_be_no_password_is_not_tried(String password) {
    Adapter adapter = adapter();

    assertThat(adapter.fits(adapter.person("b.hansen"), password)).isEqualTo(Fact.known(false));
    assertThat(stored("b.hansen").hasAttribute("pwdFailureTime")).isFalse();
  }

  @Test
  default void a_wrong_password_does_not_fit_and_the_directory_counts_it() {
    Adapter adapter = adapter();

    assertThat(adapter.fits(adapter.person("b.hansen"), "Something else entirely")).isEqualTo(Fact.known(false));
    assertThat(stored("b.hansen").hasAttribute("pwdFailureTime")).isTrue();
  }

  @Test
  default void whoever_is_locked_out_by_wrong_passwords_may_recover() {
    Adapter adapter = adapter();
    PersonId person = adapter.person("b.hansen");
    for (int i = 0; i < 10; i++) {
      adapter.fits(person, "Wrong password number " + i);
    }
    assertThat(adapter.fits(person, OLD + "b.hansen")).isEqualTo(Fact.known(false));
    assertThat(adapter.account("b.hansen").eligibility()).isEqualTo(Eligibility.ELIGIBLE);

    assertThat(adapter.set(person, NEW)).isEqualTo(new Outcome.Set());
    assertThat(adapter.fits(person, NEW)).isEqualTo(Fact.known(true));
  }

  @Test
  default void e_7_a_change_touches_the_password_and_nothing_else() {
    Adapter adapter = adapter();
    Entry before = stored("k.tanaka");

    assertThat(adapter.set(adapter.person("k.tanaka"), NEW)).isEqualTo(new Outcome.Set());

    assertThat(differences(before, stored("k.tanaka"))).isNotEmpty().isSubsetOf(PASSWORD_ATTRIBUTES);
  }

  @Test
  default void what_is_stored_is_a_hash() {
    Adapter adapter = adapter();
    adapter.set(adapter.person("b.hansen"), NEW);

    assertThat(stored("b.hansen").getAttributeValue("userPassword")).startsWith("{SSHA");
  }

  default Outcome refused(Why why) {
    return new Outcome.Refused(why);
  }

  /** The names of attributes that are not the same. */
  default Set<String> differences(Entry before, Entry after) {
    return Stream.concat(before.getAttributes().stream(), after.getAttributes().stream())
        .map(Attribute::getName)
        .filter(it -> !values(before, it).equals(values(after, it)))
        .collect(Collectors.toSet());
  }

  private static Set<String> values(Entry entry, String attribute) {
    String[] values = entry.getAttributeValues(attribute);
    return values == null ? Set.of() : Set.of(values);
  }
}
