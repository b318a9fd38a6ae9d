package regain.web;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.Optional;
import regain.applications.Applications;
import regain.recovery.CaseView;
import regain.signals.Limits;
import regain.signals.Limits.Limit;
import regain.wiring.Settings;
import regain.words.Browsers;
import regain.words.Words;

/** What every journey needs at hand: the limits of one network address, and a few words. */
@Dependent
class Porter {
  private final Limits limits;
  private final Settings settings;
  private final Words words;
  private final Applications applications;

  @Inject
  Porter(Limits limits, Settings settings, Words words, Applications applications) {
    this.limits = limits;
    this.settings = settings;
    this.words = words;
    this.applications = applications;
  }

  /** @throws TooMany when too many cases were opened from there */
  void limitOpening(Visit visit) {
    limit(Limit.OPEN_BY_SOURCE, visit);
  }

  /** @throws TooMany when too many proofs were tried from there */
  void limitProof(Visit visit) {
    limit(Limit.PROOF_BY_SOURCE, visit);
  }

  private void limit(Limit limit, Visit visit) {
    limits
        .take(limit, visit.source())
        .ifPresent(
            it -> {
              throw new TooMany(it);
            });
  }

  /** A name for a passkey that is made in this browser. */
  String label(Visit visit) {
    return Browsers.words(words, visit.language(), visit.agent());
  }

  /** Where somebody says that they came from, if that is registered. */
  Optional<Back> back(Form fields) {
    return Back.of(fields, applications);
  }

  Beyond beyond(CaseView view) {
    return new Beyond(
        settings.signInUrl().map(Object::toString),
        view.cameFrom().flatMap(it -> Back.of(it, applications)),
        applications.names());
  }
}
