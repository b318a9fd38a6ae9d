/** Privilege for a while: who may ask for what, who has to agree, and what becomes of it on the targets. */
@org.jspecify.annotations.NullMarked
module regain.privileged {
  requires transitive regain.audit;
  requires transitive regain.duties;
  requires transitive regain.enrollment;
  requires transitive regain.kernel;
  requires transitive regain.policy;
  requires transitive regain.recovery;
  requires transitive regain.review;
  requires jakarta.cdi;
  requires jakarta.inject;
  requires jakarta.persistence;
  requires static org.jspecify;

  exports regain.privileged;
  exports regain.privileged.port;
}
