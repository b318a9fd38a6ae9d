package regain.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import regain.assurance.Requirement;
import regain.kernel.Digest;
import regain.kernel.Keyring;

class CsrfTest {
  private static final SameOrigin OURS = new SameOrigin("https://regain.example");

  private int drawn;
  private final Csrf csrf = new Csrf(new Tags(), length -> {
    byte[] bytes = new byte[length];
    bytes[0] = (byte) ++drawn;
    return bytes;
  });

  @Test
  @Requirement({"R-63B-5.1-a", "R-ASVS-3.5"})
  void a_token_fits_its_own_visit_and_no_other() {
    String mine = csrf.fresh();
    String yours = csrf.fresh();

    assertThat(csrf.fits(mine, csrf.token(mine))).isTrue();
    assertThat(csrf.fits(yours, csrf.token(mine))).isFalse();
    assertThat(csrf.fits(mine, "")).isFalse();
  }

  @Test
  void a_visit_that_is_not_of_our_making_has_no_token_at_all() {
    assertThat(csrf.fits("planted", csrf.token("planted"))).isFalse();
  }

  @Test
  void a_visit_has_at_least_128_bits() {
    assertThat(csrf.fresh()).hasSize(43);
  }

  @Test
  @Requirement("R-ASVS-3.5")
  void the_browser_must_not_name_another_place() {
    assertThat(permits("https://regain.example", "same-origin")).isTrue();
    assertThat(permits("https://regain.example", null)).isTrue();
    assertThat(permits(null, null)).isTrue();
    assertThat(permits("https://evil.example", null)).isFalse();
    assertThat(permits("https://regain.example.evil.example", null)).isFalse();
    assertThat(permits("http://regain.example", null)).isFalse();
    assertThat(permits("https://regain.example", "cross-site")).isFalse();
    assertThat(permits(null, "same-site")).isFalse();
    assertThat(permits(null, "none")).isFalse();
  }

  @Test
  void an_origin_that_the_browser_hides_is_ours_only_when_it_says_so_elsewhere() {
    assertThat(permits("null", "same-origin")).isTrue();
    assertThat(permits("null", "cross-site")).isFalse();
    assertThat(permits("null", null)).isFalse();
  }

  private static boolean permits(String origin, String site) {
    return OURS.permits(Optional.ofNullable(origin), Optional.ofNullable(site));
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
