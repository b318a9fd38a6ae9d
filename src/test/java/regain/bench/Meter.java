package regain.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** What the kernel says of processes (proc(5)): processor time, and what of them is in memory. */
final class Meter {
  /** USER_HZ, which is 100 on every Linux that Java runs on. */
  private static final double TICKS_PER_SECOND = 100;

  private final List<Path> processes;

  private Meter(List<Path> processes) {
    this.processes = processes;
  }

  /** Of a process and everything that it started. */
  static Meter of(ProcessHandle process) {
    return new Meter(Stream.concat(Stream.of(process), process.descendants()).map(it -> proc(it.pid())).toList());
  }

  /** Of this one alone. */
  static Meter here() {
    return new Meter(List.of(proc(ProcessHandle.current().pid())));
  }

  /** Of every process with this name. */
  static Meter named(String name) {
    try (Stream<Path> all = Files.list(Path.of("/proc"))) {
      return new Meter(
          all.filter(it -> it.getFileName().toString().matches("[0-9]+"))
              .filter(it -> read(it.resolve("comm")).strip().equals(name))
              .toList());
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private static Path proc(long pid) {
    return Path.of("/proc", Long.toString(pid));
  }

  /** Processor time so far, user's and system's, children included that have ended. */
  double cpuSeconds() {
    return processes.stream().mapToDouble(Meter::cpuSeconds).sum();
  }

  private static double cpuSeconds(Path process) {
    String stat = read(process.resolve("stat"));
    return stat.substring(stat.lastIndexOf(')') + 1).strip().transform(it -> Arrays.stream(it.split(" ", -1)))
        .skip(11)
        .limit(4)
        .mapToDouble(Double::parseDouble)
        .sum() / TICKS_PER_SECOND;
  }

  double residentMebibytes() {
    return processes.stream().mapToDouble(Meter::residentMebibytes).sum();
  }

  private static double residentMebibytes(Path process) {
    return read(process.resolve("status")).lines()
        .filter(it -> it.startsWith("VmRSS:"))
        .mapToDouble(it -> Double.parseDouble(it.replaceAll("[^0-9]", "")) / 1024)
        .sum();
  }

  /** Empty when it has ended. */
  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException gone) {
      return "";
    }
  }
}
