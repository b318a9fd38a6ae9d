package regain.web;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Optional;
import regain.recovery.Recovery;

/** The pages on which somebody types their name. One that did not do comes back with its words, to be mended. */
@Dependent
class FirstPages {
  private final Recovery recovery;
  private final Porter porter;
  private final Visit visit;

  @Inject
  FirstPages(Recovery recovery, Porter porter, Visit visit) {
    this.recovery = recovery;
    this.porter = porter;
    this.visit = visit;
  }

  /** What the three have in common. */
  interface First extends Still {
    Optional<Problem> problem();

    Optional<Journey> open();

    @Override
    default boolean still() {
      return problem().isEmpty() && open().isEmpty();
    }
  }

  /**
   * @param open whether a case is open in this browser already
   * @param back to where somebody came from
   * @param lost what is ticked
   * @param typed the name as it was typed before
   */
  @Named("start")
  record Start(
      Rail rail, Optional<Problem> problem, Optional<Journey> open, Optional<Back> back, Journey lost, String typed)
      implements First {}

  @Named("enroll")
  record Enroll(Rail rail, Optional<Problem> problem, Optional<Journey> open, Optional<Back> back, String typed)
      implements First {}

  @Named("report")
  record Report(Rail rail, Optional<Problem> problem, Optional<Journey> open, Optional<Back> back, String typed)
      implements First {}

  /** The page on which this journey begins. */
  Object of(Journey journey) {
    return page(journey, porter.back(visit.query()), "");
  }

  /** The same once more, with what stands in the form that came. */
  Object again(Journey journey) {
    String typed = visit.form().text("name");
    visit.sayHere(Names.problem(typed));
    return page(journey, porter.back(visit.form()), Names.shown(typed));
  }

  private Object page(Journey journey, Optional<Back> back, String typed) {
    Optional<Problem> problem = visit.note().filter(it -> it.startsWith("name-")).map(Problem::name);
    Rail rail = Rail.start(journey);
    return switch (journey) {
      case PASSWORD, PASSKEY, EVERYTHING -> new Start(rail, problem, open(), back, journey, typed);
      case ENROLLMENT -> new Enroll(rail, problem, open(), back, typed);
      case LOSS -> new Report(rail, problem, open(), back, typed);
    };
  }

  private Optional<Journey> open() {
    return visit
        .cookie(Cookies.CASE)
        .flatMap(recovery::look)
        .filter(it -> !it.state().isFinal())
        .map(it -> Journey.of(it.purpose()));
  }
}
