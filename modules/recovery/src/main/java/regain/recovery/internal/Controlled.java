package regain.recovery.internal;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import regain.audit.Word;
import regain.enrollment.Enrollment.Holder;
import regain.enrollment.port.Account;
import regain.kernel.PersonId;
import regain.recovery.Changes.Kind;

/** One kind of change that takes two people. Every method joins the caller's transaction. */
interface Controlled {
  Kind kind();

  /**
   * What both sign, as what follows "I propose that": without the reason, and so that nothing else could be meant. Empty when
   * it cannot be signed any more, or not by this person.
   */
  Optional<String> clause(UUID change, PersonId signer, Locale language);

  /** Both have signed: it happens now, with an event of its own. */
  void agreed(Agreed it);

  /**
   * @param digest of the text that was confirmed
   * @param team everybody of the security team, to be told
   */
  record Agreed(UUID change, PersonId proposedBy, Holder confirmedBy, String because, Word digest, List<Account> team) {
    public Agreed {
      team = List.copyOf(team);
    }
  }
}
