package regain.recovery;

/**
 * Where somebody came from and wants to go back to afterwards. It is kept with the case so that no page has to carry it
 * along, and shown as a link; nothing of the case is ever sent there.
 *
 * @param application the id of a registered application
 * @param address one of the addresses that are registered for it, as it is registered
 */
public record CameFrom(String application, String address) {
  public static final int MOST_ID = 30;
  public static final int MOST_ADDRESS = 500;

  /** @throws IllegalArgumentException when it does not fit into the case: nothing that is registered is longer */
  public CameFrom {
    if (application.length() > MOST_ID || address.length() > MOST_ADDRESS) {
      throw new IllegalArgumentException("no registered application has such an id or address");
    }
  }
}
