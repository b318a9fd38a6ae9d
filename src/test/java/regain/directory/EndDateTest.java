package regain.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndDateTest {
  private final EndDate end = new EndDate("end");

  @ParameterizedTest
  @CsvSource({
      // The day itself counts as over (shadow(5)), and a day is a day in UTC.
      "20000,2024-10-03T23:59:59Z,false", "20000,2024-10-04T00:00:00Z,true",
      "20241004120000Z,2024-10-04T11:59:59Z,false", "20241004120000Z,2024-10-04T12:00:00Z,true",
      "20241004120000+0200,2024-10-04T10:00:00Z,true", "20241004120000.5Z,2024-10-04T12:00:00Z,false",
      // An ISO date is the last good day.
      "2024-10-04,2024-10-04T23:59:59Z,false", "2024-10-04,2024-10-05T00:00:00Z,true",
      "-1,2999-01-01T00:00:00Z,false", "0,2024-10-04T00:00:00Z,true"
  })
  void an_end_is_passed_from_its_instant_on(String value, Instant now, boolean passed) throws LDAPException {
    assertThat(end.passed(entry(value), now)).isEqualTo(passed);
  }

  @Test
  void without_a_date_there_is_no_end() throws LDAPException {
    assertThat(end.passed(new Entry("cn=x"), Instant.MAX)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"soon", "2024-13-45", "04.10.2024", "99999999", ""})
  void what_is_no_date_is_not_guessed(String value) {
    assertThatThrownBy(() -> end.passed(entry(value), Instant.EPOCH)).isInstanceOf(LDAPException.class);
  }

  @Test
  void the_assertion_pins_what_was_judged() throws LDAPException {
    assertThat(end.unchanged(entry("20000")).matchesEntry(entry("20000"))).isTrue();
    assertThat(end.unchanged(entry("20000")).matchesEntry(entry("1"))).isFalse();
    assertThat(end.unchanged(entry("20000")).matchesEntry(new Entry("cn=x"))).isFalse();
    assertThat(end.unchanged(new Entry("cn=x")).matchesEntry(entry("1"))).isFalse();
  }

  private static Entry entry(String value) {
    return new Entry("cn=x", new Attribute("end", value));
  }
}
