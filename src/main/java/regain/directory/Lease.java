package regain.directory;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionPool;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPInterface;
import com.unboundid.ldap.sdk.LDAPResult;
import com.unboundid.ldap.sdk.ModifyRequest;

/**
 * One pooled connection for a read and the write that follows. The read finds out that a connection has died while it
 * lay idle, and replaces it, so that a write is only ever sent where an answer has just come from; and a write is sent
 * once.
 */
final class Lease implements AutoCloseable {
  private final LDAPConnectionPool pool;
  private LDAPConnection connection;
  private boolean broken;

  Lease(LDAPConnectionPool pool) throws LDAPException {
    this.pool = pool;
    this.connection = pool.getConnection();
  }

  <T> T read(Read<T> read) throws LDAPException {
    try {
      return read.from(connection);
    } catch (LDAPException failed) {
      if (failed.getResultCode().isConnectionUsable()) {
        throw failed;
      }
      connection = pool.replaceDefunctConnection(connection);
      return again(read);
    }
  }

  /**
   * The directory's answer, refusals included.
   *
   * @throws LDAPException when there was none: nobody knows whether it was done
   */
  LDAPResult write(ModifyRequest request) throws LDAPException {
    try {
      return connection.modify(request);
    } catch (LDAPException failed) {
      broken = !failed.getResultCode().isConnectionUsable();
      if (failed.getResultCode().isClientSideResultCode()) {
        throw failed;
      }
      return failed.toLDAPResult();
    }
  }

  @Override
  public void close() {
    if (broken) {
      pool.releaseDefunctConnection(connection);
    } else {
      pool.releaseConnection(connection);
    }
  }

  private <T> T again(Read<T> read) throws LDAPException {
    try {
      return read.from(connection);
    } catch (LDAPException failed) {
      broken = !failed.getResultCode().isConnectionUsable();
      throw failed;
    }
  }

  /** Something that is read. */
  interface Read<T> {
    T from(LDAPInterface directory) throws LDAPException;
  }
}
