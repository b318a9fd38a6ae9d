package regain.web;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.thymeleaf.context.IExpressionContext;
import org.thymeleaf.standard.expression.IStandardVariableExpression;
import org.thymeleaf.standard.expression.IStandardVariableExpressionEvaluator;
import org.thymeleaf.standard.expression.OGNLVariableExpressionEvaluator;
import org.thymeleaf.standard.expression.StandardExpressionExecutionContext;
import org.thymeleaf.standard.expression.StandardExpressions;

/**
 * Reads {@code page.rail.about.get().name} from our own records; every other expression goes to OGNL, as the engine would have it, and
 * so does a reading that ends anywhere but at a value. Most expressions of the templates are such readings, and OGNL asks at each
 * step of each what an expression of a stranger may touch; ours come with the program.
 */
class Readings implements IStandardVariableExpressionEvaluator {
  private static final Pattern READING = Pattern.compile("[a-z]\\w*(?:\\.[a-z]\\w*(?:\\(\\))?)*");
  /** What looks like a name and is a word of OGNL. */
  private static final Set<String> WORDS = Set.of("true", "false", "null", "this");

  private final OGNLVariableExpressionEvaluator ognl = new OGNLVariableExpressionEvaluator(true);
  private final Map<String, Optional<Reading>> known = new ConcurrentHashMap<>();

  /** The name of a variable, and what is asked of it, one after the other. */
  private record Reading(String variable, List<Step> steps) {}

  @Override
  public @Nullable Object evaluate(
      IExpressionContext context, IStandardVariableExpression expression, StandardExpressionExecutionContext how) {
    return reading(expression)
        .flatMap(it -> value(it, context))
        .map(it -> how.getPerformTypeConversion() ? text(it, context) : it)
        .orElseGet(() -> ognl.evaluate(context, expression, how));
  }

  private Optional<Reading> reading(IStandardVariableExpression expression) {
    return expression.getUseSelectionAsRoot()
        ? Optional.empty()
        : known.computeIfAbsent(expression.getExpression(), Readings::parsed);
  }

  private static Optional<Reading> parsed(String expression) {
    List<String> names = List.of(expression.split("\\."));
    return READING.matcher(expression).matches() && !WORDS.contains(names.getFirst())
        ? Optional.of(new Reading(names.getFirst(), names.stream().skip(1).map(Step::new).toList()))
        : Optional.empty();
  }

  private static Optional<Object> value(Reading reading, IExpressionContext context) {
    @Nullable Object value = context.getVariable(reading.variable);
    for (Step each : reading.steps) {
      value = value == null ? null : each.of(value);
    }
    return Optional.ofNullable(value);
  }

  private static Object text(Object value, IExpressionContext context) {
    return StandardExpressions.getConversionService(context.getConfiguration()).convert(context, value, String.class);
  }

  /** A property or a method without arguments, and where each class has it. */
  private static final class Step {
    private final String name;
    private final boolean call;
    private final Map<Class<?>, Optional<Method>> methods = new ConcurrentHashMap<>();

    Step(String step) {
      this.call = step.endsWith("()");
      this.name = call ? step.substring(0, step.length() - 2) : step;
    }

    /** Null where OGNL is to say what it is, or what is wrong. */
    @Nullable
    Object of(Object target) {
      if (target instanceof Map) {
        return null;
      }
      if (!call && target instanceof Collection<?> several) {
        return switch (name) {
          case "empty" -> several.isEmpty();
          case "size" -> several.size();
          default -> null;
        };
      }
      Optional<Method> method = methods.computeIfAbsent(target.getClass(), this::method);
      try {
        return method.isEmpty() ? null : method.get().invoke(target);
      } catch (IllegalAccessException | InvocationTargetException e) {
        return null;
      }
    }

    private Optional<Method> method(Class<?> type) {
      String upper = name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
      Stream<String> names = call ? Stream.of(name) : Stream.of("get" + upper, "is" + upper, name);
      return names.flatMap(it -> accessible(type, it).stream()).findFirst();
    }

    private static Optional<Method> accessible(Class<?> type, String name) {
      return family(type)
          .flatMap(it -> Stream.of(it.getMethods()))
          .filter(
              it -> it.getName().equals(name) && it.getParameterCount() == 0 && !Modifier.isStatic(it.getModifiers()))
          .filter(Method::trySetAccessible)
          .findFirst();
    }

    private static Stream<Class<?>> family(Class<?> type) {
      return type == Object.class || type.isInterface()
          ? Stream.concat(Stream.of(type), Stream.of(type.getInterfaces()).flatMap(Step::family))
          : Stream.of(
              Stream.of(type),
              Stream.of(type.getInterfaces()).flatMap(Step::family),
              Stream.ofNullable(type.getSuperclass()).flatMap(Step::family))
              .flatMap(it -> it);
    }
  }
}
