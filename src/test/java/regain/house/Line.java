package regain.house;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * A line between the house and one of its parts, which can be made as bad as a line gets, and good again. The part itself is
 * real and stays as it is. It ends with this object.
 */
public final class Line implements AutoCloseable {
  /** How the line is. */
  public enum State {
    GOOD,
    /** Every answer comes late. */
    SLOW,
    /** Everything is taken, and nothing comes back; what was taken gets through when the line is good again. */
    SILENT,
    /** No connection is taken, and those that there were are broken off. */
    REFUSING,
    /** Whatever is said is answered with octets of chance. */
    GARBAGE,
    /** Whatever is said is answered with something that begins well and does not end. */
    HUGE
  }

  /** By how much {@link State#SLOW} delays whatever comes back at once. */
  private static final Duration LATE = Duration.ofMillis(150);
  /** Where {@link State#HUGE} stops, so that a test that fails does not fill the machine. */
  private static final int MOST_BYTES = 1 << 29;
  private static final int PIECE = 1 << 14;

  public final int port;
  private final int part;
  private final byte[] beginning;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile State state = State.GOOD;
  private Optional<ServerSocket> door = Optional.empty();

  /**
   * @param part the port of the part, on loopback
   * @param beginning how an answer without end begins in the part's protocol
   */
  public Line(int part, byte[] beginning) {
    this.part = part;
    this.beginning = beginning.clone();
    this.port = listen(0);
  }

  /** From now on. What was spoilt is broken off. */
  public synchronized void becomes(State next) {
    State before = state;
    state = next;
    if (next == State.REFUSING) {
      door.ifPresent(Line::close);
      door = Optional.empty();
    }
    if (next == State.REFUSING || before == State.GARBAGE || before == State.HUGE) {
      open.forEach(Line::breakOff);
      open.clear();
    }
    if (next != State.REFUSING && door.isEmpty()) {
      listen(port);
    }
    notifyAll();
  }

  private int listen(int at) {
    try {
      var socket = new ServerSocket();
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), at));
      door = Optional.of(socket);
      Thread.ofVirtual().start(() -> accept(socket));
      return socket.getLocalPort();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private void accept(ServerSocket from) {
    try {
      while (true) {
        Socket house = from.accept();
        var there = new Socket(InetAddress.getLoopbackAddress(), part);
        open.add(house);
        open.add(there);
        Thread.ofVirtual().start(() -> there(house, there));
        Thread.ofVirtual().start(() -> back(there, house));
      }
    } catch (IOException closed) {
      // Nobody is let in any more.
    }
  }

  /** What the house says. */
  private void there(Socket house, Socket part) {
    try (house; part) {
      InputStream in = house.getInputStream();
      byte[] piece = new byte[PIECE];
      for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
        awaitSound();
        switch (state) {
          case GARBAGE -> house.getOutputStream().write(chance(house.getPort()));
          case HUGE -> answerWithoutEnd(house.getOutputStream());
          default -> part.getOutputStream().write(piece, 0, read);
        }
      }
    } catch (IOException closed) {
      // One side has ended it.
    } finally {
      open.remove(house);
      open.remove(part);
    }
  }

  /** What the part says. */
  private void back(Socket part, Socket house) {
    try (house; part) {
      InputStream in = part.getInputStream();
      byte[] piece = new byte[PIECE];
      for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
        awaitSound();
        switch (state) {
          case SLOW -> {
            LockSupport.parkNanos(LATE.toNanos());
            house.getOutputStream().write(piece, 0, read);
          }
          case GARBAGE -> house.getOutputStream().write(chance(read));
          case HUGE -> answerWithoutEnd(house.getOutputStream());
          default -> house.getOutputStream().write(piece, 0, read);
        }
      }
    } catch (IOException closed) {
      // One side has ended it.
    }
  }

  private synchronized void awaitSound() throws IOException {
    try {
      while (state == State.SILENT) {
        wait();
      }
    } catch (InterruptedException stopped) {
      throw new IOException(stopped);
    }
  }

  private static byte[] chance(int seed) {
    byte[] bytes = new byte[200];
    new SplittableRandom(seed).nextBytes(bytes);
    return bytes;
  }

  private void answerWithoutEnd(OutputStream out) throws IOException {
    out.write(beginning);
    byte[] piece = new byte[PIECE];
    Arrays.fill(piece, (byte) 'a');
    for (int sent = 0; sent < MOST_BYTES && state == State.HUGE; sent += PIECE) {
      out.write(piece);
    }
  }

  private static void breakOff(Socket socket) {
    try (socket) {
      socket.setSoLinger(true, 0);
    } catch (IOException gone) {
      // As good as broken off.
    }
  }

  private static void close(ServerSocket socket) {
    try {
      socket.close();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  @Override
  public void close() {
    becomes(State.REFUSING);
  }
}
