package regain.wiring;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.Set;
import regain.enrollment.port.FactorWatch;
import regain.kernel.PersonId;
import regain.signals.Happening;
import regain.signals.Segment;
import regain.signals.Segment.Kind;
import regain.signals.Volumes;

/** Counts what people change at their account page, by account: a reset, a removal and an addition in a row are noticed. */
@Dependent
class CountedFactors implements FactorWatch {
  private final Volumes volumes;

  @Inject
  CountedFactors(Volumes volumes) {
    this.volumes = volumes;
  }

  @Override
  public void added(PersonId person) {
    tell(Happening.FACTOR_ADDED, person);
  }

  @Override
  public void removed(PersonId person) {
    tell(Happening.FACTOR_REMOVED, person);
  }

  private void tell(Happening what, PersonId person) {
    volumes.tell(what, Set.of(new Segment(Kind.ACCOUNT, person.toString())));
  }
}
