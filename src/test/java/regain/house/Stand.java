package regain.house;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import java.util.Map;

/** What the wiring would produce, given by the test. */
final class Stand implements Extension {
  private final Map<Class<?>, Object> given;

  Stand(Map<Class<?>, Object> given) {
    this.given = Map.copyOf(given);
  }

  void give(@Observes AfterBeanDiscovery beans) {
    given.forEach(
        (type, value) -> beans.addBean().types(type).scope(Dependent.class).createWith(context -> value));
  }
}
