package regain.web;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import regain.audit.Trail;
import regain.kernel.CaseId;
import regain.wiring.Settings;
import regain.words.Browsers;
import regain.words.Times;
import regain.words.Words;

/** Tells entries of the trail in the reader's words. */
@Dependent
class Stories {
  /** Fields whose values are names of constants, with words of their own under the same prefix. */
  private static final Set<String> NAMED = Set.of("method", "state", "reason", "purpose");

  private final Words words;
  private final Settings settings;
  private final InstantSource clock;

  @Inject
  Stories(Words words, Settings settings, InstantSource clock) {
    this.words = words;
    this.settings = settings;
    this.clock = clock;
  }

  /** One sentence. An event of a kind that is not known here is named as it is. */
  String tell(Trail.Entry entry, Locale language) {
    String key = "event." + entry.type();
    if (!words.has(key)) {
      return entry.type();
    }
    var values = new HashMap<String, String>();
    entry.fields().forEach((name, value) -> values.put(name, value(name, value, language)));
    number(entry.fields()).ifPresent(it -> values.put("number", it));
    return words.fill(language, key, values, words.say(language, "event.unknown"));
  }

  String browser(String agent, Locale language) {
    return Browsers.words(words, language, agent);
  }

  private String value(String name, String value, Locale language) {
    if (name.equals("agent")) {
      return browser(value, language);
    }
    if (NAMED.contains(name) && words.has(name + "." + value)) {
      return words.say(language, name + "." + value);
    }
    try {
      return new Times(words, language, settings.zone(), clock.instant()).moment(Instant.parse(value));
    } catch (DateTimeException noTime) {
      return value;
    }
  }

  private static Optional<String> number(Map<String, String> fields) {
    try {
      return Optional.ofNullable(fields.getOrDefault("caseId", fields.get("id"))).map(it -> CaseId.of(it).number());
    } catch (IllegalArgumentException noCase) {
      return Optional.empty();
    }
  }
}
