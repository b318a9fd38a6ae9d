package regain.house;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import java.util.Optional;
import regain.enrollment.Invitations;
import regain.kernel.Secret;
import regain.kernel.Transactions;
import regain.policy.Purpose;

/** What has happened before a test begins. */
final class Given {
  private static final String LOCK = "pwdAccountLockedTime";

  private Given() {}

  static void locked(TestHouse house, String name) {
    change(house, name, new Modification(ModificationType.REPLACE, LOCK, "000001010000Z"));
  }

  static boolean isLocked(TestHouse house, String name) {
    return entry(house, name).getAttributeValue(LOCK) != null;
  }

  private static void change(TestHouse house, String name, Modification modification) {
    try {
      house.demo.administrator().modify(entry(house, name).getDN(), modification);
    } catch (LDAPException broken) {
      throw new IllegalStateException(broken);
    }
  }

  private static SearchResultEntry entry(TestHouse house, String name) {
    try {
      return Optional.ofNullable(
              house
                  .demo
                  .administrator()
                  .searchForEntry("dc=nordhafen,dc=example", SearchScope.SUB, "(uid=" + name + ")", "*", "+"))
          .orElseThrow();
    } catch (LDAPException broken) {
      throw new IllegalStateException(broken);
    }
  }

  /** Somebody who was invited as a founder, and showed the directory password as the second means. */
  static SoftPasskey enrolledByInvitation(TestHouse house, String name, String password) {
    Secret code =
        house.part(Transactions.class).begin(() -> house.part(Invitations.class).found(house.person(name)));
    var passkey = new SoftPasskey(name.hashCode());
    Journey.open(house, Purpose.ENROLLMENT, name)
        .invitation(code.open(String::new))
        .password(password)
        .bind(passkey);
    return passkey;
  }
}
