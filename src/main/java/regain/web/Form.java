package regain.web;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import regain.kernel.Secret;

/**
 * A posted form ({@code application/x-www-form-urlencoded}, UTF-8). Read strictly: a field that stands twice, a broken
 * escape or bytes that are no UTF-8 make all of it unreadable, so that two readers can never see two different forms. So does
 * the character 0, which no field of a page has, and which PostgreSQL keeps in no text.
 */
final class Form {
  static final int MOST_BYTES = 64 * 1024;
  static final Form EMPTY = new Form(Map.of());
  private static final int ESCAPE = 3;
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

  private final Map<String, String> fields;

  private Form(Map<String, String> fields) {
    this.fields = fields;
  }

  /** @throws Unreadable when it is no such form */
  static Form parse(byte[] body) {
    var fields = new HashMap<String, String>();
    for (String pair : new String(body, StandardCharsets.ISO_8859_1).split("&", -1)) {
      int at = pair.indexOf('=');
      if (pair.isEmpty()) {
        continue;
      }
      if (at < 0 || fields.putIfAbsent(decoded(pair.substring(0, at)), decoded(pair.substring(at + 1))) != null) {
        throw new Unreadable();
      }
    }
    return new Form(fields);
  }

  private static String decoded(String text) {
    var bytes = ByteBuffer.allocate(text.length());
    for (int i = 0; i < text.length(); i++) {
      char each = text.charAt(i);
      if (each == '%') {
        bytes.put(octet(text, i));
        i += ESCAPE - 1;
      } else {
        bytes.put((byte) (each == '+' ? ' ' : each));
      }
    }
    try {
      String decoded = StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
      if (decoded.indexOf('\0') >= 0) {
        throw new Unreadable();
      }
      return decoded;
    } catch (CharacterCodingException notUtf8) {
      throw new Unreadable(notUtf8);
    }
  }

  private static byte octet(String text, int at) {
    try {
      return (byte) HexFormat.fromHexDigits(text, at + 1, at + ESCAPE);
    } catch (IllegalArgumentException | IndexOutOfBoundsException broken) {
      throw new Unreadable(broken);
    }
  }

  /** @throws Unreadable when the field is missing */
  String text(String field) {
    return maybe(field).orElseThrow(Unreadable::new);
  }

  /** What stands behind this prefix in the names of fields that were ticked. */
  Set<String> ticked(String prefix) {
    return fields.keySet().stream()
        .filter(it -> it.startsWith(prefix))
        .map(it -> it.substring(prefix.length()))
        .collect(Collectors.toSet());
  }

  Optional<String> maybe(String field) {
    @Nullable String value = fields.get(field);
    return Optional.ofNullable(value);
  }

  Secret secret(String field) {
    return Secret.of(text(field));
  }

  /** @throws Unreadable when the field is missing or no number */
  int number(String field) {
    try {
      return Integer.parseInt(text(field));
    } catch (NumberFormatException no) {
      throw new Unreadable(no);
    }
  }

  /** An id in a path. Empty when it is none. */
  static Optional<UUID> id(String text) {
    try {
      return Optional.of(UUID.fromString(text));
    } catch (IllegalArgumentException no) {
      return Optional.empty();
    }
  }

  /** A time that somebody wrote. Empty when it is so far away that no database keeps it: none of ours is. */
  static Optional<Instant> time(Instant written) {
    return written.isBefore(Instant.EPOCH) || written.isAfter(LAST) ? Optional.empty() : Optional.of(written);
  }

  /** It prints no value: fields carry passwords and codes. */
  @Override
  public String toString() {
    return "Form " + fields.keySet();
  }

  /** Not a form of ours: answered with 400. */
  static final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1;

    Unreadable() {}

    Unreadable(Throwable cause) {
      super(cause);
    }
  }
}
