/** All rules: pure functions over facts. No input, no output, no storage, no clock. */
@org.jspecify.annotations.NullMarked
module regain.policy {
  requires transitive regain.kernel;
  requires static transitive org.jspecify;

  exports regain.policy;
}
