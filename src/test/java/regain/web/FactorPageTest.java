package regain.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import regain.kernel.Secret;
import regain.recovery.NewFactor;

class FactorPageTest {
  /** The vectors of RFC 4648 section 10, without padding and in groups of four. */
  @ParameterizedTest
  @CsvSource({"f, MY", "fo, MZXQ", "foo, MZXW 6", "foob, MZXW 6YQ", "fooba, MZXW 6YTB", "foobar, MZXW 6YTB OI"})
  void a_key_is_shown_in_base32_as_apps_take_it(String key, String shown) {
    FactorPage page = FactorPage.of("b.hansen", new NewFactor("keycloak", Secret.of(key)));

    assertThat(page.key()).isEqualTo(shown);
    assertThat(page.link()).isEqualTo(
        "otpauth://totp/b.hansen?secret=" + shown.replace(" ", "") + "&issuer=keycloak");
  }
}
