package regain.applications;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * RSA keys from a file outside database and backup ({@code regain.applications.keys-file}). A line is {@code id = PKCS#8 in
 * base64}; {@code current} names the one that signs. All of them are published, so that the next one is known to
 * applications before it signs, and the last one as long as something that it signed is about.
 */
final class SigningKeys {
  private static final String FILE = "regain.applications.keys-file";
  private static final String CURRENT = "current";
  private static final int FEWEST_BITS = 2048;

  private final RSAKey current;
  private final List<RSAKey> all;

  /** @throws IllegalStateException when a key is missing, short or unreadable; the message shows no key */
  SigningKeys(Map<String, String> lines) {
    var keys = new TreeMap<String, RSAKey>();
    lines.forEach((id, value) -> {
      if (!id.equals(CURRENT)) {
        keys.put(id, key(id, value));
      }
    });
    RSAKey named = keys.get(lines.getOrDefault(CURRENT, ""));
    if (named == null) {
      throw new IllegalStateException(FILE + " needs a line 'current = ID' and a key of that id");
    }
    this.current = named;
    this.all = List.copyOf(keys.values());
  }

  static SigningKeys read(Path file) {
    try {
      var lines = new TreeMap<String, String>();
      for (String line : Files.readAllLines(file)) {
        int at = line.indexOf('=');
        if (!line.startsWith("#") && at > 0) {
          lines.put(line.substring(0, at).strip(), line.substring(at + 1).strip());
        }
      }
      return new SigningKeys(lines);
    } catch (IOException unreadable) {
      throw new IllegalStateException(FILE + " cannot be read: " + unreadable.getClass().getSimpleName(), unreadable);
    }
  }

  private static RSAKey key(String id, String value) {
    try {
      KeyFactory factory = KeyFactory.getInstance("RSA");
      if (id.matches("[A-Za-z0-9-]{1,30}")
          && factory.generatePrivate(
              new PKCS8EncodedKeySpec(Base64.getDecoder().decode(value))) instanceof RSAPrivateCrtKey key
          && key.getModulus().bitLength() >= FEWEST_BITS) {
        return new RSAKey.Builder(published(factory, key.getModulus(), key.getPublicExponent()))
            .privateKey(key)
            .keyID(id)
            .keyUse(KeyUse.SIGNATURE)
            .algorithm(JWSAlgorithm.RS256)
            .build();
      }
    } catch (GeneralSecurityException | IllegalArgumentException unreadable) {
      // falls through to the one message, which shows no key
    }
    throw new IllegalStateException(
        FILE + ": the key '" + id + "' is no RSA key of at least " + FEWEST_BITS + " bits, as PKCS#8 in base64");
  }

  private static RSAPublicKey published(KeyFactory factory, BigInteger modulus, BigInteger exponent)
      throws GeneralSecurityException {
    return (RSAPublicKey) factory.generatePublic(new RSAPublicKeySpec(modulus, exponent));
  }

  /** The key that signs, with its private half. */
  RSAKey current() {
    return current;
  }

  /** The public halves as a JWK Set (RFC 7517 section 5). */
  String published() {
    return new JWKSet(all.stream().<JWK>map(RSAKey::toPublicJWK).toList()).toString(true);
  }
}
