package regain.mail;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import javax.net.SocketFactory;

/**
 * Sockets on which a server may say so much and no more. The library reads a line until it ends, into memory, and a server
 * that does not end it would take all of it.
 */
final class BoundedSockets extends SocketFactory {
  /** Some thousand letters over one connection: their answers take a few hundred octets each. */
  private static final int MOST_OCTETS = 1 << 20;

  @Override
  public Socket createSocket() {
    return new Bounded();
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return connected(new InetSocketAddress(host, port));
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
    return connected(new InetSocketAddress(host, port));
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return connected(new InetSocketAddress(host, port));
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) throws IOException {
    return connected(new InetSocketAddress(host, port));
  }

  private static Socket connected(InetSocketAddress to) throws IOException {
    var socket = new Bounded();
    socket.connect(to);
    return socket;
  }

  private static final class Bounded extends Socket {
    private int left = MOST_OCTETS;

    @Override
    public InputStream getInputStream() throws IOException {
      return new FilterInputStream(super.getInputStream()) {
        @Override
        public int read() throws IOException {
          return count(super.read(), 1);
        }

        @Override
        public int read(byte[] into, int from, int most) throws IOException {
          int read = super.read(into, from, most);
          return count(read, read);
        }
      };
    }

    private int count(int answer, int read) throws IOException {
      left -= Math.max(0, read);
      if (left < 0) {
        throw new IOException("the mail server said more than " + MOST_OCTETS + " octets");
      }
      return answer;
    }
  }
}
