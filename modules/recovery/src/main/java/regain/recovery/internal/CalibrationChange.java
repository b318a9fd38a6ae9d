package regain.recovery.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import regain.audit.Trail;
import regain.enrollment.port.Post;
import regain.kernel.Actor;
import regain.kernel.CaseId;
import regain.kernel.PersonId;
import regain.recovery.Changes.Kind;
import regain.recovery.RecoveryEvent;
import regain.signals.Calibration;
import regain.signals.Calibration.Draft;
import regain.signals.Calibration.InForce;

/** Alarms are raised by other numbers, or not at all, when a second person has signed. */
@Dependent
class CalibrationChange implements Controlled {
  private final Calibration calibration;
  private final Security security;
  private final Trail trail;

  @Inject
  CalibrationChange(Calibration calibration, Security security, Trail trail) {
    this.calibration = calibration;
    this.security = security;
    this.trail = trail;
  }

  @Override
  public Kind kind() {
    return Kind.CALIBRATION;
  }

  @Override
  public Optional<String> clause(UUID change, PersonId signer, Locale language) {
    return calibration.draft(change).map(it -> clause(it, language.getLanguage().equals("de")));
  }

  private static String clause(Draft draft, boolean german) {
    String turns = turns(draft, german ? "bisher" : "so far");
    if (!draft.on()) {
      String off = german ? "keine Alarme mehr ausgelöst werden" : "no alarms are raised any more";
      return turns.isEmpty() ? off + "." : off + "; " + turns + ".";
    }
    if (turns.isEmpty()) {
      return german ? "wieder Alarme ausgelöst werden." : "alarms are raised again.";
    }
    return (german ? "Alarme so ausgelöst werden: " : "alarms are raised by these numbers: ") + turns + ".";
  }

  /** The names of the dials are those of the record. */
  private static String turns(Draft draft, String before) {
    return draft.turns().stream()
        .map(it -> it.dial() + " " + plain(it.to()) + " (" + before + " " + plain(it.from()) + ")")
        .collect(Collectors.joining(", "));
  }

  private static String plain(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }

  @Override
  public void agreed(Agreed it) {
    String turns = calibration.draft(it.change()).map(draft -> turns(draft, "←")).orElse("");
    InForce now = calibration.adopt(it.change());
    var act = new CaseId(it.change());
    PersonId by = it.confirmedBy().person();
    trail.record(
        new Actor.Human(by),
        new RecoveryEvent.CalibrationChanged(
            act, Optional.empty(), it.proposedBy(), by, now.version(), now.on(), it.digest()));
    security.tell(
        it.team(),
        now.on() ? Post.Kind.CALIBRATION_CHANGED : Post.Kind.ALARMS_OFF,
        act,
        Map.of(
            "version", String.valueOf(now.version()),
            "numbers", turns.isEmpty() ? "–" : turns,
            "because", it.because(),
            "by", it.confirmedBy().account().displayName()));
  }
}
