package regain.web;

import jakarta.inject.Named;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import regain.policy.Method;
import regain.policy.Purpose;
import regain.policy.Reason;
import regain.policy.Signal;
import regain.recovery.CaseView;
import regain.recovery.CaseView.Agreement;
import regain.recovery.Refusal;
import regain.recovery.State;

/** The pages of a case, one for each state. */
final class CasePages {
  private CasePages() {}

  /**
   * @param label a name for a passkey that would be made in this browser
   * @param device whether this request shows a computer
   */
  static Object of(CaseView view, String label, Beyond beyond, boolean device) {
    return switch (view.state()) {
      case PROVING -> ProvePage.of(view, device);
      case ATTESTING -> attesting(view, beyond, device);
      case COOLING_OFF ->
        new Waiting(
            Rail.of(view, Rail.PROVE), since(view), view.waitsUntil(), view.sooner(), view.narrowed(),
            view.shorter().flatMap(it -> More.of(view, device, it)), view.agreement(), Problem.of(view.refusal()));
      case AWAITING_GRANT -> new Agreeing(Rail.of(view, Rail.PROVE), view.agreement(), Problem.of(view.refusal()));
      case READY -> ready(view, label);
      case EXECUTING -> new Working(Rail.of(view, Rail.SET), view.effects(), Problem.of(view.refusal()));
      case COMPLETED -> receipt(view, beyond);
      case DENIED, CANCELLED, EXPIRED -> closed(view, beyond);
    };
  }

  private static Object attesting(CaseView view, Beyond beyond, boolean device) {
    if (view.appeal().isPresent()) {
      return Appealing.of(view, view.appeal().get(), beyond.back());
    }
    return view.open().isEmpty()
        ? new Attesting(Rail.of(view, Rail.PROVE), beyond.back())
        : ProvePage.of(view, device);
  }

  private static Object ready(CaseView view, String label) {
    Optional<Problem> problem = Problem.of(view.refusal());
    return view.purpose() == Purpose.BINDING
        ? new NewPassword(Rail.of(view, Rail.SET), view.effects(), problem)
        : new NewPasskey(Rail.of(view, Rail.SET), problem, label);
  }

  /** A wait begins with the last proof, if there was one. */
  private static Instant since(CaseView view) {
    return view.proofs().stream().map(CaseView.Proof::provenAt).max(Instant::compareTo).orElse(view.openedAt());
  }

  private static Receipt receipt(CaseView view, Beyond beyond) {
    return new Receipt(
        Rail.of(view, Rail.RECEIPT),
        view.effects().stream().map(beyond::named).toList(),
        view.passkeys(),
        view.newCodes(),
        view.newFactor(),
        view.provisionalUntil(),
        beyond.signIn(),
        beyond.back());
  }

  private static Closed closed(CaseView view, Beyond beyond) {
    boolean restored = view.refusal().filter(it -> it == Refusal.RESTORED).isPresent();
    return new Closed(
        Rail.ended(view), view.state(), view.denied(), restored,
        view.effects().stream().map(beyond::named).toList(), beyond.back());
  }

  /** Nobody can vouch in this house, and the page says so. */
  @Named("attesting")
  record Attesting(Rail rail, Optional<Back> back) {}

  /**
   * Everything is shown, and a rule refuses because of risk.
   *
   * @param because what it found: told to nobody who has not proven everything else
   * @param open whether two people can vouch for the person here
   * @param supervisor whether the supervisor has to
   * @param second whether somebody of another line has to
   * @param until when the case ends
   */
  @Named("appealing")
  record Appealing(
      Rail rail,
      List<Signal> because,
      boolean open,
      boolean supervisor,
      boolean second,
      Instant until,
      Optional<Problem> problem,
      Optional<Back> back) {
    static Appealing of(CaseView view, CaseView.Appeal appeal, Optional<Back> back) {
      return new Appealing(
          Rail.of(view, Rail.PROVE),
          appeal.because(),
          appeal.open(),
          appeal.missing().contains(Method.SUPERVISOR_ATTESTATION),
          appeal.missing().contains(Method.INDEPENDENT_ATTESTATION),
          view.expiresAt(),
          Problem.of(view.refusal()),
          back);
    }
  }

