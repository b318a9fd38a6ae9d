package regain.passwords;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import regain.assurance.Requirement;
import regain.kernel.Secret;
import regain.recovery.port.PasswordScreen.Objection;

class ScreeningTest {
  private static final CommonPasswords COMMON = CommonPasswords.load();
  private static final Set<String> HERSELF = Set.of("Birte Hansen", "b.hansen", "b.hansen@nordhafen.example",
      "Nordhafen Logistics", "Regain");

  private final Screening screening = new Screening(COMMON, BreachedPasswords.none());

  @ParameterizedTest
  @ValueSource(
      strings = {
          "Ebbe und Flut am Kai", "correct zebra umbrella cloud", "   blanks at both ends   ", "晓明的密码是一个很长的句子对不对",
          "паролем будет длинное", "😀🙈🐢🚢🎺🥨🌧️🧭🦀🧊🪁🎷🛟🧵🪗", "no rules no digits", "Zx9#kQ2!vB7@mN4$",
          "שלום עולם ועוד כמה מילים"
      })
  @Requirement("R-63B-3.1.1-b")
  void a_long_password_of_any_kind_is_fine(String password) {
    assertThat(objection(password)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "kurz", "fourteen chars", "😀🙈🐢🚢🎺🥨🌧🧭🦀🧊🪁🎷🛟🧵"})
  @Requirement("R-63B-3.1.1-a")
  void fourteen_characters_are_too_few(String password) {
    assertThat(objection(password)).contains(Objection.TOO_SHORT);
  }

  @Test
  @Requirement("R-63B-3.1.1-a")
  void a_letter_counts_once_however_it_is_typed() {
    String fourteen = "ÄÖÜäöüÅåÉéÑñÇç";
    assertThat(fourteen).hasSize(14);

    assertThat(objection(fourteen)).contains(Objection.TOO_SHORT);
    assertThat(objection(Normalizer.normalize(fourteen, Normalizer.Form.NFD))).contains(Objection.TOO_SHORT);
    assertThat(objection(Normalizer.normalize(fourteen + "ß", Normalizer.Form.NFD))).isEmpty();
  }

  @Test
  @Requirement({"R-63B-3.1.1-a", "R-63B-3.1.1-e"})
  void up_to_256_characters_are_taken_and_nothing_is_cut_off() {
    String sentence = "Der Hafen schläft nie. ";
    String longest = sentence + "x1y2 Möwen ".repeat(30).substring(0, 256 - sentence.length());

    assertThat(objection(longest.substring(0, 64))).isEmpty();
    assertThat(objection(longest)).isEmpty();
    assertThat(objection(longest + "x")).contains(Objection.TOO_LONG);
    assertThat(objection("🚢⚓".repeat(128) + "x")).contains(Objection.TOO_LONG);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
          "aaaaaaaaaaaaaaa", "123456789012345", "passwordpassword", "PasswordPassword", "pass word pass word",
          "password-password!", "abcabcabcabcabc", "qwertyuiopasdfgh", "QWERTZUIOPASDFGH", "zyxwvutsrqponmlk",
          "098765432109876", "1qaz2wsx3edc4rfv", "password1234567", "1234567password", "123456789qwerty",
          "iloveyoumichael", "xxxxxxxxxxxxxxxxyyyyyyyyyyyyyyyy",
          "congratulations", "Misunderstanding", "mailcreated5240", "ｐａｓｓｗｏｒｄｐａｓｓｗｏｒｄ"
      })
  @Requirement("R-63B-3.1.1-c")
  void what_everybody_uses_is_common(String password) {
    assertThat(objection(password)).contains(Objection.COMMON);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
          "Nordhafen-2026-b.hansen", "birte.hansen.1987", "Regain!Nordhafen!1", "Birte-Hansen-Birte!",
          "hansen_NORDHAFEN_42"
      })
  @Requirement("R-63B-3.1.1-c")
  void little_more_than_a_name_is_too_near(String password) {
    assertThat(objection(password)).contains(Objection.CONTEXT);
  }

  @Test
  void accents_and_scripts_do_not_hide_a_name() {
    Set<String> context = Set.of("Renée Weiß", "陈 晓明", "Ирина Иванова");

    assertThat(screening.objection(Secret.of("renee-weiss-2026!"), context)).contains(Objection.CONTEXT);
    assertThat(screening.objection(Secret.of("ИРИНА.иванова.2026"), context)).contains(Objection.CONTEXT);
    assertThat(screening.objection(Secret.of("晓明晓明晓明晓明晓明晓明陈陈12"), context)).contains(Objection.CONTEXT);
  }

  @Test
  void a_name_within_a_sentence_is_fine() {
    assertThat(objection("Hansen isst gern Pfannkuchen")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
          "with a nul \u0000 inside", "a line\nand another one", "a tab\tin between it all", "half a character \ud800",
          "\udc00 half a character", "delete \u007f in between", "next line \u0085 in between"
      })
  void what_cannot_be_typed_everywhere_is_unusable(String password) {
    assertThat(objection(password)).contains(Objection.UNUSABLE);
  }

  private Optional<Objection> objection(String password) {
    try (Secret secret = Secret.of(password)) {
      return screening.objection(secret, HERSELF);
    }
  }
}
