package regain.web;

import jakarta.inject.Named;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import regain.audit.Trail;
import regain.policy.Fact;
import regain.policy.Facts;
import regain.privileged.Grants;
import regain.recovery.CaseFile;
import regain.review.Judgement;
import regain.review.Reviews.No;

/**
 * One case before a reviewer.
 *
 * @param grant what was asked for, where it is about privilege
 * @param story what happened, in sentences
 * @param beside this request beside what this person did before
 * @param timeline the record, in words
 * @param written what was typed and could not be used
 */
@Named("review")
record ReviewPage(
    CaseFile file,
    Optional<Grants.Reviewed> grant,
    String who,
    List<String> story,
    List<Beside> beside,
    List<Happened> timeline,
    Optional<Written> written) {
  private static final int MOST_EARLIER = 3;

  record Happened(Instant at, String words) {}

  /**
   * @param what browser, network or country
   * @param seen KNOWN, NEW or UNKNOWN
   */
  record Beside(String what, String now, String earlier, String seen) {}

  /** @param missing the field that has to be mended, or empty */
  record Written(Optional<Judgement> judgement, String because, String missing) {}

  /** Somebody who is part of the case may not look at it. */
  @Named("review-barred")
  record Barred(No why) {
    /** Which tab is open. */
    public String tab() {
      return "reviews";
    }
  }

  @Named("verdict")
  record Deed(String path, Judgement judgement, String text, String fingerprint) {
    /** Which tab is open. */
    public String tab() {
      return "reviews";
    }
  }

  static ReviewPage of(
      CaseFile file, Optional<Grants.Reviewed> grant, Stories stories, Locale language, Optional<Written> written) {
    return new ReviewPage(
        file,
        grant,
        file.subject().map(it -> it.displayName()).or(() -> file.told().map(CaseFile.Told::name)).orElse("–"),
        file.told().map(it -> stories.story(it, language))
            .or(() -> file.alarm().map(it -> List.of(stories.alarm(it, language))))
            .orElse(List.of()),
        file.told().map(it -> beside(it, file, stories, language)).orElse(List.of()),
        file.entries().stream().map(it -> new Happened(it.at(), stories.record(it, language))).toList(),
        written);
  }

  private static List<Beside> beside(CaseFile.Told told, CaseFile file, Stories stories, Locale language) {
    Optional<Facts> facts = told.facts();
    List<Trail.Entry> earlier = file.earlier();
    var lines = new ArrayList<Beside>();
    lines.add(
        new Beside(
            "browser",
            stories.browser(told.with(), language),
            most(earlier, it -> stories.browser(it.fields().getOrDefault("agent", ""), language)),
            seen(facts.map(Facts::browserRecognised))));
    lines.add(
        new Beside(
            "network",
            told.from(),
            most(earlier, it -> it.fields().getOrDefault("address", "")),
            seen(facts.map(Facts::networkSeen))));
    facts.map(Facts::countryUsual)
        .filter(it -> it.state() != Fact.State.NOT_CONFIGURED)
        .ifPresent(
            usual -> lines.add(
                new Beside(
                    "country",
                    country(told.from(), file.countries(), language),
                    most(earlier, it -> country(it.fields().getOrDefault("address", ""), file.countries(), language)),
                    seen(Optional.of(usual)))));
    return lines;
  }

  static String country(String address, Map<String, String> countries, Locale language) {
    return Optional.ofNullable(countries.get(address))
        .map(it -> Locale.of("", it).getDisplayCountry(language))
        .orElse("");
  }

  /** What came up most, with how often. */
  static String most(List<Trail.Entry> earlier, Function<Trail.Entry, String> what) {
    Map<String, Long> counted = earlier.stream()
        .map(what)
        .filter(it -> !it.isEmpty())
        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    return counted.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()).thenComparing(Map.Entry::getKey))
        .limit(MOST_EARLIER)
        .map(it -> it.getKey() + " (" + it.getValue() + ")")
        .collect(Collectors.joining("; "));
  }

  private static String seen(Optional<Fact<Boolean>> fact) {
    return fact.flatMap(it -> it.known()).map(it -> it ? "KNOWN" : "NEW").orElse("UNKNOWN");
  }

  /** How much of the record they were shown. */
  public int count() {
    return file.entries().size();
  }

  /** What they were shown. */
  public String seen() {
    return file.shown().hex();
  }

  /** Under which key the words of the verdicts stand. */
  public String about() {
    return file.item().subject().isPresent() ? "text" : "nobody";
  }

  public String because() {
    return written.map(Written::because).orElse("");
  }

  public boolean chosen(String judgement) {
    return written.flatMap(Written::judgement).filter(it -> it.name().equals(judgement)).isPresent();
  }

  public boolean missing(String field) {
    return written.map(Written::missing).filter(it -> it.equals(field)).isPresent();
  }

  /** Which tab is open. */
  public String tab() {
    return "reviews";
  }
}
