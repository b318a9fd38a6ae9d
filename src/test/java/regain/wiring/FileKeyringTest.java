package regain.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Keys have ids and overlap, and a domain is a wall. */
class FileKeyringTest {
  private static final String ONE = "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=";
  private static final String TWO = "AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI=";
  private static final String THREE = "AwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwM=";
  private static final byte[] MESSAGE = "message".getBytes(StandardCharsets.UTF_8);

  private static FileKeyring keyring(String current) {
    return new FileKeyring(Map.of("current", current, "a", ONE, "b", TWO, "pseudonym", THREE));
  }

  @Test
  void what_an_older_key_tagged_still_verifies_after_a_rotation() {
    String tag = keyring("a").tag("domain", MESSAGE);

    assertThat(keyring("b").verify("domain", MESSAGE, tag)).isTrue();
    assertThat(keyring("b").tag("domain", MESSAGE)).startsWith("b.").isNotEqualTo(tag);
  }

  @Test
  void a_tag_is_worth_nothing_in_another_domain_or_for_another_message() {
    String tag = keyring("a").tag("domain", MESSAGE);

    assertThat(keyring("a").verify("other", MESSAGE, tag)).isFalse();
    assertThat(keyring("a").verify("domain", new byte[0], tag)).isFalse();
    assertThat(keyring("a").verify("domain", MESSAGE, "c" + tag.substring(1))).isFalse();
    assertThat(keyring("a").verify("domain", MESSAGE, "pseudonym" + tag.substring(1))).isFalse();
    assertThat(keyring("a").verify("domain", MESSAGE, "")).isFalse();
  }

  @Test
  void a_pseudonym_outlives_rotations() {
    assertThat(keyring("a").pseudonym("domain", MESSAGE)).isEqualTo(keyring("b").pseudonym("domain", MESSAGE));
  }

  @Test
  void a_key_that_is_short_or_missing_refuses_the_start_and_is_not_shown() {
    assertThatThrownBy(() -> new FileKeyring(Map.of("current", "a", "a", "c2hvcnQ=", "pseudonym", THREE)))
        .isInstanceOf(UnsafeSettingsException.class)
        .hasMessageContaining("'a'")
        .hasMessageNotContaining("c2hvcnQ");
    assertThatThrownBy(() -> new FileKeyring(Map.of("current", "a", "a", ONE)))
        .isInstanceOf(UnsafeSettingsException.class);
  }
}
