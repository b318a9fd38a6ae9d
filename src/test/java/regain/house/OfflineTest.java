package regain.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import regain.assurance.Requirement;
import regain.policy.Purpose;
import regain.recovery.Attestations.Outcome;

/** Whoever has a row of the table, and no Regain, can tell what was signed and with which key. Only what Java comes with is used. */
class OfflineTest {
  /** An ES256 key as COSE writes it (RFC 9053 section 7.1.1): these bytes, x, three more, y. */
  private static final byte[] BEFORE_X = HexFormat.of().parseHex("a5010203262001215820");

  private static final byte[] BEFORE_Y = HexFormat.of().parseHex("225820");
  private static final int COORDINATE = 32;
  private static final int USER_VERIFIED = 0x04;

  private TestHouse house;
  /** A row of signed_statement, by column. */
  private Map<String, byte[]> row;

  @BeforeEach
  void build() {
    house = new TestHouse(
        1, Map.of("regain.attestations.risk-analysis", "risks/7", "regain.attestations.settled", "PT0S"));
    Attester supervisor = Attester.enrolled(house, "h.brandt");
    house.clock.pass(Duration.ofDays(8));
    Journey journey = Journey.open(house, Purpose.EXCEPTION, "b.hansen");
    house.work();
    assertThat(supervisor.attest(journey)).isInstanceOf(Outcome.Done.class);
    row = stored();
  }

  @AfterEach
  void close() {
    house.close();
  }

  private Map<String, byte[]> stored() {
    return house.inside(() -> {
      var columns = List.of(
          "domain", "content", "nonce", "public_key", "authenticator_data", "client_data", "signature");
      Object[] values = (Object[]) house.database.entities().createNativeQuery(
          "select " + String.join(", ", columns) + " from signed_statement where domain = 'regain/attestation/v1'",
          Object[].class).getSingleResult();
      var stored = new HashMap<String, byte[]>();
      for (int i = 0; i < values.length; i++) {
        stored.put(
            columns.get(i),
            values[i] instanceof byte[] bytes ? bytes : values[i].toString().getBytes(StandardCharsets.UTF_8));
      }
      return stored;
    });
  }

  private static byte[] sha256(byte[]... parts) throws GeneralSecurityException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    Arrays.stream(parts).forEach(digest::update);
    return digest.digest();
  }

  private static PublicKey key(byte[] cose) throws GeneralSecurityException {
    int x = BEFORE_X.length;
    int y = x + COORDINATE + BEFORE_Y.length;
    assertThat(cose).hasSize(y + COORDINATE).startsWith(BEFORE_X);
    assertThat(Arrays.copyOfRange(cose, x + COORDINATE, y)).isEqualTo(BEFORE_Y);
    AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
    curve.init(new ECGenParameterSpec("secp256r1"));
    return KeyFactory.getInstance("EC").generatePublic(
        new ECPublicKeySpec(
            new ECPoint(
                new BigInteger(1, Arrays.copyOfRange(cose, x, x + COORDINATE)),
                new BigInteger(1, Arrays.copyOfRange(cose, y, y + COORDINATE))),
            curve.getParameterSpec(ECParameterSpec.class)));
  }

  private Map<String, byte[]> with(String column, byte[] other) {
    var changed = new HashMap<>(row);
    changed.put(column, other);
    return changed;
  }

  private static byte[] of(Map<String, byte[]> row, String column) {
    return Optional.ofNullable(row.get(column)).orElseThrow();
  }

  /** Whether its text was signed with its key, for this site and by somebody whom the authenticator knew. What cannot be read was not. */
  private static boolean holds(Map<String, byte[]> row) throws GeneralSecurityException, IOException {
    try {
      return verified(row);
    } catch (JsonProcessingException | SignatureException unreadable) {
      return false;
    }
  }

  private static boolean verified(Map<String, byte[]> row) throws GeneralSecurityException, IOException {
    byte[] challenge = sha256(of(row, "domain"), new byte[]{0}, of(row, "nonce"), sha256(of(row, "content")));
    byte[] authenticator = of(row, "authenticator_data");
    JsonNode client = new ObjectMapper().readTree(of(row, "client_data"));
    Signature verifier = Signature.getInstance("SHA256withECDSA");
    verifier.initVerify(key(of(row, "public_key")));
    verifier.update(authenticator);
    verifier.update(sha256(of(row, "client_data")));
    return verifier.verify(of(row, "signature"))
        && client.get("type").asText().equals("webauthn.get")
        && client.get("origin").asText().equals("http://localhost:9080")
        && Arrays.equals(Base64.getUrlDecoder().decode(client.get("challenge").asText()), challenge)
        && Arrays.equals(Arrays.copyOf(authenticator, 32), sha256("localhost".getBytes(StandardCharsets.US_ASCII)))
        && (authenticator[32] & USER_VERIFIED) != 0;
  }

  @Test
  @Requirement("R-53-AU-10")
  void what_was_signed_is_verified_with_nothing_but_its_row() throws GeneralSecurityException, IOException {
    assertThat(new String(of(row, "content"), StandardCharsets.UTF_8)).contains("b.hansen");
    assertThat(holds(row)).isTrue();
  }

  @Test
  void nothing_else_is() throws GeneralSecurityException, IOException {
    byte[] content = of(row, "content");
    assertThat(holds(with("content", Arrays.copyOf(content, content.length - 1)))).as("another text").isFalse();
    byte[] authenticator = of(row, "authenticator_data").clone();
    authenticator[authenticator.length - 1] ^= 1;
    assertThat(holds(with("authenticator_data", authenticator))).as("not what was signed").isFalse();
    byte[] domain = "regain/review/v1".getBytes(StandardCharsets.US_ASCII);
    assertThat(holds(with("domain", domain))).as("another act").isFalse();
  }

  /** @param last so many bytes before the end: mostly it can still be read */
  @ParameterizedTest
  @CsvSource({"content, 3", "nonce, 3", "authenticator_data, 3", "client_data, 80", "signature, 3"})
  void one_bit_of_it_is_another_and_it_does_not_hold(String column, int last)
      throws GeneralSecurityException, IOException {
    byte[] other = of(row, column).clone();
    other[other.length - last] ^= 1;

    assertThat(holds(with(column, other))).isFalse();
  }

  @Test
  void the_key_of_somebody_else_does_not_open_it() throws GeneralSecurityException, IOException {
    KeyPairGenerator keys = KeyPairGenerator.getInstance("EC");
    keys.initialize(new ECGenParameterSpec("secp256r1"));
    ECPoint other = ((ECPublicKey) keys.generateKeyPair().getPublic()).getW();
    byte[] cose = of(row, "public_key").clone();
    write(other.getAffineX(), cose, BEFORE_X.length);
    write(other.getAffineY(), cose, BEFORE_X.length + COORDINATE + BEFORE_Y.length);

    assertThat(holds(with("public_key", cose))).isFalse();
  }

  private static void write(BigInteger coordinate, byte[] into, int at) {
    for (int i = 0; i < COORDINATE; i++) {
      into[at + i] = coordinate.shiftRight(8 * (COORDINATE - 1 - i)).byteValue();
    }
  }
}
