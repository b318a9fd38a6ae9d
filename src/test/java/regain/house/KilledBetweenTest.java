package regain.house;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import regain.kernel.Secret;
import regain.privileged.Entitlement;
import regain.privileged.port.GrantTag;

/** At every commit, on a stand-in that is held to the contract of the real targets. */
class KilledBetweenTest extends KilledBetween {
  private final FakeGrantTarget target = new FakeGrantTarget("orders");

  @BeforeEach
  void build() {
    target.renews.put("shop", 0);
    build(
        target, work -> work.forEach(Runnable::run), shop("orders"),
        entitlement("orders-support", "orders", "jit_orders"));
  }

  @Override
  int stride() {
    return 1;
  }

  @Override
  void again() {
    close();
    build();
  }

  @Override
  Set<String> there() {
    return target.there.keySet();
  }

  /** Whoever was shown a key is in: the stand-in knows no other. */
  @Override
  void enter(String name, GrantTag grant, Secret key) {}

  @Override
  boolean somebodyIsIn() {
    return !target.sessions.isEmpty();
  }

  @Override
  Map<String, String> values(Entitlement wanted) {
    return Map.of();
  }
}
