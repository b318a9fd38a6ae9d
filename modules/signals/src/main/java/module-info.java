/** The risk picture of a request: browser, network, country, activity. It can tighten a decision and never loosen one. */
@org.jspecify.annotations.NullMarked
module regain.signals {
  requires transitive regain.kernel;
  requires transitive regain.policy;
  requires jakarta.cdi;
  requires jakarta.inject;
  requires jakarta.persistence;
  requires org.apache.commons.numbers.gamma;
  requires static org.jspecify;

  exports regain.signals;
  exports regain.signals.port;
}