  /**
   * @param sooner whether it would go on at once in a browser that is known
   * @param narrowed whether it waits longer because of an elevated posture
   * @param more what would make it wait shorter, if something would
   * @param agreement who has agreed meanwhile, where others have to
   */
  @Named("waiting")
  record Waiting(
      Rail rail,
      Instant since,
      Optional<Instant> until,
      boolean sooner,
      boolean narrowed,
      Optional<More> more,
      Optional<Agreement> agreement,
      Optional<Problem> problem) {
    /** Seconds, for the bar. */
    public long whole() {
      return until.map(it -> Math.max(1, it.getEpochSecond() - since.getEpochSecond())).orElse(1L);
    }

    public long past(Instant now) {
      return Math.clamp(now.getEpochSecond() - since.getEpochSecond(), 0, whole());
    }
  }

  /**
   * What somebody who waits can still show.
   *
   * @param ways the forms, as where somebody proves who they are
   * @param until when the wait ends then
   */
  record More(ProvePage ways, Instant until) {
    static Optional<More> of(CaseView view, boolean device, Instant until) {
      return Optional.of(ProvePage.of(view, device))
          .filter(it -> it.saved() || it.device() || it.code().isPresent())
          .map(it -> new More(it, until));
    }
  }

  /** The wait is over, and others have to agree. */
  @Named("agreeing")
  record Agreeing(Rail rail, Optional<Agreement> agreement, Optional<Problem> problem) {}

  /** @param effects what was done so far, for somebody privileged who has tried it before */
  @Named("new-password")
  record NewPassword(Rail rail, List<CaseView.Effect> effects, Optional<Problem> problem) {}

  @Named("new-passkey")
  record NewPasskey(Rail rail, Optional<Problem> problem, String label) {}

  /** @param effects how far it is, for somebody privileged */
  @Named("working")
  record Working(Rail rail, List<CaseView.Effect> effects, Optional<Problem> problem) {}

  @Named("receipt")
  record Receipt(
      Rail rail,
      List<CaseView.Effect> effects,
      int passkeys,
      boolean newCodes,
      Optional<String> newFactor,
      Optional<Instant> provisionalUntil,
      Optional<String> signIn,
      Optional<Back> back) {
    /** Whether nobody can sign in yet, because what is ordinary has not come back. */
    public boolean locked() {
      return effects.stream()
          .anyMatch(it -> it.what() == CaseView.What.STANDARD && it.status() != CaseView.Status.DONE);
    }

    /** What the words at the top end with: nothing when everything that is listed has been confirmed. */
    public String sure() {
      if (effects.stream().anyMatch(it -> it.status() == CaseView.Status.NOT_CONFIRMED)) {
        return ".open";
      }
      return effects.stream().anyMatch(it -> it.mark().equals("ACCEPTED")) ? ".accepted" : "";
    }
  }

  /**
   * @param reason why it was refused, when somebody may know it who has proven something
   * @param restored whether it was closed because an older database was put back, so that nobody knows what it has changed
   * @param effects what it has done before, for somebody privileged, who stays locked
   */
  @Named("closed")
  record Closed(
      Rail rail, State state, Optional<Reason> reason, boolean restored, List<CaseView.Effect> effects,
      Optional<Back> back) {
    /** Whether the person is locked, because this had begun and was not completed. */
    public boolean locked() {
      boolean released = effects.stream()
          .anyMatch(it -> it.what() == CaseView.What.STANDARD && it.status() == CaseView.Status.DONE);
      return !released && effects.stream().anyMatch(it -> it.what() == CaseView.What.LOCKED);
    }

    /** The words at the top. */
    public String headline() {
      return restored ? "closed.restored" : rail.journey().key() + ".closed." + state;
    }
  }

  /** There is no case in this browser, or it is not its newest ticket. */
  @Named("no-case")
  record Missing(Journey journey) implements Still {}
}
