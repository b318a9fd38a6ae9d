package regain.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import regain.applications.Applications;
import regain.applications.TestApplications;
import regain.recovery.CameFrom;

/**
 * A way back leads to an address that is registered for that application, letter by letter, or there is none. (Redirects to
 * addresses of a request: CWE-601; ASVS 5.0.0 3.7.2.)
 */
class BackTest {
  private static final String AFTER = "https://payroll.example.org/after?done=yes";

  private final Applications applications = TestApplications.of(
      Map.of(
          "regain.applications", "payroll,portal",
          "regain.application.payroll.name", "Payroll",
          "regain.application.payroll.return", AFTER + " https://payroll.example.org/other",
          "regain.application.portal.name", "Portal",
          "regain.application.portal.return", "https://portal.example.org/"));

  private Optional<Back> of(String query) {
    FakeRequest request = FakeRequest.to("GET", "/");
    request.query = query;
    Visit visit = Visit.begin(request.request(), request.response(), Locale.ENGLISH, "v".repeat(43));
    return Back.of(visit.query(), applications);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Test
  void a_registered_address_is_a_way_back() {
    Back back = of("app=payroll&return=" + encoded(AFTER)).orElseThrow();

    assertThat(back.address()).isEqualTo(AFTER);
    assertThat(back.name()).isEqualTo("Payroll");
  }

  @Test
  void its_link_to_another_first_page_says_the_same_again() {
    Back back = of("return=" + encoded(AFTER) + "&app=payroll").orElseThrow();

    assertThat(of(back.query().substring(1))).contains(back);
    assertThat(back.query()).doesNotContain("//", "\"", "<");
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "https://payroll.example.org/after", // a part of one
      "https://payroll.example.org/after?done=yes&x=y",
      "https://payroll.example.org/after?done=yes#x",
      "https://payroll.example.org/after?done=yes ",
      " https://payroll.example.org/after?done=yes",
      "https://payroll.example.org/after?done=yes\u0000",
      "https://payroll.example.org/after?done=yes\nhttps://evil.example",
      "https://payroll.example.org/AFTER?done=yes",
      "https://payroll.example.org/./after?done=yes",
      "https://payroll.example.org/x/../after?done=yes",
      "https://payroll.example.org//after?done=yes",
      "https://payroll.example.org/%61fter?done=yes",
      "https://payroll.example.org:443/after?done=yes",
      "https://payroll.example.org:8443/after?done=yes",
      "https://payroll.example.org./after?done=yes",
      "https://PAYROLL.example.org/after?done=yes",
      "HTTPS://payroll.example.org/after?done=yes",
      "http://payroll.example.org/after?done=yes",
      "https://payroll.example.org@evil.example/after?done=yes",
      "https://user@payroll.example.org/after?done=yes",
      "https://payroll.example.org.evil.example/after?done=yes",
      "https://evil.example/https://payroll.example.org/after?done=yes",
      "https://evil.example?https://payroll.example.org/after?done=yes",
      "https://evil.example\\@payroll.example.org/after?done=yes",
      "https:\\\\payroll.example.org/after?done=yes",
      "https:/payroll.example.org/after?done=yes",
      "https:payroll.example.org/after?done=yes",
      "//payroll.example.org/after?done=yes",
      "///payroll.example.org/after?done=yes",
      "/\\payroll.example.org/after?done=yes",
      "https://p\u0430yroll.example.org/after?done=yes", // a Cyrillic letter
      "https://payroll\u3002example.org/after?done=yes", // a full stop that browsers read as a dot
      "javascript:alert(1)//https://payroll.example.org/after?done=yes",
      "data:text/html,<script>alert(1)</script>",
      "https://portal.example.org/", // of another application
      ""})
  void whatever_only_looks_like_it_is_nothing(String address) {
    assertThat(of("app=payroll&return=" + encoded(address))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "app=portal&return=", "app=PAYROLL&return=", "app=&return=", "return=", "app=payroll&app=payroll&return=",
      "app=payroll&return=https%3A%2F%2Fevil.example&return=", "app=payroll&%72eturn=x&return=",
      "app=payroll&broken=%zz&return=", "app=payroll&flag&return=", "app=payroll&return=https%3A%2F%2Fevil.example%3F",
      "app=payroll&Return=", "app[]=payroll&return="})
  void another_application_a_doubled_field_or_a_broken_one_is_nothing(String before) {
    assertThat(of(before + encoded(AFTER))).isEmpty();
  }

  @Test
  void encoded_twice_is_another_address() {
    assertThat(of("app=payroll&return=" + encoded(encoded(AFTER)))).isEmpty();
    assertThat(of("app=payroll")).isEmpty();
    assertThat(of(null)).isEmpty();
  }

  @Test
  void a_form_is_read_as_a_link_is() {
    Form form = Form.parse(("name=b.hansen&app=payroll&return=" + encoded(AFTER)).getBytes(StandardCharsets.US_ASCII));
    Form forged = Form
        .parse("name=b.hansen&app=payroll&return=https://evil.example".getBytes(StandardCharsets.US_ASCII));

    assertThat(Back.of(form, applications)).isPresent();
    assertThat(Back.of(forged, applications)).isEmpty();
  }

  @Test
  void what_is_registered_no_more_is_no_way_back_for_cases_that_kept_it() {
    assertThat(Back.of(new CameFrom("payroll", AFTER), applications)).isPresent();
    assertThat(Back.of(new CameFrom("payroll", "https://payroll.example.org/gone"), applications)).isEmpty();
    assertThat(Back.of(new CameFrom("gone", AFTER), applications)).isEmpty();
  }

  @Test
  void the_first_page_says_where_somebody_came_from_and_otherwise_nothing_at_all() {
    Optional<Back> back = of("app=payroll&return=" + encoded(AFTER));
    Optional<Back> forged = of("app=payroll&return=" + encoded("https://evil.example/"));

    assertThat(start(back)).contains("You came from Payroll", "name=\"app\" value=\"payroll\"", "/enroll?app=payroll");
    assertThat(start(forged)).isEqualTo(start(Optional.empty())).doesNotContain("Payroll", "evil");
  }

  private static String start(Optional<Back> back) {
    var page = new FirstPages.Start(
        Rail.start(Journey.PASSWORD), Optional.empty(), Optional.empty(), back, Journey.PASSWORD, "");
    return PagesTest.typesetter(PagesTest.settings(Set.of())).set(page, FakeWeb.visit(Locale.ENGLISH));
  }
}
