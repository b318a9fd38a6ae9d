package regain.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import regain.enrollment.port.Post;
import regain.wiring.Settings;
import regain.words.Words;

class LettersTest {
  private static final String LINK = "https://regain.example/not-me/" + "x".repeat(120);
  private static final Map<String, String> VALUES = Map.ofEntries(
      Map.entry("code", "4F7K-M2QP"),
      Map.entry("minutes", "10"),
      Map.entry("number", "RG-7K4M-2QX9"),
      Map.entry("purpose", "BINDING"),
      Map.entry("when", "2026-07-14T06:31:00Z"),
      Map.entry("until", "2026-07-15T06:31:00Z"),
      Map.entry("from", "203.0.113.9"),
      Map.entry("agent", "Mozilla/5.0 (X11; Linux x86_64) Firefox/127.0"),
      Map.entry("passkey", "The one\r\nin the drawer"),
      Map.entry("contact", "an•••@po•••.example"),
      Map.entry("left", "9"),
      Map.entry("suspended", "1"),
      Map.entry("who", "Birte Hansen"),
      Map.entry("stop", LINK),
      Map.entry("by", "Henrik Brandt"),
      Map.entry("because", "Calls to the desk"),
      Map.entry("provider", "Kontor Services"),
      Map.entry("version", "2"),
      Map.entry("numbers", "FLOOR 4 (← 5)"),
      Map.entry("people", "10"),
      Map.entry("what", "Read and mend orders"),
      Map.entry("target", "orders"),
      Map.entry("due", "2026-07-14T06:31:00Z"),
      Map.entry("link", LINK));

  private final Words words = new Words();
  private final Letters letters = new Letters(
      words,
      new Settings(
          URI.create("https://regain.example"),
          "Nordhafen",
          Optional.empty(),
          Optional.empty(),
          ZoneId.of("Europe/Berlin"),
          Set.of(),
          false),
      InstantSource.fixed(Instant.parse("2026-07-14T06:31:00Z")));

  @ParameterizedTest
  @EnumSource(Post.Kind.class)
  void h_1_rt_10_every_letter_is_whole_in_every_language(Post.Kind kind) {
    for (Locale language : Words.LANGUAGES) {
      Letters.Written written = letters.write(new Post.Letter("a@b.example", language, kind, VALUES));

      assertThat(written.subject()).isNotBlank().doesNotContain("{", "–", "4F7K");
      assertThat(written.text()).doesNotContain("{", "–").contains("Nordhafen");
      assertThat(written.text().replaceAll("\\s+", " ")).contains(words.say(language, "letter.warning"));
      assertThat(written.text()).as("stopped by whoever reads it").containsSubsequence(LINK, LINK);
      assertThat(written.text().lines().filter(it -> !it.contains("http"))).allMatch(it -> it.length() <= 72);
    }
  }

  @Test
  void a_code_stands_alone_in_its_line() {
    assertThat(text(Post.Kind.CODE)).contains("\n    4F7K-M2QP\n");
  }

  @Test
  void b_14_a_link_is_never_broken() {
    assertThat(text(Post.Kind.CASE_OPENED)).contains("\n" + LINK + "\n");
  }

  @Test
  void times_are_told_in_the_house_zone_and_in_utc() {
    assertThat(text(Post.Kind.PASSWORD_CHANGED)).contains("Tue 14 July 2026, 08:31 CEST (06:31 UTC)");
  }

  @Test
  void a_name_cannot_add_lines() {
    assertThat(text(Post.Kind.PASSKEY_ADDED)).contains("“The one  in the drawer”");
  }

  private String text(Post.Kind kind) {
    return letters.write(new Post.Letter("a@b.example", Locale.ENGLISH, kind, VALUES)).text();
  }
}
