package regain.web;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import regain.audit.Trail;
import regain.kernel.CaseId;
import regain.recovery.CaseFile;
import regain.signals.Alarm;
import regain.signals.Segment;
import regain.wiring.Settings;
import regain.words.Browsers;
import regain.words.Times;
import regain.words.Words;

/** Tells entries of the trail in the reader's words. */
@Dependent
class Stories {
  /** Fields whose values are names of constants, with words of their own under the same prefix. */
  private static final Set<String> NAMED = Set.of("method", "state", "reason", "purpose", "cause", "judgement", "why",
      "how");

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
    return words.has(key) ? tell(key, entry, language) : entry.type();
  }

  private String tell(String key, Trail.Entry entry, Locale language) {
    String kind = key.substring(0, key.indexOf('.') + 1);
    return words.fill(
        language, key, it -> place(kind, it, entry.fields(), language), words.say(language, "event.unknown"));
  }

  private Optional<String> place(String kind, String name, Map<String, String> fields, Locale language) {
    Optional<String> said = Optional.ofNullable(fields.get(name)).map(it -> value(kind, name, it, language));
    return name.equals("number") ? number(fields).or(() -> said) : said;
  }

  /** The same for somebody else than the person whom it is about. */
  String record(Trail.Entry entry, Locale language) {
    String key = "record." + entry.type();
    return words.has(key) ? tell(key, entry, language) : tell(entry, language);
  }

  /** A case in a few sentences: how it began, what was shown, and how it ended. */
  List<String> story(CaseFile.Told told, Locale language) {
    var times = new Times(words, language, settings.zone(), clock.instant());
    var sentences = new ArrayList<String>();
    sentences.add(
        words.say(
            language, "story." + told.purpose(), told.name(), times.moment(told.openedAt()), told.from(),
            browser(told.with(), language)));
    if (told.evidence().isEmpty()) {
      sentences.add(words.say(language, "story.nothing"));
    }
    told.evidence().forEach(
        it -> sentences.add(
            words.say(
                language, "story.shown", times.clock(it.at()), words.say(language, "method." + it.method()))));
    sentences.add(
        words.say(
            language, "story." + told.state(), told.closedAt().map(times::moment).orElse(""),
            told.denied().map(it -> words.say(language, "reason." + it)).orElse("")));
    return sentences;
  }

  /** What was unusual, in a sentence. */
  String alarm(Alarm alarm, Locale language) {
    var times = new Times(words, language, settings.zone(), clock.instant());
    return words.say(
        language,
        "alarm." + alarm.rule(),
        words.say(language, "happening." + alarm.what()),
        segment(alarm.segment(), language),
        number(alarm.seen(), language),
        number(alarm.expected(), language),
        times.moment(alarm.from()),
        times.moment(alarm.to()));
  }

  /** A part of the organisation. People and networks are pseudonyms here, and only say whether it is the same again. */
  String segment(Segment segment, Locale language) {
    String named = switch (segment.kind()) {
      case POPULATION -> said("population." + segment.key(), segment.key(), language);
      case FACTOR -> said("method." + segment.key(), segment.key(), language);
      case CHANNEL ->
        said("paths." + segment.key(), said("channel." + segment.key(), segment.key(), language), language);
      default ->
        segment.kind().hidden() ? segment.key().substring(0, Math.min(8, segment.key().length())) : segment.key();
    };
    return words.say(language, "segment." + segment.kind(), named);
  }

  private String said(String key, String otherwise, Locale language) {
    return words.has(key) ? words.say(language, key) : otherwise;
  }

  private static String number(double value, Locale language) {
    return String.format(language, value == Math.rint(value) ? "%.0f" : "%.1f", value);
  }

  String browser(String agent, Locale language) {
    return Browsers.words(words, language, agent);
  }

  /** @param kind for whom it is told: what stands in one word may want another one for others */
  private String value(String kind, String name, String value, Locale language) {
    if (name.equals("agent")) {
      return browser(value, language);
    }
    String own = kind + name + "." + value;
    if (words.has(own)) {
      return words.say(language, own);
    }
    if (NAMED.contains(name) && words.has(name + "." + value)) {
      return words.say(language, name + "." + value);
    }
    return Times.read(value)
        .map(it -> new Times(words, language, settings.zone(), clock.instant()).moment(it))
        .orElse(value);
  }

  private static Optional<String> number(Map<String, String> fields) {
    try {
      return Optional.ofNullable(fields.getOrDefault("caseId", fields.get("id"))).map(it -> CaseId.of(it).number());
    } catch (IllegalArgumentException noCase) {
      return Optional.empty();
    }
  }
}
