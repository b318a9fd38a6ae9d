/** Ids, actors, secrets, digests and the few ports that every module needs. No Jakarta, no input or output. */
@org.jspecify.annotations.NullMarked
module regain.kernel {
  requires static org.jspecify;

  exports regain.kernel;
}
