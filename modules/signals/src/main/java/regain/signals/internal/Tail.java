package regain.signals.internal;

import org.apache.commons.numbers.gamma.RegularizedBeta;

/**
 * The upper tail of the negative-binomial distribution with a real size: the distribution of counts whose rate is itself
 * Gamma-distributed. With mean m and size r the variance is m + m²/r. By Johnson, Kemp and Kotz, Univariate Discrete
 * Distributions (3rd edition), section 5.6, P(X &ge; n) is the regularised incomplete beta function at m/(m+r) with the
 * parameters n and r.
 */
final class Tail {
  private Tail() {}

  /** How probable {@code count} or more are. */
  static double atLeast(int count, double mean, double size) {
    return count <= 0 ? 1 : RegularizedBeta.value(mean / (mean + size), count, size);
  }

  /** How probable {@code count} or more are where there are {@code given} or more. */
  static double atLeastGiven(int given, int count, double mean, double size) {
    return count <= given ? 1 : atLeast(count, mean, size) / atLeast(given, mean, size);
  }
}
