/** The case: its states, its evidence, its decision and its effects. */
@org.jspecify.annotations.NullMarked
module regain.recovery {
  requires transitive regain.audit;
  requires transitive regain.duties;
  requires transitive regain.enrollment;
  requires transitive regain.kernel;
  requires transitive regain.policy;
  requires transitive regain.review;
  requires transitive regain.signals;
  requires com.fasterxml.jackson.annotation;
  requires com.fasterxml.jackson.databind;
  requires com.fasterxml.jackson.datatype.jdk8;
  requires com.fasterxml.jackson.datatype.jsr310;
  requires jakarta.cdi;
  requires jakarta.inject;
  requires jakarta.persistence;
  requires static org.jspecify;

  exports regain.recovery;
  exports regain.recovery.port;
}
