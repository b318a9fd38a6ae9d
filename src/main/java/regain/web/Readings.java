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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.thymeleaf.context.IExpressionContext;
import org.thymeleaf.standard.expression.IStandardVariableExpression;
import org.thymeleaf.standard.expression.IStandardVariableExpressionEvaluator;
import org.thymeleaf.standard.expression.OGNLVariableExpressionEvaluator;
import org.thymeleaf.standard.expression.StandardExpressionExecutionContext;
import org.thymeleaf.standard.expression.StandardExpressions;

/**
 * Reads {@code page.rail.about.get().name} from our own records, calls {@code times.moment(it.at)} with what it has read, and puts {@code 'ending.' + it.ending}
 * together; every other expression goes to OGNL, as the engine would have it, and so does a reading that ends anywhere but at a value. Most expressions of the templates are such readings, and OGNL asks at each
 * step of each what an expression of a stranger may touch; ours come with the program.
 */
class Readings implements IStandardVariableExpressionEvaluator {
  private static final String PATH = "[a-z]\\w*(?:\\.[a-z]\\w*(?:\\(\\))?)*";
  private static final Pattern READING = Pattern.compile(PATH);
  private static final Pattern CALL = Pattern
      .compile("(" + PATH + ")\\.([a-z]\\w*)\\((" + PATH + "(?:, ?" + PATH + ")*)\\)");
  /** A text of one letter is no text for OGNL. */
  private static final Pattern TOGETHER = Pattern.compile("'([^'\\\\]{2,})' \\+ (" + PATH + ")");
  /** What looks like a name and is a word of OGNL. */
  private static final Set<String> WORDS = Set.of("true", "false", "null", "this");

  private final OGNLVariableExpressionEvaluator ognl = new OGNLVariableExpressionEvaluator(true);
  private final Map<String, Optional<Said>> known = new ConcurrentHashMap<>();

  /** What an expression says. */
  private interface Said {
    /** Null where OGNL is to say what it is, or what is wrong. */
    @Nullable
    Object in(IExpressionContext context);
  }

  /** The name of a variable, and what is asked of it, one after the other. */
  private record Reading(String variable, List<Step> steps) implements Said {
    @Override
    public @Nullable Object in(IExpressionContext context) {
      @Nullable Object value = context.getVariable(variable);
      for (Step each : steps) {
        value = value == null ? null : each.of(value);
      }
      return value;
    }
  }

  /** A method with arguments, of which its class has one and no more of that name and number. */
  private record Call(Said target, String name, List<Said> given, Map<Class<?>, Optional<Method>> methods)
      implements Said {
    @Override
    public @Nullable Object in(IExpressionContext context) {
      @Nullable Object of = target.in(context);
      List<Object> values = given.stream().flatMap(it -> Optional.ofNullable(it.in(context)).stream()).toList();
      if (of == null || values.size() < given.size()) {
        return null;
      }
      return methods.computeIfAbsent(of.getClass(), this::method)
          .filter(it -> takes(it, values))
          .map(it -> called(it, of, values.toArray()))
          .orElse(null);
    }

    private Optional<Method> method(Class<?> type) {
      List<Method> all = Stream.of(type.getMethods())
          .filter(it -> it.getName().equals(name) && it.getParameterCount() == given.size())
          .toList();
      return all.stream().filter(it -> all.size() == 1 && !Modifier.isStatic(it.getModifiers()))
          .filter(Method::trySetAccessible)
          .findFirst();
    }

    private static boolean takes(Method method, List<Object> values) {
      Class<?>[] types = method.getParameterTypes();
      return IntStream.range(0, types.length).allMatch(it -> types[it].isInstance(values.get(it)));
    }
  }

  private record Together(String before, Said value) implements Said {
    @Override
    public @Nullable Object in(IExpressionContext context) {
      @Nullable Object read = value.in(context);
      return read == null ? null : before + read;
    }
  }

  private static @Nullable Object called(Method method, Object target, Object... values) {
    try {
      return method.invoke(target, values);
    } catch (IllegalAccessException | InvocationTargetException e) {
      return null;
    }
  }

  @Override
  public @Nullable Object evaluate(
      IExpressionContext context, IStandardVariableExpression expression, StandardExpressionExecutionContext how) {
    return said(expression)
        .map(it -> it.in(context))
        .map(it -> how.getPerformTypeConversion() ? text(it, context) : it)
        .orElseGet(() -> ognl.evaluate(context, expression, how));
  }

  private Optional<Said> said(IStandardVariableExpression expression) {
    return expression.getUseSelectionAsRoot()
        ? Optional.empty()
        : known.computeIfAbsent(expression.getExpression(), Readings::parsed);
  }

  private static Optional<Said> parsed(String expression) {
    Matcher call = CALL.matcher(expression);
    Matcher together = TOGETHER.matcher(expression);
    if (call.matches()) {
      List<Optional<Said>> given = Stream.of(call.group(3).split(", ?")).map(Readings::reading).toList();
      return reading(call.group(1)).filter(it -> given.stream().allMatch(Optional::isPresent)).map(
          it -> new Call(
              it, call.group(2), given.stream().flatMap(Optional::stream).toList(), new ConcurrentHashMap<>()));
    }
    return together.matches()
        ? reading(together.group(2)).map(it -> new Together(together.group(1), it))
        : reading(expression);
  }

  private static Optional<Said> reading(String expression) {
    List<String> names = List.of(expression.split("\\."));
    return READING.matcher(expression).matches() && !WORDS.contains(names.getFirst())
        ? Optional.of(new Reading(names.getFirst(), names.stream().skip(1).map(Step::new).toList()))
        : Optional.empty();
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
      return method.isEmpty() ? null : called(method.get(), target);
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
