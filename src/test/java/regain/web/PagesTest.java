package regain.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import regain.assurance.Requirement;
import regain.kernel.Digest;
import regain.kernel.Keyring;
import regain.mail.Letters;
import regain.wiring.Settings;
import regain.words.Words;

/** Every page, in every language, as it goes out: whole, safe under the policy, and with one thing to press at most. */
class PagesTest {
  private static final Pattern FORM = Pattern.compile("<form[^>]*method=\"post\".*?</form>", Pattern.DOTALL);
  private static final Pattern ID = Pattern.compile("\\sid=\"([^\"]*)\"");
  private static final Pattern FOR = Pattern.compile("(?:\\sfor|aria-labelledby|aria-controls)=\"([^\"]*)\"");
  private static final Pattern FIELD = Pattern.compile("<input(?![^>]*type=\"(?:hidden|checkbox|radio)\")[^>]*>");
  private static final Pattern HANDLER = Pattern.compile("<[a-z]+[^>]*\\s(?:on[a-z]+|style)=");

  private static Typesetter typesetter;

  @BeforeAll
  static void begin() {
    typesetter = typesetter(settings(Set.of()));
  }

  static Settings settings(Set<InetAddress> proxies) {
    return new Settings(
        URI.create("https://regain.example"),
        "Nordhafen",
        Optional.of("+49 40 5550 100"),
        Optional.of(URI.create("https://mail.example")),
        ZoneId.of("Europe/Berlin"),
        proxies,
        false);
  }

  static Typesetter typesetter(Settings settings) {
    return typesetter(settings, new Readings());
  }

  static Typesetter typesetter(Readings readings) {
    return typesetter(settings(Set.of()), readings);
  }

  private static Typesetter typesetter(Settings settings, Readings readings) {
    var words = new Words();
    InstantSource clock = InstantSource.fixed(SamplePages.NOW);
    return new Typesetter(
        settings, new Assets(FakeWeb.context()), csrf(), words, new Letters(words, settings, clock), clock, readings);
  }

  static Csrf csrf() {
    return new Csrf(new Tags(), byte[]::new);
  }

  static Stream<Object> pages() {
    return SamplePages.all().stream();
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("pages")
  void a_page_is_whole(Object page) {
    for (Locale language : Words.LANGUAGES) {
      String html = typesetter.set(page, FakeWeb.visit(language));

      assertThat(html).startsWith("<!doctype html>").contains("lang=\"" + language.getLanguage() + "\"");
      assertThat(count(html, "<h1")).isOne();
      assertThat(count(html, "<main")).isOne();
      assertThat(html).doesNotContain(" th:", "??", "${", "#{", "Optional[");
    }
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("pages")
  @Requirement("R-WA-script")
  void a_page_is_safe_under_its_policy(Object page) {
    String html = typesetter.set(page, FakeWeb.visit(Locale.ENGLISH));

    assertThat(HANDLER.matcher(html).find()).isFalse();
    assertThat(count(html, "<script")).isOne();
    assertThat(html).doesNotContain("<style", "javascript:", "<b>.hansen", "<i>Drawer", "<i>Pay", "\"'<i>");
    assertThat(FORM.matcher(html).results().map(MatchResult::group)).allMatch(it -> it.contains("name=\"csrf\""));
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("pages")
  void what_a_page_points_to_is_there_once(Object page) {
    String html = typesetter.set(page, FakeWeb.visit(Locale.GERMAN));
    List<String> ids = ID.matcher(html).results().map(it -> it.group(1)).toList();

    assertThat(ids).doesNotHaveDuplicates();
    assertThat(FOR.matcher(html).results().map(it -> it.group(1))).allMatch(ids::contains);
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("pages")
  void a_page_that_is_kept_carries_the_token_of_the_browser_that_it_goes_to(Object page) {
    String mine = typesetter.set(page, FakeWeb.visit(Locale.ENGLISH, "a".repeat(43)));
    String yours = typesetter.set(page, FakeWeb.visit(Locale.ENGLISH, "b".repeat(43)));
    String theirs = typesetter.set(page, FakeWeb.visit(Locale.GERMAN, "b".repeat(43)));

    assertThat(yours.replace(csrf().token("b".repeat(43)), csrf().token("a".repeat(43)))).isEqualTo(mine);
    assertThat(yours).doesNotContain(csrf().token("a".repeat(43)));
    assertThat(theirs).contains("lang=\"de\"").isNotEqualTo(yours);
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("pages")
  @Requirement("R-WCAG-3.2.6")
  void help_is_in_the_same_order_on_every_page(Object page) {
    for (Locale language : Words.LANGUAGES) {
      String html = typesetter.set(page, FakeWeb.visit(language));

      assertThat(html.substring(html.indexOf("<footer")))
          .containsSubsequence("href=\"/not-me\"", "href=\"/how\"", "href=\"tel:", "</footer>");
    }
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("pages")
  void h_1_rt_10_every_page_says_that_nobody_will_ever_call(Object page) {
    assertThat(typesetter.set(page, FakeWeb.visit(Locale.ENGLISH))).contains("We will never call or message you");
    assertThat(typesetter.set(page, FakeWeb.visit(Locale.GERMAN))).contains("Wir rufen Sie nie an");
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("pages")
  void rt_20_no_page_has_a_picture_that_could_be_scanned(Object page) {
    assertThat(typesetter.set(page, FakeWeb.visit(Locale.ENGLISH)))
        .doesNotContain("<img", "<canvas", "<object", "<embed", "<iframe", "=\"data:image", "<image");
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("pages")
  @Requirement({"R-63B-3.1.1-e", "R-WCAG-4.1.3"})
  void a_field_that_is_typed_into_says_what_belongs_there(Object page) {
    String html = typesetter.set(page, FakeWeb.visit(Locale.ENGLISH));

    assertThat(FIELD.matcher(html).results().map(MatchResult::group)).allMatch(it -> it.contains(" autocomplete=\""));
  }

  private static int count(String text, String part) {
    return text.split(Pattern.quote(part), -1).length - 1;
  }

  private static final class Tags implements Keyring {
    @Override
    public String tag(String domain, byte[] message) {
      return Digest.of(domain.getBytes(StandardCharsets.UTF_8), message).hex();
    }

    @Override
    public boolean verify(String domain, byte[] message, String tag) {
      return tag(domain, message).equals(tag);
    }

    @Override
    public String pseudonym(String domain, byte[] message) {
      return tag(domain, message);
    }
  }
}
