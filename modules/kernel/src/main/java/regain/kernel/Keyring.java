package regain.kernel;

/**
 * Keys that live outside database and backup. Every use names a domain, so that a tag made for one purpose is worth
 * nothing for another. Keys have ids and overlap: a new key tags, old ones still verify until they are removed.
 */
public interface Keyring {
  /**
   * An HMAC-SHA-256 tag (FIPS 198-1) under the current key, as {@code keyId.base64url}.
   *
   * @param domain what the tag is for, such as {@code regain/ticket/v1}
   */
  String tag(String domain, byte[] message);

  /** Whether {@code tag} is ours for this message. Compares in constant time; an unknown key id is simply false. */
  boolean verify(String domain, byte[] message, String tag);

  /**
   * A stable pseudonym that does not change when keys rotate: 128 bits under the keyring's pseudonym key, as base64url.
   * Equal inputs of one domain give equal pseudonyms; without the key nobody can tell whose.
   */
  String pseudonym(String domain, byte[] message);
}
