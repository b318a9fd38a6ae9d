package regain.signals;

import regain.kernel.Arrival;
import regain.kernel.PersonId;

/** What we know of the surroundings of people. Only keyed pseudonyms of browsers and networks are stored. */
public interface Signals {
  /** The risk picture of this arrival for this person. Joins the caller's transaction. */
  Picture picture(PersonId person, Arrival arrival);

  /** Remembers the surroundings of a person who has proven themselves. Joins the caller's transaction. */
  void remember(PersonId person, Arrival arrival);
}
