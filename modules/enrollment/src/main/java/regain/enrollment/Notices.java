package regain.enrollment;

import java.util.Map;
import java.util.Optional;
import regain.enrollment.port.Account;
import regain.enrollment.port.Post;
import regain.kernel.CaseId;
import regain.kernel.PersonId;

/**
 * Tells everybody concerned. A notice goes to every contact that is verified or in the directory, and for a while to one that
 * was removed; one duty for each, and nobody can opt out (SP 800-63B-4 section 4.6).
 */
public interface Notices {
  /** A value that tells one notice from another of its kind about the same act; it is not part of the letter. */
  String ONCE = "once";

  /**
   * Owes a notice to each of the person's addresses. Joins the caller's transaction.
   *
   * @param act what it is about; a letter carries a link to its "this was not me" page
   */
  void tell(Account account, Post.Kind kind, CaseId act, Map<String, String> values);

  /** The same without a link, for what nobody can take back. Joins the caller's transaction. */
  void announce(Account account, Post.Kind kind, CaseId act, Map<String, String> values);

  /** Owes a notice to the work mailbox of somebody else, without a link. Joins the caller's transaction. */
  void tellOther(Account other, Post.Kind kind, CaseId act, Map<String, String> values);

  /**
   * The same with a link by which they can stop it: they vouch for people, and somebody may be pretending to be one of them.
   *
   * @param about whose account it is
   */
  void warnOther(Account other, PersonId about, Post.Kind kind, CaseId act, Map<String, String> values);

  /** Reads the token of a link; empty when it is not one of ours. */
  Optional<Origin> origin(String token);

  /**
   * Where a report comes from.
   *
   * @param contact a pseudonym of the address to which the letter went
   * @param other whether it went to somebody else, who is concerned
   */
  record Origin(CaseId act, PersonId person, String contact, boolean other) {}
}
