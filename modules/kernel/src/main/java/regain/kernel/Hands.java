package regain.kernel;

import java.util.List;

/** Does several things at once. */
public interface Hands {
  /** Returns when all of them have ended. What one of them throws keeps no other from being done, and is thrown after that. */
  void all(List<Runnable> work);
}
