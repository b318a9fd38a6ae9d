package regain.signals.internal;

import java.util.Arrays;

/**
 * Which of many tests to believe, so that the expected share of false ones among them stays below a level: the step-up
 * procedure of Benjamini and Hochberg, Controlling the False Discovery Rate, J. R. Statist. Soc. B 57 (1995), 289-300.
 */
final class Discoveries {
  private Discoveries() {}

  /**
   * The largest probability that is still believed: that of the last rank i, in rising order, with p(i) &le; i/m times the
   * level; or -1 when none is.
   *
   * @param chances the smallest of all probabilities; those that are left out count as 1
   * @param tests m, how many tests there were
   */
  static double believedUpTo(double[] chances, int tests, double level) {
    double[] rising = chances.clone();
    Arrays.sort(rising);
    for (int i = rising.length; i > 0; i--) {
      if (rising[i - 1] <= i * level / tests) {
        return rising[i - 1];
      }
    }
    return -1;
  }
}
