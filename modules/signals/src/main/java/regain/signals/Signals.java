package regain.signals;

import java.net.InetAddress;
import java.time.Instant;
import regain.kernel.Arrival;
import regain.kernel.PersonId;
import regain.policy.Fact;

/** What we know of the surroundings of people. Only keyed pseudonyms of browsers and networks are stored. */
public interface Signals {
  /** The risk picture of this arrival for this person. Joins the caller's transaction. */
  Picture picture(PersonId person, Arrival arrival);

  /** In which country an address is, as far as that is known now (ISO 3166-1 alpha-2). */
  Fact<String> country(InetAddress address);

  /**
   * Forgets what was seen for the first time at or after this moment: it came with something that was not the person. Joins
   * the caller's transaction.
   */
  void forget(PersonId person, Instant since);

  /** Forgets every browser of this person: one of them may be gone. Joins the caller's transaction. */
  void forgetBrowsers(PersonId person);

  /** Remembers the surroundings of a person who has proven themselves. Joins the caller's transaction. */
  void remember(PersonId person, Arrival arrival);
}
