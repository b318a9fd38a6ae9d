package regain.recovery.port;

import regain.kernel.PersonId;

/** What somebody has for a while beside their sessions, and loses with them. */
public interface Privileges {
  /** Owes that all of it is taken back, and ends what they wait for. Joins the caller's transaction. */
  void takeBack(PersonId person);
}
