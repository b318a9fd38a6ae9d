package regain.directory;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.Entry;
import java.io.UncheckedIOException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import regain.kernel.PersonId;
import regain.recovery.port.CredentialTarget.Outcome;
import regain.recovery.port.CredentialTarget.Why;

/** Nothing is logged that should not be, whatever happens. */
interface SecrecyCases extends Given {
  String SECRET = "Ebbe und Flut am Kai";

  @Test
  default void e_9_no_password_and_no_name_is_logged_even_at_the_finest_level(@TempDir Path folder) {
    PersonId person = adapter().person("b.hansen");
    Entry before = stored("b.hansen");
    try (var overheard = Overheard.begin()) {
      assertThat(adapter().fits(person, SECRET).known()).contains(false);
      assertThat(adapter().set(person, SECRET)).isEqualTo(new Outcome.Set());
      assertThat(adapter().set(person, SECRET)).isEqualTo(new Outcome.Refused(Why.IN_HISTORY));
      var meanwhile = adapterWith(Map.of(), () -> replace("b.hansen", "pwdAccountLockedTime", MeanwhileCases.LOCK));
      assertThat(meanwhile.set(person, SECRET + "!")).isEqualTo(new Outcome.Refused(Why.NOT_ELIGIBLE));
      assertThat(adapter(Map.of("bind-password-file", wrong(folder)), InstantSource.system()).set(person, SECRET))
          .isEqualTo(new Outcome.Refused(Why.MISCONFIGURED));

      assertThat(overheard.text())
          .isNotEmpty()
          .doesNotContain(SECRET, "the service account's", "hansen", before.getAttributeValue("displayName"));
    }
  }

  private static String wrong(Path folder) {
    try {
      return Files.writeString(folder.resolve("password"), "a wrong one").toString();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
