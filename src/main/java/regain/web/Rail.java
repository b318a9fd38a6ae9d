package regain.web;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import regain.recovery.CaseView;

/**
 * What stands beside every step: where one is, and what it is about.
 *
 * @param steps none once the case ended without its end
 * @param about the case, once there is one
 */
record Rail(Journey journey, int position, List<Step> steps, Optional<About> about) {
  static final int ACCOUNT = 1;
  static final int PROVE = 2;
  static final int SET = 3;
  static final int RECEIPT = 4;

  /** @param key of its name */
  record Step(String key, boolean done, boolean current) {}

  /**
   * @param ends when the case ends if nothing happens, while it is open
   * @param closedAt when it was finished
   */
  record About(String name, String number, int step, Optional<Instant> ends, Optional<Instant> closedAt) {}

  static Rail start(Journey journey) {
    return new Rail(journey, ACCOUNT, steps(journey, ACCOUNT), Optional.empty());
  }

  static Rail of(CaseView view, int position) {
    Journey journey = Journey.of(view.purpose());
    return new Rail(journey, position, steps(journey, position), Optional.of(about(view)));
  }

  /** For a case that ended on the way. */
  static Rail ended(CaseView view) {
    return new Rail(Journey.of(view.purpose()), RECEIPT, List.of(), Optional.of(about(view)));
  }

  private static About about(CaseView view) {
    Optional<Instant> ends = Optional.of(view.expiresAt()).filter(it -> view.state().isOpen());
    return new About(view.name(), view.number(), view.step(), ends, view.closedAt());
  }

  private static List<Step> steps(Journey journey, int position) {
    return IntStream.rangeClosed(ACCOUNT, RECEIPT)
        .mapToObj(it -> new Step(journey.key() + ".step." + it, it < position, it == position))
        .toList();
  }

  public int last() {
    return RECEIPT;
  }

  /** The key of the present step's name. */
  public String here() {
    return journey.key() + ".step." + position;
  }
}
