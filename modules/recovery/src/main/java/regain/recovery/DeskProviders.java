package regain.recovery;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import regain.enrollment.Enrollment.Holder;

/**
 * Who helps, by the organisation that employs them; and the switch that cuts all of one off at once. It can only take away, so
 * one reviewer is enough for it; to undo it takes another one. Every method throws {@link IllegalArgumentException} when
 * somebody without the role came so far.
 */
public interface DeskProviders {
  /** The longest reason, in characters. */
  int MOST_BECAUSE = 500;

  /** The providers of all agents whom the directory knows, and those that are cut off; empty when it did not answer. */
  Optional<List<Provider>> all(Holder by);

  void cutOff(Holder by, String provider, String because);

  /** Returns whether it was undone: not by whoever cut it off. */
  boolean readmit(Holder by, String provider);

  /** @param name empty for people of the house */
  record Provider(String name, int agents, Optional<CutOff> cutOff) {}

  record CutOff(String by, boolean own, Instant at, String because) {}
}
