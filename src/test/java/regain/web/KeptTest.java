package regain.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import regain.assurance.Requirement;
import regain.enrollment.Passkey;
import regain.enrollment.Passkeys;
import regain.kernel.CaseId;
import regain.kernel.PersonId;
import regain.words.Words;

/** What the account page says of a passkey, and hands to the script. */
class KeptTest {
  private static final UUID ID = UUID.fromString("11111111-2222-4333-8444-555555555555");
  private static final Optional<UUID> BITWARDEN = Optional.of(UUID.fromString("d548826e-79b4-db40-a3d8-11116f7e8349"));

  private final Words words = new Words();

  private String said(Locale language, boolean synced, Optional<UUID> make) {
    var passkey = new Passkey(ID, new PersonId(ID), "Mine", synced, synced, make, SamplePages.NOW, Optional.empty(),
        Optional.empty(), Optional.empty(), Optional.empty(), new CaseId(ID));
    Kept kept = Kept.of(passkey);
    return words.say(language, kept.key(), kept.provider());
  }

  @Test
  @Requirement("R-63B-4.1-a")
  void a_provider_that_is_known_is_named() {
    assertThat(said(Locale.ENGLISH, true, BITWARDEN)).isEqualTo("Kept by Bitwarden, also on your other devices.");
    assertThat(said(Locale.GERMAN, false, BITWARDEN)).isEqualTo("Bleibt auf einem Gerät (Bitwarden).");
  }

  @Test
  void one_that_is_not_known_is_not_made_up() {
    assertThat(said(Locale.ENGLISH, true, Optional.empty()))
        .isEqualTo("Kept by its provider, also on your other devices.");
    assertThat(said(Locale.ENGLISH, false, Optional.of(ID))).isEqualTo("Stays on one device.");
  }

  @Test
  void what_providers_should_keep_is_written_as_the_browser_reads_it() {
    assertThat(Ceremony.accepted(new Passkeys.Accepted("localhost", "AQ", List.of("Ag", "_w-"))))
        .isEqualTo("{\"rpId\":\"localhost\",\"userId\":\"AQ\",\"allAcceptedCredentialIds\":[\"Ag\",\"_w-\"]}");
  }
}
