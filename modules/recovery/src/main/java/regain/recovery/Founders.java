package regain.recovery;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import regain.kernel.Secret;

/**
 * The first people, whom nobody here can invite yet. Founding is open until enough of those whom the operator names hold their
 * keys; then it closes itself, and opens again for nobody but who is at the host. While the directory does not answer, nothing
 * is closed, opened or counted. Names are login names.
 */
public interface Founders {
  /** So many people have to hold their keys before founding closes. */
  int PEOPLE = 3;

  /** So many keys each of them has to hold. */
  int KEYS = 2;

  /** How far founding was when it was last looked at; empty when it is closed. */
  Optional<Standing> standing();

  /**
   * Makes codes, good for an hour, for those of these people who hold no key; older ones die. One node at a time.
   *
   * @param keep is given the codes before they count: if it fails, none does
   * @return empty when founding is closed: then nobody gets one
   */
  Optional<Invited> invite(List<String> names, Consumer<List<Code>> keep);

  /** Counts who of these people holds their keys, and closes founding when they are enough. Returns how far it is then. */
  Optional<Standing> look(List<String> names);

  /** Opens it once more, and tells everybody who reviews and all of these people. */
  Reopened reopen(List<String> names);

  /**
   * @param number how often it was opened before
   * @param ready how many people hold their keys
   */
  record Standing(int number, int ready) {}

  record Code(String name, Secret code) {}

  /** @param missed how many of the names the directory did not tell, or does not let be used */
  record Invited(Standing standing, int missed) {}

  /** What came of opening it once more. */
  enum Reopened {
    DONE,
    /** It is open. */
    OPEN_ALREADY,
    /** The directory did not answer, so nobody could have been told. */
    NOBODY_TOLD
  }
}
