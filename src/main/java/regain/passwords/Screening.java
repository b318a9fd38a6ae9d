package regain.passwords;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.Set;
import regain.kernel.Secret;
import regain.recovery.port.PasswordScreen;

/**
 * SP 800-63B-4 section 3.1.1.2: length, and whether others would guess it; no rules about kinds of characters. Lengths
 * are counted in code points after {@link Nfc}.
 */
@Dependent
final class Screening implements PasswordScreen {
  static final int SHORTEST = 15;
  static final int LONGEST = 256;

  private final CommonPasswords common;
  private final BreachedPasswords breached;

  @Inject
  Screening(CommonPasswords common, BreachedPasswords breached) {
    this.common = common;
    this.breached = breached;
  }

  @Override
  public Optional<Objection> objection(Secret password, Set<String> context) {
    return Nfc.text(password, it -> form(it).or(() -> content(it, password, context)));
  }

  private static Optional<Objection> form(String text) {
    int length = text.codePointCount(0, text.length());
    if (!Nfc.whole(text) || text.codePoints().anyMatch(Character::isISOControl)) {
      return Optional.of(Objection.UNUSABLE);
    }
    if (length < SHORTEST) {
      return Optional.of(Objection.TOO_SHORT);
    }
    return length > LONGEST ? Optional.of(Objection.TOO_LONG) : Optional.empty();
  }

  private Optional<Objection> content(String text, Secret password, Set<String> context) {
    if (common.contains(text)) {
      return Optional.of(Objection.COMMON);
    }
    if (Nearness.to(context).tooNear(text)) {
      return Optional.of(Objection.CONTEXT);
    }
    return Nfc.octets(password, breached::contains) ? Optional.of(Objection.BREACHED) : Optional.empty();
  }
}
