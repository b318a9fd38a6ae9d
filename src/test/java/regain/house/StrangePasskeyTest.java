package regain.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.persistence.PersistenceException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import regain.enrollment.Enrollment.Change;
import regain.enrollment.Enrollment.Holder;
import regain.strange.Strange;

/**
 * New passkeys as no authenticator makes them: changed in the text, in the client data, in the attestation, in the data under
 * it, in the key. Each is bound or refused, and is on record as one or the other. And answers of those that are bound.
 */
class StrangePasskeyTest {
  private static final int TIMES = Strange.times(200);
  private static final ObjectMapper JSON = new ObjectMapper();
  /** Of the authenticator's data: what stands before the credential, and before its key. */
  private static final int CREDENTIAL = 37;
  private static final int KEY = CREDENTIAL + 18 + 32;
  private static final List<String> SIGNED = List.of("authenticatorData", "clientDataJSON");
  private static final List<String> PARTS = List.of("authenticatorData", "clientDataJSON", "signature", "userHandle");
  private static final List<String> FORMATS = List.of(
      "packed", "fido-u2f", "tpm", "android-key", "android-safetynet", "apple", "none", "compound", "", "strange");
  private static final List<String> NAMES = List.of(
      "alg", "sig", "x5c", "ver", "response", "certInfo", "pubArea", "ecdaaKeyId", "strange");

  private final TestMaker maker = new TestMaker(new UUID(1, 1));
  private TestHouse house;
  private SoftPasskey passkey;
  private Holder holder;
  private SplittableRandom random = new SplittableRandom(0);

  @BeforeEach
  void build() {
    house = new TestHouse();
    passkey = Journey.enrol(house, "b.hansen", "Nordhafen-2026-b.hansen", "birte.hansen@posteo.example");
    holder = house.signedIn(passkey);
  }

  @AfterEach
  void close() {
    house.close();
  }

  private Change add(UnaryOperator<String> strange, SoftPasskey passkey) {
    String answer = passkey.create(house.enrollment().askPasskey(holder).orElseThrow());
    return house.enrollment().addPasskey(holder, strange.apply(answer), "Strange", TestHouse.arrival());
  }

