package regain.recovery;

import java.time.Instant;
import java.util.Optional;
import regain.kernel.Arrival;
import regain.policy.Purpose;

/**
 * "This was not me", from the link of a notice and without signing in; or "that was not them", from the link of a letter to
 * whoever vouches for them. It can only reduce access: it cancels its own case,
 * suspends and never deletes what that case bound and every address that still waits, ends sessions, freezes everything but existing passkeys for 24 hours,
 * and leaves a review item.
 */
public interface Repudiation {
  /** What the link is about. Changes nothing, however often it is fetched. Empty when the link is not one of ours. */
  Optional<Report> look(String token);

  /** Reports it. Doing it twice is doing it once. */
  Optional<Report> report(String token, Arrival arrival);

  /**
   * @param other whether it is told by somebody else, who vouches for the person
   * @param purpose empty when it is about a change at the account page
   * @param address the address that was added or removed, when it is about one
   * @param from the network address from which it was begun
   * @param state where the case is
   * @param reported whether it was reported
   * @param frozenUntil until when nothing but an existing passkey works
   */
  record Report(
      String number,
      String name,
      boolean other,
      Optional<Purpose> purpose,
      Optional<Address> address,
      Optional<Instant> openedAt,
      String from,
      String agent,
      Optional<State> state,
      boolean reported,
      Optional<Instant> frozenUntil) {}

  /**
   * @param masked so that it can be told from others, and not read
   * @param countsFrom until when one that was added waits
   */
  record Address(String masked, boolean removed, Optional<Instant> countsFrom) {}
}
