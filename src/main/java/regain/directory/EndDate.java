package regain.directory;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.util.StaticUtils;
import java.text.ParseException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * An attribute that says when something ends. Three forms are read: days since 1970 (as {@code shadowExpire}; negative
 * means never), an LDAP generalized time (RFC 4517 section 3.3.13), and an ISO date, which is the last good day in UTC.
 */
record EndDate(String attribute) {
  /** @throws LDAPException when there is a value that has none of the forms: then nothing may be concluded */
  boolean passed(Entry entry, Instant now) throws LDAPException {
    return named(entry) && !now.isBefore(end(entry.getAttributeValue(attribute)));
  }

  /** Whether the entry names an end at all. */
  boolean named(Entry entry) {
    String value = entry.getAttributeValue(attribute);
    return value != null && !value.startsWith("-");
  }

  /**
   * Asserts that the date is still the one that was judged. It is pinned by equality because {@code shadowExpire} has
   * no ordering rule, and a filter that orders it is undefined and never true (RFC 4511 section 4.5.1.7).
   */
  Filter unchanged(Entry entry) {
    String value = entry.getAttributeValue(attribute);
    return value == null
        ? Filter.createNOTFilter(Filter.createPresenceFilter(attribute))
        : Filter.createEqualityFilter(attribute, value);
  }

  private Instant end(String value) throws LDAPException {
    try {
      if (value.matches("\\d{1,6}")) {
        return Instant.EPOCH.plus(Duration.ofDays(Long.parseLong(value)));
      }
      return value.matches("\\d{4}-\\d\\d-\\d\\d")
          ? LocalDate.parse(value).plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant()
          : StaticUtils.decodeGeneralizedTime(value).toInstant();
    } catch (ParseException | DateTimeException wrong) {
      throw new LDAPException(ResultCode.DECODING_ERROR, attribute + " holds no date that can be read", wrong);
    }
  }
}
