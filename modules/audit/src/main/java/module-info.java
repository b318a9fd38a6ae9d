/** The append-only trail: what happened, provable later without knowing to whom. */
@org.jspecify.annotations.NullMarked
module regain.audit {
  requires transitive regain.kernel;
  requires com.fasterxml.jackson.databind;
  requires jakarta.cdi;
  requires jakarta.inject;
  requires jakarta.persistence;
  requires java.json.canonicalization;
  requires static org.jspecify;

  exports regain.audit;
}
