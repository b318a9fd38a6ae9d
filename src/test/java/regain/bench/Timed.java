package regain.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.LongStream;

/** One client: does something again and again until its time is over, and knows how long each took. */
abstract class Timed extends Thread {
  private final long end;
  private final List<Long> times = new ArrayList<>();
  private final List<Throwable> wrong = new ArrayList<>();

  /** @param end by {@link System#nanoTime} */
  Timed(long end) {
    this.end = end;
  }

  /** Does it for as long as it {@link #goesOn}, and hands over what is timed. */
  abstract void all(Consumer<Runnable> timed);

  final boolean goesOn() {
    return System.nanoTime() < end;
  }

  @Override
  public final void run() {
    try {
      all(it -> times.add(nanos(it)));
    } catch (RuntimeException | AssertionError broken) {
      wrong.add(broken);
    }
  }

  static long nanos(Runnable work) {
    long began = System.nanoTime();
    work.run();
    return System.nanoTime() - began;
  }

  /** In nanoseconds, once all of them are there. */
  final LongStream times() {
    try {
      join();
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
    wrong.forEach(it -> {
      throw new AssertionError("a client stopped", it);
    });
    return times.stream().mapToLong(Long::longValue);
  }
}
