package regain.mail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.UnaryOperator;

/** A mail server (RFC 5321) that takes every letter but those to {@link #NOBODY}, counts them, and keeps none. */
public final class MailSink implements AutoCloseable {
  static final String NOBODY = "nobody@sink.example";
  /** What is done to each answer before it is said. */
  volatile UnaryOperator<String> changed = UnaryOperator.identity();
  private final ServerSocket door;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final LongAdder letters = new LongAdder();
  private final List<Socket> guests = new CopyOnWriteArrayList<>();

  public MailSink() {
    try {
      door = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    threads.execute(this::open);
  }

  public int port() {
    return door.getLocalPort();
  }

  public long letters() {
    return letters.sum();
  }

  /** How often somebody has connected. */
  int guests() {
    return guests.size();
  }

  /** Ends every connection without a word. */
  void hangUp() {
    for (Socket each : guests) {
      try {
        each.close();
      } catch (IOException broken) {
        throw new UncheckedIOException(broken);
      }
    }
  }

  private void open() {
    while (!door.isClosed()) {
      try {
        Socket guest = door.accept();
        guests.add(guest);
        threads.execute(() -> talk(guest));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void talk(Socket guest) {
    try (guest;
        var in = new BufferedReader(new InputStreamReader(guest.getInputStream(), StandardCharsets.ISO_8859_1))) {
      OutputStream out = guest.getOutputStream();
      say(out, "220 sink");
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String verb = line.split(" ", 2)[0].toUpperCase(Locale.ROOT);
        say(out, line.contains(NOBODY) ? "550 no such mailbox" : answer(verb));
        if (verb.equals("DATA")) {
          swallow(in);
          letters.increment();
          say(out, "250 taken");
        } else if (verb.equals("QUIT")) {
          return;
        }
      }
    } catch (IOException left) {
      // The client went away: there is nobody to tell.
    }
  }

  private static String answer(String verb) {
    return switch (verb) {
      case "DATA" -> "354 go on";
      case "QUIT" -> "221 bye";
      default -> "250 fine";
    };
  }

  private static void swallow(BufferedReader in) throws IOException {
    for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
      // Nobody reads it.
    }
  }

  private void say(OutputStream out, String line) throws IOException {
    out.write((changed.apply(line) + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
  }

  @Override
  public void close() {
    hangUp();
    try {
      door.close();
      threads.shutdownNow();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
