package regain.web;

import regain.policy.Purpose;

/** The two ways through a case, each with its paths and its words. */
enum Journey {
  RECOVERY(Purpose.BINDING, "/", "/recovery"),
  ENROLLMENT(Purpose.ENROLLMENT, "/enroll", "/enrollment");

  private final Purpose purpose;
  private final String start;
  private final String path;

  Journey(Purpose purpose, String start, String path) {
    this.purpose = purpose;
    this.start = start;
    this.path = path;
  }

  static Journey of(Purpose purpose) {
    return switch (purpose) {
      case BINDING -> RECOVERY;
      case ENROLLMENT -> ENROLLMENT;
    };
  }

  public Purpose purpose() {
    return purpose;
  }

  /** Where it begins. */
  public String start() {
    return start;
  }

  /** Where its case is shown; its steps are posted beneath. */
  public String path() {
    return path;
  }

  /** The prefix of its words. */
  public String key() {
    return this == RECOVERY ? "recovery" : "enrollment";
  }
}
