package regain.running;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchScope;
import regain.demo.DemoDirectory;

/** Asks the directory itself whether a password is somebody's. */
final class Binds {
  private Binds() {}

  static boolean with(DemoDirectory directory, String name, String password) {
    try {
      var server = (InMemoryDirectoryServer) directory.administrator();
      return server.bind(dn(directory, name), password).getResultCode().equals(ResultCode.SUCCESS);
    } catch (LDAPException refused) {
      return false;
    }
  }

  static String dn(DemoDirectory directory, String name) {
    try {
      return directory
          .administrator()
          .search("dc=nordhafen,dc=example", SearchScope.SUB, "(uid=" + name + ")")
          .getSearchEntries()
          .getFirst()
          .getDN();
    } catch (LDAPException broken) {
      throw new IllegalStateException(broken);
    }
  }
}
