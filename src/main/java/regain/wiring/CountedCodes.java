package regain.wiring;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.Locale;
import regain.enrollment.port.Quota;
import regain.kernel.PersonId;
import regain.signals.Limits;
import regain.signals.Limits.Limit;

/**
 * Counts the codes to new contacts, by whoever asks and by address. They have a budget of their own: nobody who is signed
 * in can use up the codes that the owner of an address needs to recover.
 */
@Dependent
class CountedCodes implements Quota {
  private final Limits limits;

  @Inject
  CountedCodes(Limits limits) {
    this.limits = limits;
  }

  @Override
  public boolean takes(PersonId person, String address) {
    return limits.take(Limit.CONTACT_BY_PERSON, person.toString()).isEmpty()
        && limits.take(Limit.CONTACT_BY_DESTINATION, address.toLowerCase(Locale.ROOT)).isEmpty();
  }
}
