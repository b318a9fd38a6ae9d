package regain.running;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.util.ssl.SSLUtil;
import com.unboundid.util.ssl.TrustAllTrustManager;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.util.Optional;
import regain.demo.DemoDirectory;

/** Asks the directory itself whether a password is somebody's. */
final class Binds {
  private Binds() {}

  /** Over the network, as anybody would: a bind from inside would change who the server takes its tests for. */
  static boolean with(DemoDirectory directory, String name, String password) {
    try (var connection = new LDAPConnection(
        new SSLUtil(new TrustAllTrustManager()).createSSLSocketFactory(), "127.0.0.1", port(directory))) {
      return connection.bind(dn(directory, name), password).getResultCode().equals(ResultCode.SUCCESS);
    } catch (LDAPException refused) {
      return false;
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static int port(DemoDirectory directory) {
    return URI.create(Optional.ofNullable(directory.settings().get("regain.directory.url")).orElseThrow()).getPort();
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
