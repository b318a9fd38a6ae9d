package regain.wiring;

import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import regain.kernel.Chance;

/** The platform's generator. */
@ApplicationScoped
class SecureChance implements Chance {
  private final SecureRandom random = new SecureRandom();

  @Override
  public byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }
}