  private static String with(String answer, String part, UnaryOperator<byte[]> change) {
    try {
      ObjectNode json = (ObjectNode) JSON.readTree(answer);
      ObjectNode response = (ObjectNode) json.get("response");
      byte[] bytes = Base64.getUrlDecoder().decode(response.get(part).asText());
      response.put(part, Base64.getUrlEncoder().withoutPadding().encodeToString(change.apply(bytes)));
      return JSON.writeValueAsString(json);
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** The same attestation, or one of another format, around other data of the authenticator. */
  private static byte[] around(byte[] attestation, UnaryOperator<byte[]> data) {
    byte[] name = "authData".getBytes(StandardCharsets.US_ASCII);
    int at = new String(attestation, StandardCharsets.ISO_8859_1).indexOf("authData") + name.length;
    var out = new ByteArrayOutputStream();
    out.write(attestation, 0, at);
    string(out, 2, data.apply(Arrays.copyOfRange(attestation, at + 2, attestation.length)));
    return out.toByteArray();
  }

  /** A string in CBOR (RFC 8949 section 3.1). */
  private static void string(ByteArrayOutputStream out, int major, byte[] bytes) {
    out.writeBytes(new byte[]{(byte) (major << 5 | 25), (byte) (bytes.length >> 8), (byte) bytes.length});
    out.writeBytes(bytes);
  }

  private static void text(ByteArrayOutputStream out, String text) {
    string(out, 3, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Any item: small numbers, strings, lists and maps of such. */
  private byte[] item(int depth) {
    var out = new ByteArrayOutputStream();
    switch (random.nextInt(depth > 2 ? 6 : 8)) {
      case 0 -> out.write(random.nextInt(24));
      case 1 -> out.write(0x20 | random.nextInt(24));
      case 2 -> out.writeBytes(new byte[]{0x39, (byte) random.nextInt(2), (byte) random.nextInt(256)});
      case 3 -> text(out, NAMES.get(random.nextInt(NAMES.size())));
      case 4 -> string(out, 2, some(random.nextInt(300)));
      case 5 -> out.write(0xf4 + random.nextInt(4));
      case 6 -> {
        int size = random.nextInt(4);
        out.write(0x80 | size);
        for (int i = 0; i < size; i++) {
          out.writeBytes(item(depth + 1));
        }
      }
      default -> {
        int size = random.nextInt(4);
        out.write(0xa0 | size);
        for (int i = 0; i < 2 * size; i++) {
          out.writeBytes(item(depth + 1));
        }
      }
    }
    return out.toByteArray();
  }

  private byte[] some(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  /** A key of any type in COSE (RFC 9053 section 7): what it is, and three parts of any length. */
  private byte[] key() {
    byte[] types = {1, 2, 3, 4, 0};
    byte[][] algorithms = {{0x26}, {0x27}, {0x38, 34}, {0x38, 35}, {0x39, 1, 0}, {0x39, 1, 2}, {0x39, -1, -2}, {}};
    int[] lengths = {0, 1, 3, 31, 32, 33, 57, 256, 400};
    var out = new ByteArrayOutputStream();
    out.writeBytes(new byte[]{(byte) 0xa5, 1, types[random.nextInt(types.length)], 3});
    out.writeBytes(algorithms[random.nextInt(algorithms.length)]);
    for (byte part : new byte[]{0x20, 0x21, 0x22}) {
      out.write(part);
      if (random.nextInt(3) == 0) {
        out.write(random.nextInt(9));
      } else {
        string(out, 2, some(lengths[random.nextInt(lengths.length)]));
      }
    }
    return out.toByteArray();
  }

  private byte[] statement() {
    var out = new ByteArrayOutputStream();
    int size = random.nextInt(6);
    out.write(0xa0 | size);
    int at = random.nextInt(NAMES.size());
    for (int i = 0; i < size; i++) {
      text(out, NAMES.get((at + i) % NAMES.size()));
      out.writeBytes(item(0));
    }
    return out.toByteArray();
  }

  /** Another format's name over this statement or another one. */
  private byte[] another(byte[] attestation) {
    String all = new String(attestation, StandardCharsets.ISO_8859_1);
    int statement = all.indexOf("attStmt") + "attStmt".length();
    int data = all.indexOf("authData") - 1;
    var out = new ByteArrayOutputStream();
    out.write(0xa3);
    text(out, "fmt");
    text(out, FORMATS.get(random.nextInt(FORMATS.size())));
    text(out, "attStmt");
    out.writeBytes(random.nextBoolean() ? statement() : Arrays.copyOfRange(attestation, statement, data));
    out.write(attestation, data, attestation.length - data);
    return out.toByteArray();
  }

  /** The same data with another key. */
  private static byte[] keyed(byte[] data, byte[] key) {
    var out = new ByteArrayOutputStream();
    out.write(data, 0, KEY);
    out.writeBytes(key);
    return out.toByteArray();
  }

  private byte[] bytes(byte[] bytes, int from) {
    return Strange.bytes(random, bytes, from);
  }

  private byte[] attestation(byte[] good) {
    return switch (random.nextInt(6)) {
      case 0 -> bytes(good, 0);
      case 1 -> around(good, it -> bytes(it, 0));
      case 2 -> around(good, it -> bytes(it, CREDENTIAL));
      case 3 -> around(good, it -> bytes(it, KEY));
      case 4 -> around(good, it -> keyed(it, key()));
      default -> another(good);
    };
  }

  private String strange(String answer) {
    return switch (random.nextInt(7)) {
      case 0 -> Strange.text(random, answer);
      case 1 -> with(answer, "clientDataJSON", it -> bytes(it, 0));
      default -> with(answer, "attestationObject", this::attestation);
    };
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void whatever_says_that_it_is_a_new_passkey_is_bound_or_refused(long seed) {
    Set<Change> seen = EnumSet.noneOf(Change.class);
    Strange.each(seed, TIMES, (chance, number) -> {
      random = chance;
      seen.add(add(this::strange, random.nextInt(3) == 0 ? new SoftPasskey(number, maker) : new SoftPasskey(number)));
      house.enrollment().overview(holder).passkeys().stream().filter(it -> it.label().equals("Strange"))
          .forEach(it -> house.enrollment().removePasskey(holder, it.id(), TestHouse.arrival()));
    });
    assertThat(seen).containsExactlyInAnyOrder(Change.DONE, Change.DOES_NOT_FIT);
    assertThat(house.database.count("select count(*) from audit_event where type = 'PasskeyRefused'"))
        .isEqualTo(TIMES + 1 - house.database.count("select count(*) from passkey"));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void nothing_of_what_is_signed_can_be_another_and_nothing_of_an_answer_breaks_a_sign_in(long seed) {
    Set<Boolean> seen = new HashSet<>();
    Strange.each(seed, TIMES, (chance, number) -> {
      random = chance;
      String answer = passkey.get(house.enrollment().askSignIn("visit"));
      String part = PARTS.get(random.nextInt(PARTS.size()));
      String strange = with(answer, part, it -> bytes(it, 0));

      boolean in = house.enrollment().signIn("visit", strange, TestHouse.arrival()).isPresent();

      seen.add(in);
      assertThat(in && SIGNED.contains(part) && !strange.equals(answer)).as(strange).isFalse();
    });
    assertThat(seen).contains(false);
    assertThat(SignedIn.maybe(house, passkey)).isPresent();
  }

  /** Nothing; no map; no type; none that is known; a point of no curve, and with parts that are none; a modulus that is a number. */
  @Test
  void rt_23_a_key_that_is_none_is_refused_and_on_record() {
    List<String> keys = List.of(
        "", "00", "a0", "a10140", "a201020326", "a301020326200121", "a3010203262001", "a40102032620012140",
        "a4010303390100200021430100");
    for (String key : keys) {
      Change change = add(
          answer -> with(answer, "attestationObject",
              all -> around(all, it -> keyed(it, HexFormat.of().parseHex(key)))),
          new SoftPasskey(2));

      assertThat(change).as(key).isEqualTo(Change.DOES_NOT_FIT);
    }
    assertThat(house.database.count("select count(*) from audit_event where type = 'PasskeyRefused'"))
        .isEqualTo(keys.size());
  }

  private void rename(String table, String to) {
    house.database.begin(
        () -> house.database.entities().createNativeQuery("alter table " + table + " rename to " + to).executeUpdate());
  }

  @Test
  void what_the_database_throws_is_no_refusal() {
    String answer = new SoftPasskey(2).create(house.enrollment().askPasskey(holder).orElseThrow());
    rename("passkey", "gone");

    assertThatThrownBy(() -> house.enrollment().addPasskey(holder, answer, "Strange", TestHouse.arrival()))
        .isInstanceOf(PersistenceException.class);

    rename("gone", "passkey");
    assertThat(house.enrollment().addPasskey(holder, answer, "Strange", TestHouse.arrival())).isEqualTo(Change.DONE);
  }
}
