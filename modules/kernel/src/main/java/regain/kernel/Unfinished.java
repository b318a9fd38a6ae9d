package regain.kernel;

/**
 * What is open for a while: cases, sessions, codes under way. In a database that was put back nobody knows what became of
 * it, so all of it is closed. Joins the caller's transaction.
 */
public interface Unfinished {
  String kind();

  /** Closes all of it and returns how many were open: doing it twice is doing it once. */
  int close();
}
