package regain.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A passkey says who keeps it, when that is somebody whom people know. */
class ProvidersTest {
  @Test
  void a_known_make_has_a_name() {
    assertThat(Providers.name(UUID.fromString("fbfc3007-154e-4ecc-8c0b-6e020557d7bd"))).contains("Apple Passwords");
  }

  @Test
  void a_make_that_is_not_said_or_not_known_has_none() {
    assertThat(Providers.name(new UUID(0, 0))).isEmpty();
    assertThat(Providers.name(UUID.fromString("11111111-2222-4333-8444-555555555555"))).isEmpty();
  }
}
