package regain.audit;

import java.util.Optional;
import regain.kernel.CaseId;
import regain.kernel.PersonId;

/**
 * Something that happened: a record whose components are the fields of its leaf. Only these kinds of component are
 * written, and anything else is refused: {@link CaseId}, {@link PersonId} (as a pseudonym), {@link Personal} (as a
 * commitment), enums, collections of enums or of people, whole numbers, booleans, instants, and short texts that the code itself
 * chose ({@link Word}). An Optional of any of them may be empty.
 */
public interface Event {
  /** The person whom it is about, if it is known: their own list of recent events shows it. */
  Optional<PersonId> subject();

  /** The case that it belongs to, if there is one. */
  Optional<CaseId> caseId();

  /** Stable name in the record: the simple name of the type. */
  default String type() {
    return getClass().getSimpleName();
  }
}
