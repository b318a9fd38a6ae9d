package regain.bench;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One kept connection that speaks HTTP/1.1 and no more of it than a load needs, so that the driver, which shares the
 * machine with what it measures, costs little.
 */
final class Wire implements AutoCloseable {
  private static final int LARGEST_LINE = 8192;

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;

  private final String origin;

  /** @param origin what a browser would say in its header of that name */
  Wire(int port, String origin) {
    this.origin = origin;
    try {
      socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setTcpNoDelay(true);
      in = new BufferedInputStream(socket.getInputStream(), 1 << 15);
      out = socket.getOutputStream();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  record Answer(int status, List<String> cookies, Optional<String> location, String body) {}

  Answer get(String path, String headers) {
    return send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n");
  }

  Answer post(String path, String headers, String form) {
    return send(
        "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            + "Content-Length: " + form.length() + "\r\nOrigin: " + origin + "\r\n" + headers + "\r\n" + form);
  }

  String origin() {
    return origin;
  }

  private Answer send(String request) {
    try {
      out.write(request.getBytes(StandardCharsets.ISO_8859_1));
      return read();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private Answer read() throws IOException {
    int status = Integer.parseInt(line().substring(9, 12));
    var cookies = new ArrayList<String>(2);
    Optional<String> location = Optional.empty();
    int length = 0;
    boolean chunked = false;
    for (String header = line(); !header.isEmpty(); header = line()) {
      int colon = header.indexOf(':');
      String value = header.substring(colon + 1).strip();
      switch (header.substring(0, colon).toLowerCase(Locale.ROOT)) {
        case "set-cookie" -> cookies.add(value);
        case "location" -> location = Optional.of(value);
        case "content-length" -> length = Integer.parseInt(value);
        case "transfer-encoding" -> chunked = true;
        default -> {}
      }
    }
    return new Answer(status, cookies, location, chunked ? chunks() : text(length));
  }

  private String chunks() throws IOException {
    var all = new StringBuilder();
    for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
      all.append(text(size));
      line();
    }
    line();
    return all.toString();
  }

  private String text(int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException();
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private String line() throws IOException {
    byte[] line = new byte[LARGEST_LINE];
    int length = 0;
    for (int read = in.read(); read != '\n'; read = in.read()) {
      if (read < 0 || length == LARGEST_LINE) {
        throw new EOFException();
      }
      line[length++] = (byte) read;
    }
    return new String(line, 0, Math.max(0, length - 1), StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
