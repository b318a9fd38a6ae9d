package regain.web;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.thymeleaf.TemplateEngine;
import org.thymeleaf.cache.StandardCacheManager;
import org.thymeleaf.context.Context;
import org.thymeleaf.context.LazyContextVariable;
import org.thymeleaf.standard.StandardDialect;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;
import regain.mail.Letters;
import regain.wiring.Settings;
import regain.words.Times;
import regain.words.Words;

/**
 * Turns a page into HTML: its template, itself as {@code page}, the {@code shell} around it, {@code times} and {@code mail}.
 * A page that is {@link Still} is set once for each language and path, and gets the token of the browser when it goes out.
 */
@ApplicationScoped
class Typesetter {
  /** In place of the token, in pages that are kept: nobody writes this letter, and no language has it. */
  private static final String TOKEN = "\uE000";
  /** Far more than there are such pages, paths and languages. */
  private static final int MOST_STANDING = 200;
  /** All of them: the engine keeps five hundred, and there are two thousand different ones, so that it read some again and again. */
  private static final int MOST_EXPRESSIONS = 5000;

  private final Map<Setting, List<String>> standing = new ConcurrentHashMap<>();
  private final TemplateEngine engine = new TemplateEngine();
  private final Settings settings;
  private final Assets assets;
  private final Csrf csrf;
  private final Words words;
  private final Letters letters;
  private final InstantSource clock;

  /** What a page that stands was set from. */
  private record Setting(Object page, Shell shell) {}

  @SuppressWarnings("NullAway") // For the container's proxy, which never uses it.
  protected Typesetter() {
    this(null, null, null, null, null, null);
  }

  @Inject
  Typesetter(
      Settings settings, Assets assets, Csrf csrf, Words words, Letters letters, InstantSource clock) {
    this(settings, assets, csrf, words, letters, clock, new Readings());
  }

  /** @param readings how templates read what they show */
  Typesetter(
      Settings settings,
      Assets assets,
      Csrf csrf,
      Words words,
      Letters letters,
      InstantSource clock,
      Readings readings) {
    this.settings = settings;
    this.assets = assets;
    this.csrf = csrf;
    this.words = words;
    this.letters = letters;
    this.clock = clock;
    var templates = new ClassLoaderTemplateResolver(Typesetter.class.getClassLoader());
    templates.setPrefix("templates/");
    templates.setSuffix(".html");
    templates.setCharacterEncoding("UTF-8");
    var dialect = new StandardDialect();
    dialect.setVariableExpressionEvaluator(readings);
    engine.setDialect(dialect);
    engine.setTemplateResolver(templates);
    engine.setMessageResolver(new WordsInTemplates(words));
    var cache = new StandardCacheManager();
    cache.setExpressionCacheMaxSize(MOST_EXPRESSIONS);
    engine.setCacheManager(cache);
  }

  static Optional<String> template(Class<?> type) {
    @Nullable Named name = type.getAnnotation(Named.class);
    return Optional.ofNullable(name).map(Named::value);
  }

  String set(Object page, Visit visit) {
    Optional<String> note = visit.note().filter(it -> words.has("note." + it));
    visit.cookie(Cookies.NOTE).ifPresent(it -> visit.clear(Cookies.NOTE));
    String token = csrf.token(visit.id());
    boolean still = page instanceof Still it && it.still() && note.isEmpty() && visit.guest().isEmpty()
        && visit.hasNoQuery();
    return still
        ? String.join(token, standing(page, shell(visit, TOKEN, note)))
        : set(page, shell(visit, token, note));
  }

  /** What stands between the tokens. */
  private List<String> standing(Object page, Shell shell) {
    var setting = new Setting(page, shell);
    @Nullable List<String> kept = standing.get(setting);
    if (kept == null) {
      kept = List.of(set(page, shell).split(TOKEN, -1));
      if (standing.size() < MOST_STANDING) {
        standing.put(setting, kept);
      }
    }
    return kept;
  }

  private String set(Object page, Shell shell) {
    var context = new Context(
        shell.language(),
        Map.of(
            "page", page,
            "shell", shell,
            "times", times(shell.language()),
            "mail", letters));
    return engine.process(template(page.getClass()).orElseThrow(), context);
  }

  /** Made when the page asks for it: one that tells no time needs no clock, and the database is the clock. */
  private LazyContextVariable<Times> times(Locale language) {
    return new LazyContextVariable<>() {
      @Override
      protected Times loadValue() {
        return new Times(words, language, settings.zone(), clock.instant());
      }
    };
  }

  private Shell shell(Visit visit, String token, Optional<String> note) {
    return Shell.of(settings, assets, visit, token, note, tongues(visit));
  }

  private static List<Shell.Tongues> tongues(Visit visit) {
    return Words.LANGUAGES.stream()
        .map(it -> new Shell.Tongues(it, it.getDisplayLanguage(it), visit.in(it), it.equals(visit.language())))
        .toList();
  }
}
