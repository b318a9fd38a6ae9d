package regain.applications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The keys that sign: with ids, from a file, and never shown but for their public halves. */
class SigningKeysTest {
  @TempDir private Path folder;

  @Test
  void all_public_halves_are_published_and_no_private_one() throws ParseException {
    JWKSet published = JWKSet.parse(TestSigningKeys.both("one").published());

    assertThat(published.getKeys()).extracting(JWK::getKeyID).containsExactly("one", "two");
    assertThat(published.getKeys()).noneMatch(JWK::isPrivate);
    assertThat(published.getKeys().getFirst().toJSONObject().keySet())
        .containsExactlyInAnyOrder("kty", "use", "alg", "kid", "n", "e");
  }

  @Test
  void they_are_read_from_a_file() {
    assertThat(SigningKeys.read(TestSigningKeys.file(folder)).current().getKeyID()).isEqualTo("one");
    assertThatThrownBy(() -> SigningKeys.read(folder.resolve("nothing")))
        .hasMessageContaining("regain.applications.keys-file cannot be read");
  }

  @Test
  void what_is_short_or_no_key_or_names_none_is_refused_and_not_shown() {
    String weak = TestSigningKeys.key(1024);

    refused(Map.of("current", "weak", "weak", weak), "'weak' is no RSA key");
    refused(Map.of("current", "odd", "odd", "c2hvcnQ="), "'odd' is no RSA key");
    refused(Map.of("current", "a b", "a b", TestSigningKeys.ONE), "'a b' is no RSA key");
    refused(Map.of("current", "gone", "one", TestSigningKeys.ONE), "current = ID");
    refused(Map.of("one", TestSigningKeys.ONE), "current = ID");
  }

  private static void refused(Map<String, String> lines, String why) {
    assertThatThrownBy(() -> new SigningKeys(lines))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("regain.applications.keys-file")
        .hasMessageContaining(why)
        .satisfies(it -> lines.values().stream().filter(value -> value.length() > 7)
            .forEach(value -> assertThat(it.getMessage()).doesNotContain(value)));
  }
}
