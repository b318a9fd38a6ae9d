package regain.enrollment.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import regain.enrollment.Enrollment.Change;
import regain.enrollment.Enrollment.Holder;
import regain.enrollment.Notices;
import regain.enrollment.RecoveryCodes;
import regain.enrollment.RecoveryCodes.Kit;
import regain.enrollment.port.Post;
import regain.kernel.Arrival;
import regain.kernel.CaseId;
import regain.kernel.Chance;
import regain.kernel.PersonId;
import regain.kernel.Secret;

/** A signed-in person's recovery codes: drawn, kept, and told to everybody concerned. Joins the caller's transaction. */
@Dependent
class OwnCodes {
  private final RecoveryCodes codes;
  private final Notices notices;
  private final Chance chance;
  private final InstantSource clock;

  @Inject
  OwnCodes(RecoveryCodes codes, Notices notices, Chance chance, InstantSource clock) {
    this.codes = codes;
    this.notices = notices;
    this.chance = chance;
    this.clock = clock;
  }

  Optional<Kit> of(PersonId person) {
    return codes.of(person);
  }

  List<Secret> draw(Holder holder) {
    return codes.draw(holder.person(), new CaseId(chance.uuid()));
  }

  Change keep(Holder holder, Arrival arrival) {
    Optional<Kit> kept = codes.keep(holder.person());
    kept.ifPresent(
        it -> notices.tell(
            holder.account(),
            Post.Kind.RECOVERY_CODES_MADE,
            it.act(),
            Map.of("when", clock.instant().toString(), "from", arrival.address().getHostAddress())));
    return kept.isPresent() ? Change.DONE : Change.GONE;
  }
}
