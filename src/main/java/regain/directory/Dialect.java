package regain.directory;

import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ModifyRequest;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.controls.AssertionRequestControl;
import com.unboundid.ldap.sdk.experimental.DraftBeheraLDAPPasswordPolicy10RequestControl;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import regain.kernel.PersonId;

/**
 * What differs between kinds of directories: the immutable id, and the operation that sets a password. This is the
 * standards' dialect (OpenLDAP and others). Active Directory's would name {@code objectGUID} and its mixed byte order,
 * {@code unicodePwd} in quoted UTF-16LE, and answers by Windows error number; it becomes a second dialect here, and
 * nothing else in this package asks for either.
 */
final class Dialect {
  private static final String ID = "entryUUID";
  private static final String PASSWORD = "userPassword";

  String idAttribute() {
    return ID;
  }

  Filter identity(PersonId person) {
    return Filter.createEqualityFilter(ID, person.toString());
  }

  /**
   * @throws LDAPException when the entry shows none: the service account may not read it, or it is no such directory
   */
  PersonId identity(Entry entry) throws LDAPException {
    try {
      return new PersonId(UUID.fromString(entry.getAttributeValue(ID)));
    } catch (IllegalArgumentException | NullPointerException wrong) {
      throw new LDAPException(ResultCode.DECODING_ERROR, "an entry shows no " + ID, wrong);
    }
  }

  /**
   * A modification of {@code userPassword} under a critical assertion (RFC 4528). It is not RFC 3062's password modify:
   * slapd refuses an assertion on that extended operation (unavailableCriticalExtension), and without one an account
   * could be locked between the look and the change. So hashing is left to the directory, which has to be told to
   * ({@code ppolicy_hash_cleartext}): a value that is hashed here could be checked against neither history nor length.
   */
  ModifyRequest newPassword(Entry entry, PersonId person, List<Filter> unchanged, byte[] password) {
    var assertion = Filter.createANDFilter(Stream.concat(Stream.of(identity(person)), unchanged.stream()).toList());
    return new ModifyRequest(
        entry.getDN(),
        new Modification[]{new Modification(ModificationType.REPLACE, PASSWORD, password)},
        new Control[]{new AssertionRequestControl(assertion, true), passwordPolicy()});
  }

  /** Asks for the reason of a refusal; not critical, so that a directory without password policies works too. */
  Control passwordPolicy() {
    return new DraftBeheraLDAPPasswordPolicy10RequestControl(false);
  }
}
