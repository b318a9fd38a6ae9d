package regain.web;

/** A page that is the same for everybody and at any time: from one browser to the next only the token of its forms differs. */
interface Still {
  /** Whether this one is: not when it speaks of what happened in this browser. */
  default boolean still() {
    return true;
  }
}
