/** What somebody has to look at afterwards. */
@org.jspecify.annotations.NullMarked
module regain.review {
  requires transitive regain.audit;
  requires transitive regain.kernel;
  requires jakarta.cdi;
  requires jakarta.inject;
  requires jakarta.persistence;
  requires static org.jspecify;

  exports regain.review;
}
