package regain.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.thymeleaf.context.ExpressionContext;
import org.thymeleaf.context.IExpressionContext;
import org.thymeleaf.standard.StandardDialect;
import org.thymeleaf.standard.expression.IStandardVariableExpression;
import org.thymeleaf.standard.expression.OGNLVariableExpressionEvaluator;
import org.thymeleaf.standard.expression.StandardExpressionExecutionContext;
import org.thymeleaf.standard.expression.VariableExpression;
import org.thymeleaf.TemplateEngine;

/** What we read ourselves is what OGNL reads, on every page that there is. */
class ReadingsTest {
  private static int read;

  static Stream<Object> pages() {
    return SamplePages.all().stream();
  }

  /** Asks both, and holds them to each other. */
  private static final class Both extends Readings {
    private final OGNLVariableExpressionEvaluator ognl = new OGNLVariableExpressionEvaluator(true);

    @Override
    public @Nullable Object evaluate(
        IExpressionContext context, IStandardVariableExpression expression, StandardExpressionExecutionContext how) {
      @Nullable Object ours = super.evaluate(context, expression, how);
      assertThat(ours).as(expression.getExpression()).isEqualTo(ognl.evaluate(context, expression, how));
      read++;
      return ours;
    }
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("pages")
  void every_expression_of_every_page_is_read_as_ognl_reads_it(Object page) {
    int before = read;
    PagesTest.typesetter(new Both()).set(page, FakeWeb.visit(Locale.GERMAN));

    assertThat(read).isGreaterThan(before + 20);
  }

  /** In the place of accessors of the first kind that there is. */
  public record Thing(String name, boolean open, Optional<String> maybe, List<String> several) {
    public boolean isReady() {
      return open;
    }

    public String said() {
      return "said " + name;
    }

    public String joined(String one, Boolean other) {
      return one + other;
    }
  }

  @Test
  void accessors_calls_and_collections() {
    var thing = new Thing("a", true, Optional.of("b"), List.of("c"));
    assertThat(value("it.name", thing)).isEqualTo("a");
    assertThat(value("it.ready", thing)).isEqualTo(true);
    assertThat(value("it.said()", thing)).isEqualTo("said a");
    assertThat(value("it.maybe.present", thing)).isEqualTo(true);
    assertThat(value("it.maybe.get()", thing)).isEqualTo("b");
    assertThat(value("it.several.empty", thing)).isEqualTo(false);
    assertThat(value("it.several.size()", thing)).isEqualTo(1);
    assertThat(value("true", thing)).isEqualTo(true);
    assertThat(value("it.joined(it.name, it.ready)", thing)).isEqualTo("atrue");
    assertThat(value("'name.' + it.name", thing)).isEqualTo("name.a");
  }

  private static @Nullable Object value(String expression, Thing it) {
    var engine = new TemplateEngine();
    engine.setDialect(new StandardDialect());
    var context = new ExpressionContext(engine.getConfiguration(), Locale.ENGLISH, Map.of("it", it));
    return new Readings().evaluate(context, new VariableExpression(expression),
        StandardExpressionExecutionContext.NORMAL);
  }
}
