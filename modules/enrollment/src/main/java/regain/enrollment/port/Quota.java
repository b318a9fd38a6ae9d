package regain.enrollment.port;

import regain.kernel.PersonId;

/**
 * How many codes may go to addresses that somebody typed. It stands between a signed-in person and everybody's mailbox:
 * without it one account could fill any of them.
 */
public interface Quota {
  /**
   * Takes one, outside any transaction, so that it counts whatever comes of it.
   *
   * @param person who asks
   * @param address where the code would go, as typed
   * @return whether it may go
   */
  boolean takes(PersonId person, String address);
}
