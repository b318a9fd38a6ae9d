package regain.house;

import java.util.UUID;
import regain.grants.GrantContract;
import regain.kernel.PersonId;
import regain.privileged.port.GrantConnector;

/** The stand-in keeps the contract. */
class FakeGrantTargetTest extends GrantContract {
  private final FakeGrantTarget target = new FakeGrantTarget("orders");

  @Override
  protected GrantConnector target() {
    return target;
  }

  @Override
  protected String is() {
    return "jit_orders";
  }

  @Override
  protected PersonId person() {
    return new PersonId(UUID.fromString("11111111-2222-4333-8444-555555555555"));
  }

  @Override
  protected void silence() {
    target.answers = false;
  }
}
