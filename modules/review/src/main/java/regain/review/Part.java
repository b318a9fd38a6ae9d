package regain.review;

/** What somebody does in a case. Nobody does two of these in the same one (NIST SP 800-53 AC-5). */
public enum Part {
  SUBJECT,
  /** Has vouched for the subject. */
  ATTESTER,
  /** Has looked how far it is, at the service desk. */
  DESK,
  /** Has started with another what it is about, for many people at once. */
  INITIATOR,
  /** Has agreed to what the subject asked for, or refused it. */
  APPROVER,
  REVIEWER
}
