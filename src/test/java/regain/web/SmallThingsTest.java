package regain.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SmallThingsTest {
  @Test
  void a_name_loses_its_blanks_and_is_written_in_one_way() {
    assertThat(Names.of("  rene\u0301e  ")).contains("ren\u00e9e");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   ", "a\u0000b", "line\nbreak"})
  void what_can_be_nobodys_name_is_none(String typed) {
    assertThat(Names.of(typed)).isEmpty();
  }

  @Test
  void a_name_has_at_most_256_characters() {
    assertThat(Names.of("a".repeat(256))).isPresent();
    assertThat(Names.of("a".repeat(257))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"https://evil.example", "//evil.example", "/\\evil.example", "/account/../sign-out", "/reviews",
          "/accounts", ""})
  void a_new_proof_leads_nowhere_but_to_the_account(String path) {
    assertThat(ProofResource.own(path)).isEqualTo("/account");
  }

  @Test
  void a_new_proof_leads_back_to_where_it_was_wanted() {
    assertThat(ProofResource.own("/account/passkeys/new")).isEqualTo("/account/passkeys/new");
  }

  @ParameterizedTest
  @CsvSource({"//evil.example/x, /evil.example/x", "/\\evil.example, /\\evil.example", "/how, /how"})
  void a_change_of_language_stays_on_this_host(String path, String stays) {
    assertThat(Tongue.without(path, "lang=de")).isEqualTo(stays.replaceFirst("^/\\\\", "/"));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "de-AT,de;q=0.9,en;q=0.8 | de", "fr,en;q=0.5 | en", "sv | en", "*;q=x | en", "'' | en", "de | de"})
  void the_browser_says_which_language_it_prefers(String header, String language) {
    assertThat(Tongue.preferred(header)).isEqualTo(Locale.of(language));
  }
}
