package regain.devices;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.naming.NamingEnumeration;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.security.auth.x500.X500Principal;

/** The serialNumber in a subject's name (X.520, RFC 4519 section 2.31): of the computer, not of the certificate. */
final class SerialNumber {
  private static final String TYPE = "serialNumber";
  private static final Map<String, String> NAMED = Map.of("2.5.4.5", TYPE);

  private SerialNumber() {}

  /** Empty when there is none, when there are several, and when it is no text. */
  static Optional<String> of(X500Principal subject) {
    try {
      var found = new ArrayList<Object>();
      for (Rdn each : new LdapName(subject.getName(X500Principal.RFC2253, NAMED)).getRdns()) {
        found.addAll(values(each));
      }
      return found.size() == 1 && found.getFirst() instanceof String number && !number.isBlank()
          ? Optional.of(number.strip())
          : Optional.empty();
    } catch (NamingException unreadable) {
      return Optional.empty();
    }
  }

  private static List<Object> values(Rdn rdn) throws NamingException {
    var values = new ArrayList<Object>();
    NamingEnumeration<? extends Attribute> attributes = rdn.toAttributes().getAll();
    while (attributes.hasMore()) {
      Attribute each = attributes.next();
      if (each.getID().equalsIgnoreCase(TYPE)) {
        for (int i = 0; i < each.size(); i++) {
          values.add(each.get(i));
        }
      }
    }
    return values;
  }
}
