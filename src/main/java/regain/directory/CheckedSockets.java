package regain.directory;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Sockets whose TLS handshake has an end and checks the host's name. The LDAP library bounds the connection and the
 * answers, and nothing between them: a server that took the connection and fell silent held its caller for good. Its
 * own check of names believes reverse DNS; the platform's (RFC 2830 section 3.6) compares what was configured.
 */
final class CheckedSockets extends SSLSocketFactory {
  private final SSLSocketFactory sockets;
  private final int millis;

  /** @param wait for each read, until the library sets its own limit for an answer */
  CheckedSockets(SSLSocketFactory sockets, Duration wait) {
    this.sockets = sockets;
    this.millis = Math.toIntExact(wait.toMillis());
  }

  @Override
  public Socket createSocket() throws IOException {
    return checked(sockets.createSocket());
  }

  @Override
  public Socket createSocket(Socket plain, String host, int port, boolean autoClose) throws IOException {
    return checked(sockets.createSocket(plain, host, port, autoClose));
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return checked(sockets.createSocket(host, port));
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
    return checked(sockets.createSocket(host, port, local, localPort));
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return checked(sockets.createSocket(host, port));
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
    return checked(sockets.createSocket(host, port, local, localPort));
  }

  @Override
  public String[] getDefaultCipherSuites() {
    return sockets.getDefaultCipherSuites();
  }

  @Override
  public String[] getSupportedCipherSuites() {
    return sockets.getSupportedCipherSuites();
  }

  private Socket checked(Socket socket) throws IOException {
    SSLSocket tls = (SSLSocket) socket;
    tls.setSoTimeout(millis);
    SSLParameters parameters = tls.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("LDAPS");
    tls.setSSLParameters(parameters);
    return tls;
  }
}
