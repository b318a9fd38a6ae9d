package regain.directory;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Everything that is logged meanwhile, at the finest level, with exceptions and all. */
public final class Overheard extends Handler implements AutoCloseable {
  private final Logger ours = Logger.getLogger("regain");
  private final Level before = ours.getLevel();
  private final StringWriter text = new StringWriter();

  private Overheard() {
    setLevel(Level.ALL);
    setFormatter(new SimpleFormatter());
  }

  public static Overheard begin() {
    var overheard = new Overheard();
    overheard.ours.setLevel(Level.ALL);
    overheard.ours.addHandler(overheard);
    return overheard;
  }

  public String text() {
    return text.toString();
  }

  @Override
  public synchronized void publish(LogRecord message) {
    text.write(getFormatter().format(message));
    if (message.getThrown() != null) {
      message.getThrown().printStackTrace(new PrintWriter(text, true));
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    ours.removeHandler(this);
    ours.setLevel(before);
  }
}
