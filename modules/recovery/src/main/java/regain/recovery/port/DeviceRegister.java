package regain.recovery.port;

import java.util.Optional;
import java.util.Set;
import regain.kernel.PersonId;
import regain.policy.Fact;

/**
 * Whose computer is whose, as the organisation keeps it, read at each question. A computer with several owners, with none, or
 * under a number that stands twice is nobody's. No answer is {@link Fact#unavailable()}, and never "nobody".
 */
public interface DeviceRegister {
  /** @param serialNumber as in a certificate; escaped by the adapter (RFC 4515) */
  Fact<Optional<PersonId>> owner(String serialNumber);

  /** The numbers of the computers that are this person's and nobody else's. */
  Fact<Set<String>> of(PersonId person);

  /** Everybody who has at least one such computer: for counting, not for deciding. */
  Fact<Set<PersonId>> owners();
}
