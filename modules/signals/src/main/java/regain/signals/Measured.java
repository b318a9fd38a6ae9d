package regain.signals;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;

/**
 * What the alarms are worth with the numbers that Regain comes with, in an organisation that does not exist: synthetic data of a seeded generator.
 * Each build measures it anew, and fails where it is not what is kept here.
 *
 * @param weeks that were scored, of a year without an attack and of one with
 * @param quietAlarms how many alarms there were in all of the first, all of them false
 * @param falseAlarms how many false ones in the second
 * @param rare bursts of twelve in an hour that were found, in percent, in a segment with 0.2 resets an hour
 * @param busy the same in one with four
 */
public record Measured(long seed, int weeks, int quietAlarms, int falseAlarms, double rare, double busy) {
  /** As it was measured when this was built. */
  public static final Measured SHIPPED = read();

  private static Measured read() {
    var kept = new Properties();
    try (InputStream in = Objects.requireNonNull(Measured.class.getResourceAsStream("measured.properties"))) {
      kept.load(in);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    return new Measured(
        Long.parseLong(kept.getProperty("seed")),
        Integer.parseInt(kept.getProperty("weeks")),
        Integer.parseInt(kept.getProperty("alarms-in-a-quiet-year")),
        Integer.parseInt(kept.getProperty("false-alarms-in-a-year-of-attacks")),
        Double.parseDouble(kept.getProperty("bursts-found-where-rare")),
        Double.parseDouble(kept.getProperty("bursts-found-where-busy")));
  }
}
