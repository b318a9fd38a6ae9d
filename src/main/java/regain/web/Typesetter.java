package regain.web;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.thymeleaf.TemplateEngine;
import org.thymeleaf.context.Context;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;
import regain.mail.Letters;
import regain.wiring.Settings;
import regain.words.Times;
import regain.words.Words;

/** Turns a page into HTML: its template, itself as {@code page}, the {@code shell} around it, {@code times} and {@code mail}. */
@ApplicationScoped
class Typesetter {
  private final TemplateEngine engine = new TemplateEngine();
  private final Settings settings;
  private final Assets assets;
  private final Csrf csrf;
  private final Words words;
  private final Letters letters;
  private final InstantSource clock;

  @SuppressWarnings("NullAway") // For the container's proxy, which never uses it.
  protected Typesetter() {
    this(null, null, null, null, null, null);
  }

  @Inject
  Typesetter(
      Settings settings, Assets assets, Csrf csrf, Words words, Letters letters, InstantSource clock) {
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
    engine.setTemplateResolver(templates);
    engine.setMessageResolver(new WordsInTemplates(words));
  }

  static Optional<String> template(Class<?> type) {
    @Nullable Named name = type.getAnnotation(Named.class);
    return Optional.ofNullable(name).map(Named::value);
  }

  String set(Object page, Visit visit) {
    Optional<String> note = visit.cookie(Cookies.NOTE).filter(it -> words.has("note." + it));
    visit.cookie(Cookies.NOTE).ifPresent(it -> visit.clear(Cookies.NOTE));
    Locale language = visit.language();
    var context = new Context(
        language,
        Map.of(
            "page", page,
            "shell", Shell.of(settings, assets, visit, csrf.token(visit.id()), note, tongues(visit)),
            "times", new Times(words, language, settings.zone(), clock.instant()),
            "mail", letters));
    return engine.process(template(page.getClass()).orElseThrow(), context);
  }

  private static List<Shell.Tongues> tongues(Visit visit) {
    return Words.LANGUAGES.stream()
        .map(it -> new Shell.Tongues(it, it.getDisplayLanguage(it), visit.in(it), it.equals(visit.language())))
        .toList();
  }
}
