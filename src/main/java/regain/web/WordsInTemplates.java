package regain.web;

import org.jspecify.annotations.Nullable;
import org.thymeleaf.context.ITemplateContext;
import org.thymeleaf.messageresolver.AbstractMessageResolver;
import regain.words.Words;

/** Lets templates say {@code #{key}}. */
class WordsInTemplates extends AbstractMessageResolver {
  private final Words words;

  WordsInTemplates(Words words) {
    this.words = words;
  }

  @Override
  public @Nullable String resolveMessage(
      ITemplateContext context, @Nullable Class<?> origin, String key, Object @Nullable [] places) {
    return !words.has(key) ? null : words.say(context.getLocale(), key, places == null ? new Object[0] : places);
  }

  @Override
  public String createAbsentMessageRepresentation(
      ITemplateContext context, @Nullable Class<?> origin, String key, Object @Nullable [] places) {
    throw new IllegalArgumentException("no words for " + key);
  }
}
