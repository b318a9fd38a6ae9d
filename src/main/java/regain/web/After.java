package regain.web;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.UUID;

/** Where the next page of a list begins: after the line of this time and id. It stands in an address, so anybody can write one. */
record After(Instant at, UUID id) {
  /** Empty when it is none: then the list is shown from its beginning. */
  static Optional<After> of(String text) {
    int between = text.indexOf('_');
    try {
      return between < 0
          ? Optional.empty()
          : Form.time(Instant.parse(text.substring(0, between)))
              .flatMap(at -> Form.id(text.substring(between + 1)).map(id -> new After(at, id)));
    } catch (DateTimeParseException no) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return at + "_" + id;
  }
}
