package regain.wiring;

import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.spi.PersistenceUnitInfo;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Map;
import org.hibernate.jpa.HibernatePersistenceProvider;

/**
 * Hibernate without its class transformer. On Liberty the transformer is registered with the very loader that has to load
 * it, which never ends; our rows need no enhancement.
 */
public final class PersistenceProvider extends HibernatePersistenceProvider {
  @Override
  public EntityManagerFactory createContainerEntityManagerFactory(PersistenceUnitInfo info, Map<?, ?> properties) {
    var untransformed = (PersistenceUnitInfo) Proxy.newProxyInstance(
        PersistenceProvider.class.getClassLoader(),
        new Class<?>[]{PersistenceUnitInfo.class},
        (proxy, method, arguments) -> {
          if (method.getName().equals("addTransformer")) {
            return null;
          }
          try {
            return method.invoke(info, arguments);
          } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
          }
        });
    return super.createContainerEntityManagerFactory(untransformed, properties);
  }
}
