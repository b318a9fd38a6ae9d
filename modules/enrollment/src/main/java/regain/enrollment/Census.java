package regain.enrollment;

import java.util.Map;
import regain.kernel.PersonId;

/** Counts what people hold, all of them at once. Joins the caller's transaction. */
public interface Census {
  /** Who holds anything that counts; whoever is not there holds nothing. */
  Map<PersonId, Held> take();

  /** What one person holds. */
  Held of(PersonId person);

  /**
   * @param passkeys how many that can be used
   * @param codes whether there is an unused recovery code
   * @param contact whether there is a confirmed address that the account does not open, that does not wait, and that nobody else has
   */
  record Held(int passkeys, boolean codes, boolean contact) {
    public static final Held NOTHING = new Held(0, false, false);
  }
}
