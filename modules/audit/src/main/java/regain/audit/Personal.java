package regain.audit;

/**
 * A field that tells something about a person: an address, a name as typed, a network. The leaf holds a salted commitment;
 * value and salt lie beside the tree, where they can be erased without breaking a proof.
 */
public record Personal(String value) {
  /** Longer values are cut: the trail is no store for what people paste. */
  static final int MAX_LENGTH = 400;

  public Personal {
    if (value.length() > MAX_LENGTH) {
      value = value.substring(0, MAX_LENGTH);
    }
  }

  @Override
  public String toString() {
    return "Personal";
  }
}
