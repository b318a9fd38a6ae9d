package regain.policy;

import java.time.Duration;
import java.time.Instant;

/**
 * One positive fact about who is here.
 *
 * @param means what exactly was used, so that the same thing does not count twice: a passkey's id, a mailbox
 * @param openedByAccount whether the account being recovered opens this means, as a work mailbox does
 * @param provenAt when it was proven, by the database's clock
 * @param freshUntil from this instant on it no longer carries a decision
 */
public record Evidence(Method method, String means, boolean openedByAccount, Instant provenAt, Instant freshUntil) {
  /**
   * How the means of a word begin that was given over an appeal, by somebody who knew the reasons of the refusal. Such a word
   * meets the appeal and nothing else: no path, and no other rule, sees it.
   */
  public static final String OVER_APPEAL = "APPEAL:";

  /** A claim wants at least one piece that is no older than this, however long the others count. */
  public static final Duration CARRIES_A_CLAIM = Duration.ofMinutes(10);

  boolean overAppeal() {
    return method.isAttested() && means.startsWith(OVER_APPEAL);
  }

  /**
   * Two pieces are independent only if neither opens the other: not one method twice, not one means twice, and not a
   * mailbox that opens with the very password that is the other piece, or that lies open on the very computer that is.
   */
  public boolean independentOf(Evidence other) {
    return method != other.method && !means.equals(other.means) && !opens(this, other) && !opens(other, this);
  }

  /**
   * Whether one of the two may open the other, and nobody can know: somebody may read a private mailbox on the computer that
   * the organisation manages. Such a pair carries only where there is a wait, and waits in every browser.
   */
  boolean mayOpen(Evidence other) {
    return mayOpen(this, other) || mayOpen(other, this);
  }

  private static boolean mayOpen(Evidence key, Evidence door) {
    return key.method == Method.MANAGED_DEVICE && door.method == Method.CONTACT_CODE;
  }

  private static boolean opens(Evidence key, Evidence door) {
    return door.openedByAccount && (key.method == Method.DIRECTORY_PASSWORD || key.method == Method.MANAGED_DEVICE);
  }

  boolean freshAt(Instant now) {
    return now.isBefore(freshUntil);
  }
}
