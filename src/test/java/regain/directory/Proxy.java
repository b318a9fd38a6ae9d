package regain.directory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A network that can fail: it passes octets on to a directory until it is told to swallow the answers or to hang up.
 */
public final class Proxy implements AutoCloseable {
  private final ServerSocket door;
  private final int target;
  private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
  private final CountDownLatch swallowed = new CountDownLatch(1);
  private final AtomicInteger taken = new AtomicInteger();
  private volatile boolean swallowing;

  public Proxy(String address, int target) {
    try {
      this.door = new ServerSocket(0, 50, InetAddress.getByName(address));
      this.target = target;
    } catch (IOException wrong) {
      throw new UncheckedIOException(wrong);
    }
    Thread.ofVirtual().start(this::accept);
  }

  public String address() {
    return door.getInetAddress().getHostAddress() + ":" + door.getLocalPort();
  }

  /** How many connections were ever made. */
  int connections() {
    return taken.get();
  }

  /** From now on requests go through and answers do not come back. */
  public void swallowAnswers() {
    swallowing = true;
  }

  /** Returns when an answer was swallowed: what was asked for has been done. */
  public void awaitSwallowed() throws InterruptedException {
    swallowed.await();
  }

  /** Ends all connections; new ones are taken. */
  public void hangUp() {
    for (Socket each = sockets.poll(); each != null; each = sockets.poll()) {
      close(each);
    }
  }

  /** Ends all connections and takes no more. */
  public void refuse() {
    try {
      door.close();
    } catch (IOException wrong) {
      throw new UncheckedIOException(wrong);
    }
    hangUp();
  }

  @Override
  public void close() {
    refuse();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = door.accept();
        taken.incrementAndGet();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
        sockets.add(client);
        sockets.add(server);
        Thread.ofVirtual().start(() -> pass(client, server, false));
        Thread.ofVirtual().start(() -> pass(server, client, true));
      }
    } catch (IOException closed) {
      hangUp();
    }
  }

  private void pass(Socket from, Socket to, boolean answers) {
    byte[] octets = new byte[8192];
    try {
      for (int n = from.getInputStream().read(octets); n >= 0; n = from.getInputStream().read(octets)) {
        if (answers && swallowing) {
          swallowed.countDown();
        } else {
          to.getOutputStream().write(octets, 0, n);
        }
      }
    } catch (IOException hungUp) {
      // The other direction ends with it.
    }
    close(from);
    close(to);
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException wrong) {
      throw new UncheckedIOException(wrong);
    }
  }
}
