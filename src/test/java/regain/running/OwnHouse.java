package regain.running;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import regain.house.KilledHouse;

/** A {@link KilledHouse} of the test's own: it can be killed and started again on the same data. It ends with this object. */
final class OwnHouse implements AutoCloseable {
  /** What a process that was ended by SIGKILL leaves. */
  private static final int KILLED = 128 + 9;

  private final String url;
  private final Path folder;
  /** How many calls got their answer. */
  final AtomicInteger answered = new AtomicInteger();
  /** Each call that was under way when the process died, in the order in which they were noticed. */
  final Queue<String> cut = new ConcurrentLinkedQueue<>();
  /** What the process said that it should not have to say. */
  final Queue<String> complaints = new ConcurrentLinkedQueue<>();
  private final Path classData;
  private final String classPath;
  private volatile CompletableFuture<Integer> door = new CompletableFuture<>();
  private volatile String newest = "";
  private Optional<Process> process = Optional.empty();

  /** @param settings of the directory */
  OwnHouse(String url, Path folder, Map<String, String> settings) {
    this.url = url;
    this.folder = folder;
    this.classData = folder.resolve("classes.jsa");
    var written = new Properties();
    written.putAll(settings);
    try {
      Files.createDirectories(folder);
      try (var writer = Files.newBufferedWriter(folder.resolve("settings"))) {
        written.store(writer, "");
      }
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    this.classPath = classPath();
  }

  /** No answer came: the process is dead, or was not there. Nobody knows what became of the call. */
  static final class Cut extends Exception {
    private static final long serialVersionUID = 1;

    Cut(Exception cause) {
      super(cause);
    }
  }

  /** Begins, and does not wait. */
  void begin() {
    Process begun = launch("-XX:SharedArchiveFile=" + classData);
    process = Optional.of(begun);
    CompletableFuture<Integer> opens = door;
    Thread.ofVirtual().start(() -> listen(begun, opens));
  }

  private Process launch(String classes) {
    try {
      return new ProcessBuilder(
          Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
          "-XX:+UseSerialGC", "-Xmx192m", classes, "-cp", classPath,
          KilledHouse.class.getName(), url, folder.toString())
          .redirectErrorStream(true)
          .start();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** Starts once and ends in order, which leaves the data of its classes behind: with it a start takes half as long. */
  OwnHouse prepare() {
    Process once = launch("-XX:ArchiveClassesAtExit=" + classData);
    var said = new StringBuilder();
    if (once.inputReader().lines().peek(it -> said.append(it).append('\n'))
        .noneMatch(it -> it.startsWith(KilledHouse.READY))) {
      throw new IllegalStateException("the house did not start:\n" + said);
    }
    once.destroy();
    once.onExit().join();
    return this;
  }

  /** With jars in the place of folders, because the data of classes is kept for jars alone. */
  private String classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(Path::of)
        .map(it -> Files.isDirectory(it) ? packed(it) : it)
        .map(Path::toString)
        .collect(Collectors.joining(File.pathSeparator));
  }

  private Path packed(Path classes) {
    Path jar = folder.resolve(classes.getFileName() + ".jar");
    try (var out = new ZipOutputStream(Files.newOutputStream(jar)); Stream<Path> files = Files.walk(classes)) {
      for (Path each : files.filter(it -> !it.equals(classes)).toList()) {
        boolean directory = Files.isDirectory(each);
        out.putNextEntry(new ZipEntry(classes.relativize(each) + (directory ? "/" : "")));
        if (!directory) {
          Files.copy(each, out);
        }
      }
      return jar;
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private void listen(Process begun, CompletableFuture<Integer> opens) {
    begun.inputReader().lines().forEach(
        line -> {
          if (line.startsWith(KilledHouse.READY)) {
            opens.complete(Integer.valueOf(line.substring(KilledHouse.READY.length())));
          } else if (line.startsWith(KilledHouse.COMPLAINT)) {
            complaints.add(line);
          }
          newest = line;
        });
    if (begun.onExit().join().exitValue() != KILLED) {
      complaints.add("the house ended by itself, and said last: " + newest);
      opens.completeExceptionally(new IllegalStateException(newest));
    }
  }

  /** Returns when it can be called. */
  OwnHouse start() {
    begin();
    door.join();
    return this;
  }

  /** As when the power goes: no shutdown, nothing written any more. */
  void kill() {
    Process running = process.orElseThrow();
    if (door.isDone()) {
      door = new CompletableFuture<>();
    }
    running.destroyForcibly();
    running.onExit().join();
    process = Optional.empty();
  }

  /** Asks as soon as there is somebody to ask. */
  List<String> call(List<String> what) throws Cut {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), door.join())) {
      return talk(socket, what);
    } catch (IOException notThere) {
      throw new Cut(notThere);
    }
  }

  private List<String> talk(Socket socket, List<String> what) throws IOException {
    try {
      var out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
      KilledHouse.write(out, what);
      out.flush();
      List<String> answer = KilledHouse.read(new DataInputStream(new BufferedInputStream(socket.getInputStream())));
      answered.incrementAndGet();
      return answer;
    } catch (IOException died) {
      cut.add(what.getFirst());
      throw died;
    }
  }

  /** One word or number out of its database. */
  String query(String sql) {
    try {
      return call(List.of("query", "127.0.0.1", "", "0", sql)).getFirst();
    } catch (Cut gone) {
      throw new IllegalStateException(gone);
    }
  }

  /** A line for each letter that it sent: kind, address, number of the case, code. */
  List<String[]> letters() {
    Path letters = folder.resolve("letters");
    try {
      return Files.exists(letters)
          ? Files.readAllLines(letters).stream().map(it -> it.split("\t", -1)).toList()
          : List.of();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  @Override
  public void close() {
    if (process.isPresent()) {
      kill();
    }
  }
}
