package regain.recovery;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import regain.kernel.Secret;

/**
 * Recovery codes from a receipt, to be shown to their owner once.
 *
 * @param from set while they open nothing yet: until the passkey that the same case bound is no longer quarantined
 */
public record NewCodes(List<Secret> codes, Optional<Instant> from) {
  public NewCodes {
    codes = List.copyOf(codes);
  }
}
