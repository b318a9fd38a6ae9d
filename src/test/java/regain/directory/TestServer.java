package regain.directory;

import com.unboundid.ldap.sdk.LDAPInterface;
import java.util.Map;

/** A running directory that holds the people of Nordhafen. */
public interface TestServer extends AutoCloseable {
  /** The settings that lead there. */
  Map<String, String> settings();

  /** For what an administrator of the directory does meanwhile. */
  LDAPInterface administrator();

  @Override
  void close();
}
