package regain.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import regain.demo.DemoDevices;
import regain.enrollment.Enrollment;
import regain.enrollment.Invitations;
import regain.kernel.Secret;
import regain.kernel.Transactions;
import regain.policy.Narrowing;
import regain.policy.Purpose;
import regain.recovery.Changes;
import regain.recovery.Postures;

/** What has happened before a test begins. */
final class Given {
  private static final String LOCK = "pwdAccountLockedTime";

  private Given() {}

  static void locked(TestHouse house, String name) {
    change(house, name, new Modification(ModificationType.REPLACE, LOCK, "000001010000Z"));
  }

  static void marked(TestHouse house, String name, String mark) {
    change(house, name, new Modification(ModificationType.ADD, "employeeType", mark));
  }

  /** The directory says this of them as well. */
  static void marks(TestHouse house, String name, String attribute, String value) {
    change(house, name, new Modification(ModificationType.ADD, attribute, value));
  }

  /** There is no such entry any more. */
  static void gone(TestHouse house, String name) {
    try {
      house.demo.administrator().delete(entry(house, name).getDN());
    } catch (LDAPException broken) {
      throw new IllegalStateException(broken);
    }
  }

  /** The name of a constraint, as the database says it. */
  static String constraint(String name) {
    return TestDatabase.ON_POSTGRES ? name : name.toUpperCase(Locale.ROOT);
  }

  /** The directory says this of somebody from now on. Returns whether it keeps such a value at all. */
  static boolean says(TestHouse house, String name, String attribute, String... values) {
    try {
      house.demo.administrator().modify(
          entry(house, name).getDN(), new Modification(ModificationType.REPLACE, attribute, values));
      return true;
    } catch (LDAPException refused) {
      return false;
    }
  }

  /** The directory names another supervisor from now on. */
  static void reportsTo(TestHouse house, String name, String supervisor) {
    change(house, name, new Modification(ModificationType.REPLACE, "manager", entry(house, supervisor).getDN()));
  }

  /** A computer of the organisation is given to these people; nobody for one that goes back into the store. */
  static void owned(TestHouse house, String number, String... owners) {
    try {
      Entry computer = DemoDevices.computer(number, owners);
      writtenOff(house, number);
      house.demo.administrator().add(computer);
    } catch (LDAPException broken) {
      throw new IllegalStateException(broken);
    }
  }

  static void writtenOff(TestHouse house, String number) {
    try {
      String dn = DemoDevices.computer(number).getDN();
      if (house.demo.administrator().getEntry(dn) != null) {
        house.demo.administrator().delete(dn);
      }
    } catch (LDAPException broken) {
      throw new IllegalStateException(broken);
    }
  }

  /** The directory knows this address of the person no more. */
  static void without(TestHouse house, String name, String address) {
    change(house, name, new Modification(ModificationType.DELETE, "mail", address));
  }

  /** Somebody else got the name: the same entry, with another immutable id. */
  static void madeAgain(TestHouse house, String name) {
    try {
      Entry entry = entry(house, name).duplicate();
      house.demo.administrator().delete(entry.getDN());
      entry.removeAttribute("entryUUID");
      entry.setAttribute("entryUUID", "00000000-0000-4000-8000-00000000abcd");
      house.demo.administrator().add(entry);
    } catch (LDAPException broken) {
      throw new IllegalStateException(broken);
    }
  }

  static boolean isLocked(TestHouse house, String name) {
    return entry(house, name).getAttributeValue(LOCK) != null;
  }

  /** What the directory itself holds, empty when nothing. */
  static String value(TestHouse house, String name, String attribute) {
    return Optional.ofNullable(entry(house, name).getAttributeValue(attribute)).orElse("");
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
          house.demo
              .administrator()
              .searchForEntry("dc=nordhafen,dc=example", SearchScope.SUB, "(uid=" + name + ")", "*", "+"))
          .orElseThrow();
    } catch (LDAPException broken) {
      throw new IllegalStateException(broken);
    }
  }

  /** Founding is over, as if three people held their keys. */
  static void founded(TestHouse house) {
    house.database.change("update founding set closed_at = opened_at");
  }

  /** Somebody who was invited as a founder, and showed the directory password as the second means. */
  static SoftPasskey enrolledByInvitation(TestHouse house, String name, String password) {
    Secret code = house.part(Transactions.class).begin(() -> house.part(Invitations.class).found(house.person(name)));
    var passkey = new SoftPasskey(name.hashCode());
    Journey.open(house, Purpose.ENROLLMENT, name)
        .invitation(code.open(String::new))
        .password(password)
        .bind(passkey);
    return passkey;
  }

  /** Signs a change that waits for it. */
  static Changes.Outcome signed(TestHouse house, SoftPasskey by, UUID change) {
    var holder = SignedIn.with(house, by).holder();
    Changes changes = house.part(Changes.class);
    return changes.ask(holder, change)
        .map(it -> changes.sign(holder, change, by.get(it)))
        .orElse(Changes.Outcome.GONE);
  }

  /** In this session somebody adds a passkey: it is new for three days. */
  static SoftPasskey added(TestHouse house, Enrollment.Holder by) {
    var added = new SoftPasskey(77);
    String answer = added.create(house.enrollment().askPasskey(by).orElseThrow());
    assertThat(house.enrollment().addPasskey(by, answer, "Another", TestHouse.arrival()))
        .isEqualTo(Enrollment.Change.DONE);
    return added;
  }

  /** What two reviewers have narrowed for a day from now. */
  static void narrowed(TestHouse house, SoftPasskey one, SoftPasskey other, Narrowing... narrows) {
    UUID change = house.part(Postures.class)
        .draft(SignedIn.with(house, one).holder(), Set.of(narrows), Duration.ofHours(24),
            "Calls to the desk since noon");
    assertThat(signed(house, one, change)).isEqualTo(Changes.Outcome.PROPOSED);
    assertThat(signed(house, other, change)).isEqualTo(Changes.Outcome.CONFIRMED);
  }
}
