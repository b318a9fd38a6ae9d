package regain.wiring;

import java.util.Map;
import regain.kernel.Keyring;

/** A keyring with keys that everybody can read: for tests and nothing else. */
public final class TestKeys {
  private static final String ONE = "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=";
  private static final String TWO = "AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI=";

  /** The same as the lines of a file. */
  public static final String LINES = "current = test\ntest = " + ONE + "\npseudonym = " + TWO + "\n";

  private TestKeys() {}

  public static Keyring keyring() {
    return new FileKeyring(Map.of("current", "test", "test", ONE, "pseudonym", TWO));
  }
}
