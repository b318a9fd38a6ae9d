package regain.wiring;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.literal.SingletonLiteral;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import jakarta.enterprise.inject.spi.WithAnnotations;

/**
 * The parts of the house keep nothing of a request, so one of each is enough. They say {@link Dependent}, because the
 * container finds no bean that says nothing else but that it lives once; here it is told. Made afresh for every request, the
 * hundred parts behind a page cost more than the page. What belongs to one request is in the packages of the pages.
 */
public class OneOfEach implements Extension {
  void once(@Observes @WithAnnotations(Dependent.class) ProcessAnnotatedType<?> found) {
    Class<?> part = found.getAnnotatedType().getJavaClass();
    if (part.isAnnotationPresent(Dependent.class) && !part.getPackageName().endsWith(".web")) {
      found.configureAnnotatedType().remove(Dependent.class::isInstance).add(SingletonLiteral.INSTANCE);
    }
  }
}
