package regain.review;

/** What a reviewer found. */
public enum Judgement {
  /** It was the person. The item is closed. */
  LEGITIMATE,
  /** Nobody can tell without asking: the person is written to, and the item is due again. */
  NEEDS_CONTACT,
  /** It was not the person. The item is closed, and what the case gave is taken back. */
  ABUSE
}
