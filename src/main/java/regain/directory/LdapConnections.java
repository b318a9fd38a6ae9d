package regain.directory;

import com.unboundid.ldap.sdk.ExtendedRequest;
import com.unboundid.ldap.sdk.ExtendedResult;
import com.unboundid.ldap.sdk.FailoverServerSet;
import com.unboundid.ldap.sdk.GetEntryLDAPConnectionPoolHealthCheck;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionOptions;
import com.unboundid.ldap.sdk.LDAPConnectionPool;
import com.unboundid.ldap.sdk.LDAPException;

import com.unboundid.ldap.sdk.OperationType;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.ServerSet;
import com.unboundid.ldap.sdk.SimpleBindRequest;
import com.unboundid.ldap.sdk.SingleServerSet;
import com.unboundid.ldap.sdk.StartTLSPostConnectProcessor;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import regain.passwords.Nfc;

/**
 * Every connection to the directory, over TLS and never without. The service account's are pooled and made when first
 * needed, so that Regain starts while the directory is down. A bind that tries somebody's password gets a connection of
 * its own, which is closed afterwards: the pool never carries another identity.
 */
final class LdapConnections implements AutoCloseable {
  private static final Duration HEALTH_CHECK = Duration.ofSeconds(30);
  private static final Duration MAX_AGE = Duration.ofMinutes(30);

  private final LdapSettings settings;
  private final ServerSet servers;
  private final LDAPConnectionPool pool;
  private final Semaphore binds;

  /** @throws IllegalStateException when the certificates to trust cannot be read */
  LdapConnections(LdapSettings settings) {
    this.settings = settings;
    this.servers = servers(settings, Tls.context(settings.trust()));
    this.pool = pool(settings, servers);
    this.binds = new Semaphore(settings.poolSize());
  }

  /** For reads. A read that fails on a stale connection is asked once more on a new one; nothing else is. */
  LDAPConnectionPool reads() {
    return pool;
  }

  /** For what has no method of its own. */
  ExtendedResult extended(ExtendedRequest request) throws LDAPException {
    return pool.processExtendedOperation(request);
  }

  /** A connection of the service account, to be given back by closing the lease. */
  Lease lease() throws LDAPException {
    return new Lease(pool);
  }

  /** A connection that nobody is bound on, to be given back by closing. */
  Unbound unbound() throws LDAPException {
    try {
      if (!binds.tryAcquire(settings.waitTimeout().toMillis(), TimeUnit.MILLISECONDS)) {
        throw new LDAPException(ResultCode.CONNECT_ERROR, "no connection became free in time");
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new LDAPException(ResultCode.CONNECT_ERROR, "interrupted", stopped);
    }
    try {
      return new Unbound(servers.getConnection(), binds);
    } catch (LDAPException failed) {
      binds.release();
      throw failed;
    }
  }

  @Override
  public void close() {
    pool.close();
  }

  private static LDAPConnectionPool pool(LdapSettings settings, ServerSet servers) {
    try {
      var bind = Nfc.octets(settings.bindPassword(), it -> new SimpleBindRequest(settings.bindDn(), it.clone()));
      var pool = new LDAPConnectionPool(servers, bind, 0, settings.poolSize());
      pool.setConnectionPoolName("regain-directory");
      pool.setCreateIfNecessary(false);
      pool.setMaxWaitTimeMillis(settings.waitTimeout().toMillis());
      pool.setMaxConnectionAgeMillis(MAX_AGE.toMillis());
      pool.setRetryFailedOperationsDueToInvalidConnections(Set.of(OperationType.SEARCH));
      long answer = settings.answerTimeout().toMillis();
      pool.setHealthCheck(new GetEntryLDAPConnectionPoolHealthCheck("", answer, false, false, false, true, true));
      pool.setHealthCheckIntervalMillis(HEALTH_CHECK.toMillis());
      return pool;
    } catch (LDAPException impossible) {
      throw new IllegalStateException("a pool without a first connection does not connect", impossible);
    }
  }

  private static ServerSet servers(LdapSettings settings, SSLContext tls) {
    LDAPConnectionOptions options = options(settings);
    var sockets = new CheckedSockets(tls.getSocketFactory(), settings.connectTimeout());
    return new FailoverServerSet(settings.urls().stream().map(url -> server(url, options, sockets)).toList());
  }

  private static ServerSet server(Url url, LDAPConnectionOptions options, SSLSocketFactory tls) {
    return url.startTls()
        ? new SingleServerSet(url.host(), url.port(), null, options, null, new StartTLSPostConnectProcessor(tls))
        : new SingleServerSet(url.host(), url.port(), tls, options);
  }

  /** Synchronous mode: each answer is awaited on the caller's thread, under the socket's own time limit. */
  private static LDAPConnectionOptions options(LdapSettings settings) {
    var options = new LDAPConnectionOptions();
    options.setConnectTimeoutMillis(Math.toIntExact(settings.connectTimeout().toMillis()));
    options.setResponseTimeoutMillis(settings.answerTimeout().toMillis());
    options.setUseSynchronousMode(true);
    options.setFollowReferrals(false);
    options.setUsePooledSchema(true);
    return options;
  }

  /** A connection for one bind. */
  record Unbound(LDAPConnection connection, Semaphore binds) implements AutoCloseable {
    @Override
    public void close() {
      connection.close();
      binds.release();
    }
  }
}
