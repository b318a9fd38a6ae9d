package regain.web;

import java.util.Map;
import java.util.Optional;
import regain.recovery.CaseView.Effect;

/**
 * What lies outside the house and a page may name.
 *
 * @param signIn where people sign in afterwards
 * @param back the way back to where somebody came from
 * @param names what people call applications, by the names of connectors
 */
record Beyond(Optional<String> signIn, Optional<Back> back, Map<String, String> names) {
  /** The line with the name that people know. */
  Effect named(Effect line) {
    return new Effect(
        line.what(), line.status(), names.getOrDefault(line.about(), line.about()), line.count(), line.at());
  }
}
