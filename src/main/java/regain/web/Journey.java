package regain.web;

import regain.policy.Purpose;

/** The ways through a case, each with its paths and its words. */
enum Journey {
  /** The password is lost; a passkey is at hand. */
  PASSWORD(Purpose.BINDING, "/", "/recovery", "recovery"),
  /** The passkey, or the device that it was on, is lost. */
  PASSKEY(Purpose.RECOVERY, "/", "/recovery", "comeback"),
  /** Nothing is left. */
  EVERYTHING(Purpose.EXCEPTION, "/", "/recovery", "everything"),
  /** Something was lost or stolen, and somebody says so. */
  LOSS(Purpose.REPORT, "/report", "/recovery", "report"),
  ENROLLMENT(Purpose.ENROLLMENT, "/enroll", "/enrollment", "enrollment");

  private final Purpose purpose;
  private final String start;
  private final String path;
  private final String key;

  Journey(Purpose purpose, String start, String path, String key) {
    this.purpose = purpose;
    this.start = start;
    this.path = path;
    this.key = key;
  }

  static Journey of(Purpose purpose) {
    return switch (purpose) {
      case BINDING -> PASSWORD;
      case RECOVERY -> PASSKEY;
      case EXCEPTION -> EVERYTHING;
      case REPORT -> LOSS;
      case ENROLLMENT -> ENROLLMENT;
    };
  }

  /** What somebody says that they lost. Anything else is a lost password, for which most is needed. */
  static Journey lost(String what) {
    return switch (what) {
      case "passkey" -> PASSKEY;
      case "everything" -> EVERYTHING;
      case "report" -> LOSS;
      default -> PASSWORD;
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
    return key;
  }
}
