package regain.directory;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One member of a group of Active Directory, and for how many seconds it will be one ([MS-ADTS] section 3.1.1.9.2, TTL-DN). It is written as
 * {@code <TTL=3600,CN=…>}; domain controllers are seen to answer with {@code <TTL=3600>,CN=…}, and either is read.
 *
 * @param left empty when it does not end
 */
record TimedLink(DN member, Optional<Integer> left) {
  static final String MEMBER = "member";
  /** LDAP_SERVER_LINK_TTL_OID, section 3.1.1.3.4.1.36: for searches, without a value. */
  private static final String SHOWN = "1.2.840.113556.1.4.2309";
  private static final Pattern TIMED = Pattern
      .compile("<TTL=(?:(?<a>[0-9]{1,9}),(?<inside>[^<>].*)>|(?<b>[0-9]{1,9})>,(?<outside>[^<>].*))");

  static Control shown() {
    return new Control(SHOWN, true);
  }

  static String written(String dn, long seconds) {
    return "<TTL=" + seconds + "," + dn + ">";
  }

  /** @throws LDAPException when it is none of both, and no name of an entry */
  static TimedLink parse(String value) throws LDAPException {
    Matcher timed = TIMED.matcher(value);
    if (!timed.matches() && value.startsWith("<")) {
      throw new LDAPException(ResultCode.DECODING_ERROR, "a link of another shape");
    }
    if (!timed.matches()) {
      return new TimedLink(new DN(value), Optional.empty());
    }
    @Nullable String inside = timed.group("inside");
    return inside == null
        ? new TimedLink(new DN(timed.group("outside")), Optional.of(Integer.valueOf(timed.group("b"))))
        : new TimedLink(new DN(inside), Optional.of(Integer.valueOf(timed.group("a"))));
  }

  /** @throws LDAPException when it has more than are shown at once (section 3.1.1.3.1.3.3): then nothing is known of it */
  static List<TimedLink> of(Entry group) throws LDAPException {
    var all = new ArrayList<TimedLink>();
    for (Attribute each : group.getAttributes()) {
      if (each.getBaseName().equalsIgnoreCase(MEMBER)) {
        if (each.hasOptions()) {
          throw new LDAPException(ResultCode.SIZE_LIMIT_EXCEEDED, "a group with too many members");
        }
        for (String value : each.getValues()) {
          all.add(parse(value));
        }
      }
    }
    return all;
  }

  Optional<Instant> end(Instant now) {
    return left.map(now::plusSeconds);
  }
}
