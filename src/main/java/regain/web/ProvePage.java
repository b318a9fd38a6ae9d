package regain.web;

import jakarta.inject.Named;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import regain.enrollment.Codes;
import regain.policy.Method;
import regain.policy.Purpose;
import regain.recovery.CaseView;

/**
 * The page on which somebody proves who they are.
 *
 * @param saved whether a saved recovery code is asked for
 * @param device whether the computer that this request shows could be used: the same for every name
 * @param supervisor whether a word of the supervisor is missing
 * @param second whether a word of somebody of another line would do
 * @param again whether something that was shown before is wanted once more
 * @param unseen whether a code may go to an address that this page does not know
 * @param stuck whether a code is asked for, no saved one would do, and there is no address that could get one
 */
@Named("prove")
record ProvePage(
    Rail rail,
    Optional<Problem> problem,
    List<CaseView.Proof> done,
    boolean passkey,
    boolean saved,
    boolean invitation,
    boolean password,
    boolean device,
    boolean supervisor,
    boolean second,
    Optional<Code> code,
    boolean again,
    boolean unseen,
    boolean stuck) {

  /**
   * The form of the code.
   *
   * @param contacts masked addresses, in the order of the case
   * @param chosen which of them got the last code
   */
  record Code(List<String> contacts, int chosen, Optional<CaseView.SentCode> sent) {
    private static final int NEAR_THE_END = 3;

    /** Tries that are left, once there are few. */
    public Optional<Integer> left() {
      return sent.map(it -> Codes.MOST_FAILURES - it.failures()).filter(it -> it <= NEAR_THE_END);
    }

    public boolean resendAt(Instant now) {
      return sent.map(it -> !now.isBefore(it.resendFrom())).orElse(true);
    }
  }

  static ProvePage of(CaseView view, boolean device) {
    boolean code = missing(view, Method.CONTACT_CODE);
    return new ProvePage(
        Rail.of(view, Rail.PROVE),
        Problem.of(view.refusal()),
        view.proofs(),
        missing(view, Method.PASSKEY),
        missing(view, Method.RECOVERY_CODE),
        missing(view, Method.INVITATION),
        missing(view, Method.DIRECTORY_PASSWORD),
        device && missing(view, Method.MANAGED_DEVICE),
        missing(view, Method.SUPERVISOR_ATTESTATION),
        missing(view, Method.INDEPENDENT_ATTESTATION),
        Optional.of(view).filter(it -> code && !unseen(it) && !it.contacts().isEmpty()).map(ProvePage::code),
        view.again(),
        code && unseen(view),
        code && view.contacts().isEmpty() && !view.proofs().isEmpty() && !missing(view, Method.RECOVERY_CODE));
  }

  private static Code code(CaseView view) {
    int last = view.code().map(it -> view.contacts().indexOf(it.to())).orElse(0);
    return new Code(view.contacts(), Math.max(0, last), view.code());
  }

  /** In a report of a loss a code goes to an address of the owner, and the page does not know which. */
  private static boolean unseen(CaseView view) {
    return view.purpose() == Purpose.REPORT;
  }

  /** Asked for, and not there already: one and the same thing does not count twice, unless it is wanted once more. */
  private static boolean missing(CaseView view, Method method) {
    return view.wants(method) && (view.again() || !proven(view, method));
  }

  private static boolean proven(CaseView view, Method method) {
    return view.proofs().stream().anyMatch(it -> it.method() == method);
  }

  /** Whether the invitation stands aside: once a code can go out, that is the usual way. */
  public boolean aside() {
    return invitation && code.isPresent();
  }
}
