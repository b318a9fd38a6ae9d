package regain.directory;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldif.LDIFException;
import java.time.InstantSource;
import java.util.Map;

/** What the cases are given. */
interface Given {
  TestServer server();

  Adapter adapter(Map<String, String> overrides, InstantSource clock);

  default Adapter adapter() {
    return adapter(Map.of(), InstantSource.system());
  }

  /** An adapter in which something happens between the look-up of an account and what is done to it. */
  default Adapter adapterWith(Map<String, String> overrides, Meanwhile meanwhile) {
    return adapter(
        overrides,
        () -> {
          meanwhile.happens();
          return InstantSource.system().instant();
        });
  }

  default String dn(String uid) {
    return "uid=" + uid + ",ou=people,dc=nordhafen,dc=example";
  }

  /** Everything that is stored of somebody, operational attributes included. */
  default Entry stored(String uid) {
    try {
      return server().administrator().getEntry(dn(uid), "*", "+");
    } catch (LDAPException wrong) {
      throw new AssertionError(wrong);
    }
  }

  /** What an administrator does; no values removes the attribute. */
  default void replace(String uid, String attribute, String... values) {
    try {
      server().administrator().modify(dn(uid), new Modification(ModificationType.REPLACE, attribute, values));
    } catch (LDAPException wrong) {
      throw new AssertionError(wrong);
    }
  }

  /** The account is deleted, and somebody else is given its name. */
  default void recreate(String uid) {
    try {
      server().administrator().delete(dn(uid));
      server()
          .administrator()
          .add(
              "dn: " + dn(uid),
              "objectClass: inetOrgPerson",
              "uid: " + uid,
              "cn: Somebody Else",
              "sn: Else",
              "userPassword: Somebody-elses-password");
    } catch (LDAPException | LDIFException wrong) {
      throw new AssertionError(wrong);
    }
  }

  /** Something that happens in between. */
  interface Meanwhile {
    void happens();
  }
}
