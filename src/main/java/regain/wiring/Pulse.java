package regain.wiring;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.PersistenceException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Whether the database still answers. A database that takes connections and says nothing would hold up every request for as
 * long as its driver waits. So when something is under way and nothing has come back for a while, nothing else is begun: it
 * fails at once, and its page says so. One at a time is let through to find out, which is nearly always the worker or the
 * watch of the epoch file, because they ask every second.
 */
@ApplicationScoped
class Pulse {
  /** Longer than a machine that is merely busy stands still. */
  static final Duration SILENT_AFTER = Duration.ofSeconds(8);
  private static final Logger LOG = System.getLogger(Pulse.class.getName());

  private final LongSupplier nanos;
  private int underWay;
  /** When the newest answer came, or when something began that nothing else was waiting beside. */
  private long since;
  private boolean silent;

  Pulse() {
    this(System::nanoTime);
  }

  Pulse(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /**
   * Asks the database something, in a transaction or without one, and not within another question.
   *
   * @throws PersistenceException when the database has not answered anybody for too long
   */
  <T> T asking(Supplier<T> question) {
    begin();
    boolean answered = false;
    try {
      T answer = question.get();
      answered = true;
      return answer;
    } finally {
      end(answered);
    }
  }

  /** Whether it is known that the database does not answer: then nothing is tried a second time. */
  synchronized boolean silent() {
    return silent;
  }

  private synchronized void begin() {
    long now = nanos.getAsLong();
    listen(now);
    if (silent && underWay > 0) {
      throw new PersistenceException("the database does not answer");
    }
    if (underWay == 0) {
      since = now;
    }
    underWay++;
  }

  private void listen(long now) {
    if (underWay > 0 && now - since > SILENT_AFTER.toNanos() && !silent) {
      silent = true;
      LOG.log(Level.ERROR, "The database does not answer: requests are refused until it does");
    }
  }

  private synchronized void end(boolean answered) {
    long now = nanos.getAsLong();
    listen(now);
    underWay--;
    if (answered) {
      since = now;
      if (silent) {
        silent = false;
        LOG.log(Level.INFO, "The database answers again");
      }
    }
  }
}
