package regain.kernel;

import java.util.UUID;

/**
 * Who somebody is, for ever: the directory's immutable id ({@code entryUUID}, RFC 4530). A name may be given to somebody
 * else later; this id is not, so an account that was made again under the same name inherits nothing.
 */
public record PersonId(UUID value) {
  /** @throws IllegalArgumentException when the text is no UUID */
  public static PersonId of(String text) {
    return new PersonId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
