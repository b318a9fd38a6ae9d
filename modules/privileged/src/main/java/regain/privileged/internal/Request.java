package regain.privileged.internal;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import regain.enrollment.Signing;
import regain.kernel.Digest;
import regain.kernel.PersonId;
import regain.privileged.Entitlement;
import regain.privileged.port.GrantTag;

/**
 * A request as it was frozen: everything that is agreed to, and everything that is given. It is kept as the very text that is shown and
 * signed, and read from that text again, so that there is nothing beside it which could be changed.
 */
record Request(
    UUID id,
    String entitlement,
    String target,
    String is,
    String says,
    PersonId holder,
    String name,
    Duration lasts,
    List<String> approvedBy,
    Instant askedAt,
    Instant answeredBy,
    String because,
    Map<String, String> values) {
  private static final String FIRST = "regain/grant-request/v1";
  private static final String VALUE = "value-";

  Request {
    approvedBy = List.copyOf(approvedBy);
    values = Map.copyOf(values);
  }

  /** @throws IllegalArgumentException when it is no such text */
  static Request parse(String text) {
    try {
      return read(text);
    } catch (DateTimeException changed) {
      throw new IllegalArgumentException("not a request", changed);
    }
  }

  private static Request read(String text) {
    List<String> lines = text.lines().toList();
    if (lines.isEmpty() || !lines.getFirst().equals(FIRST)) {
      throw new IllegalArgumentException("not a request");
    }
    var fields = new LinkedHashMap<String, String>();
    lines.stream().skip(1).map(it -> it.split(": ", 2)).forEach(it -> fields.put(it[0], it.length > 1 ? it[1] : ""));
    var request = new Request(
        UUID.fromString(of(fields, "grant")),
        of(fields, "entitlement"),
        of(fields, "target"),
        of(fields, "is"),
        of(fields, "says"),
        PersonId.of(of(fields, "holder")),
        of(fields, "name"),
        Duration.parse(of(fields, "lasts")),
        Arrays.asList(of(fields, "approved-by").split(" ")),
        Instant.parse(of(fields, "asked-at")),
        Instant.parse(of(fields, "answered-by")),
        of(fields, "because"),
        fields.entrySet().stream()
            .filter(it -> it.getKey().startsWith(VALUE))
            .collect(Collectors.toMap(it -> it.getKey().substring(VALUE.length()), Map.Entry::getValue)));
    if (!request.text().equals(text)) {
      throw new IllegalArgumentException("not a request of ours, to the letter");
    }
    return request;
  }

  private static String of(Map<String, String> fields, String name) {
    String value = fields.get(name);
    if (value == null) {
      throw new IllegalArgumentException("a request without " + name);
    }
    return value;
  }

  String text() {
    var lines = new StringBuilder(FIRST).append('\n');
    line(lines, "grant", id.toString());
    line(lines, "entitlement", entitlement);
    line(lines, "target", target);
    line(lines, "is", is);
    line(lines, "says", says);
    line(lines, "holder", holder.toString());
    line(lines, "name", name);
    line(lines, "lasts", lasts.toString());
    line(lines, "approved-by", String.join(" ", approvedBy));
    line(lines, "asked-at", askedAt.toString());
    line(lines, "answered-by", answeredBy.toString());
    line(lines, "because", because);
    new TreeMap<>(values).forEach((key, value) -> line(lines, VALUE + key, value));
    return lines.toString();
  }

  private static void line(StringBuilder lines, String name, String value) {
    lines.append(name).append(": ").append(Signing.line(value)).append('\n');
  }

  Digest digest() {
    return Digest.of(text().getBytes(StandardCharsets.UTF_8));
  }

  GrantTag tag() {
    return new GrantTag(id);
  }

  /** Whether policy still says what it said when this was asked for. */
  boolean fits(Entitlement now) {
    return now.name().equals(entitlement)
        && now.target().equals(target)
        && Signing.line(now.is()).equals(is)
        && now.approvedBy().equals(approvedBy)
        && lasts.compareTo(now.longest()) <= 0;
  }
}
