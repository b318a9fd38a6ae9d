package regain.words;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Times in words, in the reader's language and the house's zone. Patterns are words, too. A time names its zone; a duration
 * is rounded to what a person would say.
 *
 * @param now what counts as today and as left
 */
public record Times(Words words, Locale language, ZoneId zone, Instant now) {
  /** As many as there are words for times in all languages. */
  private static final Map<Wording, DateTimeFormatter> PATTERNS = new ConcurrentHashMap<>();
  private static final Pattern LIKE_A_MOMENT = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT.*Z");
  private static final long HOURS_FROM = 90;
  private static final long DAYS_FROM = 48;
  private static final int MINUTES_OF_HOUR = 60;
  private static final int HOURS_OF_DAY = 24;

  private record Wording(String text, Locale language) {
    DateTimeFormatter read() {
      return DateTimeFormatter.ofPattern(text, language);
    }
  }

  /** A moment as records and letters carry it (ISO 8601, UTC), if this text is one. To try and fail costs far more than to look first. */
  public static Optional<Instant> read(String text) {
    if (!LIKE_A_MOMENT.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeException noMoment) {
      return Optional.empty();
    }
  }

  /** Day and time: {@code Tue 14 July 2026, 08:21 CEST}. */
  public String moment(Instant at) {
    return format("time.moment", at);
  }

  /** The same without the year, for a near day. */
  public String near(Instant at) {
    return format("time.near", at);
  }

  /** The time of day: {@code 08:54 CEST}; with its day when that is not today. */
  public String clock(Instant at) {
    return isToday(at) ? format("time.clock", at) : near(at);
  }

  /** The day, or the time when it was today. */
  public String when(Instant at) {
    return isToday(at) ? words.say(language, "time.today", format("time.clock.short", at)) : format("time.day", at);
  }

  /** The time with its seconds, for what is only seconds away. */
  public String exact(Instant at) {
    return format("time.exact", at);
  }

  /** The moment in UTC, for comparing with records. */
  public String utc(Instant at) {
    return at.atZone(ZoneId.of("UTC")).format(DateTimeFormatter.ofPattern("HH:mm 'UTC'", Locale.ROOT));
  }

  /** How long until then: {@code 38 minutes}, {@code about 19 hours}. */
  public String left(Instant until) {
    return span(Duration.between(now, until));
  }

  /** {@code 38 minutes, until 08:54 CEST}. */
  public String leftUntil(Instant until) {
    return words.say(language, "time.left.until", left(until), clock(until));
  }

  public long seconds(Instant until) {
    return Math.max(0, Duration.between(now, until).toSeconds());
  }

  public boolean isPast(Instant at) {
    return !now.isBefore(at);
  }

  /** A length of time: {@code 30 minutes}, {@code about 4 hours}. */
  public String span(Duration span) {
    long minutes = span.toMinutes();
    if (minutes < 1) {
      return words.say(language, "time.span.moment");
    }
    if (minutes < HOURS_FROM) {
      return words.say(language, "time.span.minutes", minutes);
    }
    long hours = Math.round((double) minutes / MINUTES_OF_HOUR);
    return hours < DAYS_FROM
        ? words.say(language, "time.span.hours", hours)
        : words.say(language, "time.span.days", Math.round((double) hours / HOURS_OF_DAY));
  }

  private boolean isToday(Instant at) {
    return local(at).toLocalDate().equals(local(now).toLocalDate());
  }

  private String format(String key, Instant at) {
    return local(at).format(PATTERNS.computeIfAbsent(new Wording(words.say(language, key), language), Wording::read));
  }

  private ZonedDateTime local(Instant at) {
    return at.atZone(zone);
  }
}
