/** Durable work: owed in the transaction that causes it, done later, tried again until it is done, never dropped. */
@org.jspecify.annotations.NullMarked
module regain.duties {
  requires transitive regain.kernel;
  requires jakarta.cdi;
  requires jakarta.inject;
  requires jakarta.persistence;
  requires static org.jspecify;

  exports regain.duties;
}
