package regain.demo;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.experimental.DraftBeheraLDAPPasswordPolicy10ErrorType;
import com.unboundid.util.StaticUtils;
import java.text.ParseException;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a policy entry demands of a new password, in slapd's order: age, then length, then history. A stand-in for the
 * ppolicy overlay, as far as the contract test looks.
 */
record PasswordPolicy(int inHistory, int minAgeSeconds, int minLength, int maxFailures) {
  static PasswordPolicy of(InMemoryDirectoryServer server, Entry person) throws LDAPException {
    Entry own = policy(server, person.getAttributeValue("pwdPolicySubentry"));
    return new PasswordPolicy(
        number(own, "pwdInHistory"),
        number(own, "pwdMinAge"),
        number(own, "pwdMinLength"),
        number(own, "pwdMaxFailure"));
  }

  Optional<DraftBeheraLDAPPasswordPolicy10ErrorType> objection(
      InMemoryDirectoryServer server, Entry person, ASN1OctetString password, Instant now) throws LDAPException {
    if (tooYoung(person, now)) {
      return Optional.of(DraftBeheraLDAPPasswordPolicy10ErrorType.PASSWORD_TOO_YOUNG);
    }
    if (password.getValueLength() < minLength) {
      return Optional.of(DraftBeheraLDAPPasswordPolicy10ErrorType.PASSWORD_TOO_SHORT);
    }
    return known(server, person, password)
        ? Optional.of(DraftBeheraLDAPPasswordPolicy10ErrorType.PASSWORD_IN_HISTORY)
        : Optional.empty();
  }

  private boolean tooYoung(Entry person, Instant now) {
    String changed = person.getAttributeValue("pwdChangedTime");
    try {
      return changed != null
          && now.isBefore(StaticUtils.decodeGeneralizedTime(changed).toInstant().plusSeconds(minAgeSeconds));
    } catch (ParseException broken) {
      return true;
    }
  }

  /** The old ones are put where the current one belongs, because there the server compares. */
  private static boolean known(InMemoryDirectoryServer server, Entry person, ASN1OctetString password)
      throws LDAPException {
    var before = new Entry(person.getDN());
    Stream.of("userPassword", "pwdHistory")
        .map(person::getAttributeValues)
        .filter(it -> it != null)
        .flatMap(Stream::of)
        .forEach(it -> before.addAttribute("userPassword", it));
    return !server.getPasswordsInEntry(before, password).isEmpty();
  }

  private static Entry policy(InMemoryDirectoryServer server, @Nullable String dn) throws LDAPException {
    Entry policy = server.getEntry(dn == null ? DemoTree.STANDARD : dn);
    if (policy == null) {
      throw new IllegalStateException("the policy is gone: " + dn);
    }
    return policy;
  }

  private static int number(Entry policy, String attribute) {
    return Integer.parseInt(policy.getAttributeValue(attribute));
  }
}
