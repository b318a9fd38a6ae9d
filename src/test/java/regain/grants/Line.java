package regain.grants;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The line to a target. It can be cut at any step, for good, as if whoever asks had died there; and what comes back over it can be spoilt.
 */
public final class Line implements AutoCloseable {
  /** What becomes of answers. */
  public enum Answers {
    WHOLE,
    /** Nothing ever comes. */
    NEVER,
    /** Other octets come. */
    GARBLED,
    /** The first half of each comes, and then the end. */
    HALF,
    /** It begins well, and does not end. */
    ENDLESS
  }

  /** More than anybody listens to, and an end for whoever does. */
  private static final long MOST = 512L << 20;
  private static final int CHUNK = 8_192;

  private final ServerSocket door;
  private final int target;
  private final Answers answers;
  private final byte[] beginning;
  private final int cutAfter;
  private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
  private final AtomicInteger steps = new AtomicInteger();
  private volatile boolean dying;
  private volatile boolean cut;

  private Line(int target, Answers answers, byte[] beginning, int cutAfter) {
    this.target = target;
    this.answers = answers;
    this.beginning = beginning.clone();
    this.cutAfter = cutAfter;
    try {
      door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    Thread.ofVirtual().start(this::accept);
  }

  /**
   * One that is cut after this step: the target has done it, and its answer is lost.
   *
   * @param step counted from one: each time that something is said to the target is one
   */
  static Line cutAfter(int target, int step) {
    return new Line(target, Answers.WHOLE, new byte[0], step);
  }

  /** @param beginning how an endless answer begins */
  static Line spoilt(int target, Answers answers, byte[] beginning) {
    return new Line(target, answers, beginning, Integer.MAX_VALUE);
  }

  int port() {
    return door.getLocalPort();
  }

  boolean isCut() {
    return cut;
  }

  private void accept() {
    try {
      while (true) {
        Socket client = door.accept();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
        sockets.add(client);
        sockets.add(server);
        Thread.ofVirtual().start(() -> carry(client, server, false));
        Thread.ofVirtual().start(() -> carry(server, client, true));
        if (cut) {
          close();
        }
      }
    } catch (IOException closed) {
      hangUp();
    }
  }

  private void carry(Socket from, Socket to, boolean back) {
    try {
      byte[] octets = new byte[CHUNK];
      for (int n = from.getInputStream().read(octets); n >= 0; n = from.getInputStream().read(octets)) {
        if (back) {
          answer(to.getOutputStream(), octets, n);
        } else {
          ask(to.getOutputStream(), octets, n);
        }
      }
    } catch (IOException hungUp) {
      // The other direction ends with it.
    }
    close(from);
    close(to);
  }

  private void ask(OutputStream to, byte[] octets, int n) throws IOException {
    dying |= steps.incrementAndGet() == cutAfter;
    if (!cut) {
      to.write(octets, 0, n);
    }
  }

  private void answer(OutputStream to, byte[] octets, int n) throws IOException {
    if (dying) {
      cut();
      return;
    }
    switch (answers) {
      case WHOLE -> to.write(octets, 0, n);
      case NEVER -> {}
      case GARBLED -> {
        for (int i = 0; i < n; i++) {
          octets[i] ^= 0x5a;
        }
        to.write(octets, 0, n);
      }
      case HALF -> {
        to.write(octets, 0, n / 2);
        throw new IOException("half of it");
      }
      case ENDLESS -> {
        to.write(beginning);
        for (long said = 0; said < MOST; said += CHUNK) {
          to.write(new byte[CHUNK]);
        }
      }
    }
  }

  private void cut() {
    cut = true;
    close();
  }

  private void hangUp() {
    for (Socket each = sockets.poll(); each != null; each = sockets.poll()) {
      close(each);
    }
  }

  @Override
  public void close() {
    try {
      door.close();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    hangUp();
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
