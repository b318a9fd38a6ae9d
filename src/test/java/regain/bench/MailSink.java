package regain.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;

/** A mail server (RFC 5321) that takes every letter, counts it, and keeps none. */
final class MailSink implements AutoCloseable {
  private final ServerSocket door;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final LongAdder letters = new LongAdder();

  MailSink() {
    try {
      door = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    threads.execute(this::open);
  }

  int port() {
    return door.getLocalPort();
  }

  long letters() {
    return letters.sum();
  }

  private void open() {
    while (!door.isClosed()) {
      try {
        Socket guest = door.accept();
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
        say(out, verb.equals("DATA") ? "354 go on" : verb.equals("QUIT") ? "221 bye" : "250 fine");
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

  private static void swallow(BufferedReader in) throws IOException {
    for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
      // Nobody reads it.
    }
  }

  private static void say(OutputStream out, String line) throws IOException {
    out.write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
  }

  @Override
  public void close() {
    try {
      door.close();
      threads.shutdownNow();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
