package regain.audit.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.erdtman.jcs.JsonCanonicalizer;
import regain.audit.Event;
import regain.audit.Personal;
import regain.audit.Word;
import regain.kernel.Actor;
import regain.kernel.CaseId;
import regain.kernel.Chance;
import regain.kernel.Digest;
import regain.kernel.Keyring;
import regain.kernel.PersonId;

/**
 * An event as canonical JSON (RFC 8785), with pseudonyms for people and salted commitments for personal fields. A
 * component of a kind that is not on the list makes the whole event fail: nothing slips past by being a number or bytes.
 */
final class Leaf {
  /** A personal field with the salt that its commitment was made with. */
  static final class Beside {
    final byte[] salt;
    final String value;

    Beside(byte[] salt, String value) {
      this.salt = salt;
      this.value = value;
    }
  }

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int SALT_BYTES = 32;

  private final Keyring keyring;
  private final Chance chance;
  private final Map<String, Object> fields = new TreeMap<>();
  private final Map<String, Beside> beside = new HashMap<>();

  Leaf(Keyring keyring, Chance chance, Instant at, Actor actor, Event event) {
    this.keyring = keyring;
    this.chance = chance;
    fields.put("type", event.type());
    fields.put("at", at.toString());
    fields.put("actor", actor(actor));
    for (RecordComponent component : components(event)) {
      put(component.getName(), read(component, event));
    }
  }

  String text() {
    try {
      return new JsonCanonicalizer(JSON.writeValueAsString(fields)).getEncodedString();
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a map of texts and numbers is always JSON", impossible);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  Map<String, Beside> beside() {
    return beside;
  }

  private void put(String name, Object value) {
    switch (value) {
      case Optional<?> maybe -> maybe.ifPresent(it -> put(name, it));
      case Personal personal -> commit(name, personal.value());
      case PersonId person -> fields.put(name, pseudonym(person));
      case CaseId caseId -> fields.put(name, caseId.toString());
      case Word word -> fields.put(name, word.value());
      case Enum<?> constant -> fields.put(name, constant.name());
      case Collection<?> many -> fields.put(name, many.stream().map(this::each).sorted().toList());
      case Integer number -> fields.put(name, number);
      case Boolean truth -> fields.put(name, truth);
      case Instant instant -> fields.put(name, instant.toString());
      default -> throw new IllegalArgumentException(name + " is of a kind that no leaf may hold");
    }
  }

  private void commit(String name, String value) {
    byte[] salt = chance.bytes(SALT_BYTES);
    Digest commitment = Digest.of(salt, name.getBytes(StandardCharsets.UTF_8), value.getBytes(StandardCharsets.UTF_8));
    fields.put(name, Map.of("c", commitment.base64()));
    beside.put(name, new Beside(salt, value));
  }

  private String pseudonym(PersonId person) {
    return pseudonym(keyring, person);
  }

  static String pseudonym(Keyring keyring, PersonId person) {
    return keyring.pseudonym("regain/person/v1", person.toString().getBytes(StandardCharsets.US_ASCII));
  }

  private String actor(Actor actor) {
    return switch (actor) {
      case Actor.Claimant claimant -> "claimant";
      case Actor.Human(PersonId person) -> "human:" + pseudonym(person);
      case Actor.House(String part) -> "house:" + part;
    };
  }

  private String each(Object one) {
    return switch (one) {
      case Enum<?> constant -> constant.name();
      case PersonId person -> pseudonym(person);
      default -> throw new IllegalArgumentException("a leaf holds collections of enums and of people only");
    };
  }

  private static RecordComponent[] components(Event event) {
    RecordComponent[] components = event.getClass().getRecordComponents();
    if (components == null) {
      throw new IllegalArgumentException(event.type() + " is no record");
    }
    return components;
  }

  private static Object read(RecordComponent component, Event event) {
    try {
      return component.getAccessor().invoke(event);
    } catch (ReflectiveOperationException broken) {
      throw new IllegalStateException("cannot read " + component.getName() + " of " + event.type(), broken);
    }
  }
}
