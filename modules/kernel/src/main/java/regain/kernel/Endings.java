package regain.kernel;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What can end for good: passkeys, contacts, used codes. An older database that is put back knows nothing of what ended
 * since, so it is read from here into a file beside the keys, and ended again after a restore. Every method joins the
 * caller's transaction.
 */
public interface Endings {
  /** For so long an ending is remembered: a backup that is older is refused. */
  Duration LONGEST = Duration.ofDays(400);

  String kind();

  /** For so long it has to be known that something of this kind ended. */
  default Duration counts() {
    return LONGEST;
  }

  /** What ended after this moment. */
  List<Ending> since(Instant since);

  /** Ends it again. Returns whether that changed anything: doing it twice is doing it once. */
  boolean again(Ending ending);
}
