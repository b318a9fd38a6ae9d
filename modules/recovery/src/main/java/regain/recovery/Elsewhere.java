package regain.recovery;

import java.time.Instant;
import java.util.List;
import regain.enrollment.Enrollment.Holder;
import regain.policy.Fact;

/**
 * Where somebody is signed in beside their account page: systems that the operator has connected. It shows what each of
 * them says at this moment, and ends everything there; what has come of that is shown as it is, never rounded up.
 */
public interface Elsewhere {
  /** Whether any such system is connected. */
  boolean any();

  /** Asks each system, and says how far the ending is that this session asked for. */
  List<Connected> look(Holder holder);

  /**
   * Ends everything that the person has open elsewhere. It takes access away and gives none, so that no passkey is too new
   * for it.
   *
   * @return false without a fresh proof: then nothing was done
   */
  boolean endAll(Holder holder);

  /**
   * @param name of its connector
   * @param open what is open there; not configured when it lists nothing, unavailable when it did not answer
   * @param endings what came of the newest ending, a later round too
   */
  record Connected(String name, Fact<List<Open>> open, List<CaseView.Effect> endings) {
    public Connected {
      endings = List.copyOf(endings);
    }
  }

  /**
   * @param address the network address from which it was begun, as the system says
   * @param applications in which it is used, by their names there
   */
  record Open(Instant beganAt, Instant seenAt, String address, List<String> applications) {
    public Open {
      applications = List.copyOf(applications);
    }
  }
}
