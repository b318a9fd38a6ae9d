package regain.passwords;

import com.nulabinc.zxcvbn.StandardDictionaries;
import com.nulabinc.zxcvbn.matchers.Dictionary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Passwords that somebody else has too (SP 800-63B-4 section 3.1.1.2). The password is compared whole, without case,
 * once as it is and once as letters and digits only. Common is
 *
 * <ul>
 *   <li>an entry of zxcvbn's lists: 30,000 passwords, and words, names and titles;
 *   <li>one piece said over and over: {@code aaaaaaaaaaaaaaa}, {@code passwordpassword};
 *   <li>a walk along the alphabet, the digits or the keyboard, forwards or backwards;
 *   <li>two common passwords, names or walks, one after the other: {@code password1234567}.
 * </ul>
 *
 * Three or more words are a passphrase, and welcome. Nothing is asked of the kinds of characters.
 */
final class CommonPasswords {
  private static final int SHORTEST_PIECE = 3;

  /** Ordinary words are no pieces: two long ones are not what everybody uses. */
  private static final Set<String> WORDS = Set.of(StandardDictionaries.ENGLISH_WIKIPEDIA,
      StandardDictionaries.US_TV_AND_FILM);

  private static final List<String> WALKS = Stream.of(
      "1234567890", "0123456789", "abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm",
      "qwertzuiopasdfghjklyxcvbnm", "qwertzuiopüasdfghjklöäyxcvbnm", "azertyuiopqsdfghjklmwxcvbn",
      "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p", "1q2w3e4r5t6y7u8i9o0p", "qazwsxedcrfvtgbyhnujmikolp")
      .flatMap(it -> Stream.of(it, new StringBuilder(it).reverse().toString()))
      .map(it -> it.repeat(1 + Screening.LONGEST / it.length()))
      .toList();

  private final Set<String> passwords;
  private final Set<String> others;

  private CommonPasswords(Set<String> passwords, Set<String> others) {
    this.passwords = passwords;
    this.others = others;
  }

  /** Reads the lists from zxcvbn's jar. What is too short to pass anyway is kept only where it counts as a piece. */
  static CommonPasswords load() {
    try {
      List<Dictionary> all = StandardDictionaries.loadAllDictionaries();
      Set<String> entries = all.stream()
          .flatMap(it -> it.getFrequencies().stream())
          .filter(it -> it.length() >= Screening.SHORTEST)
          .collect(Collectors.toUnmodifiableSet());
      Set<String> pieces = all.stream()
          .filter(it -> !WORDS.contains(it.getName()))
          .flatMap(it -> it.getFrequencies().stream())
          .filter(it -> it.length() >= SHORTEST_PIECE)
          .collect(Collectors.toUnmodifiableSet());
      return new CommonPasswords(pieces, entries);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  boolean contains(String password) {
    String folded = Folded.fold(password);
    return common(Folded.lower(password)) || mostOf(password, folded) && common(folded);
  }

  /** Whether letters and digits are what a password is made of, and not something between a row of signs. */
  private static boolean mostOf(String password, String folded) {
    return folded.length() * 2 > password.length();
  }

  private boolean common(String text) {
    return others.contains(text) || repeated(text) || piece(text) || twoPieces(text);
  }

  private boolean twoPieces(String text) {
    return IntStream.rangeClosed(SHORTEST_PIECE, text.length() - SHORTEST_PIECE)
        .anyMatch(it -> piece(text.substring(0, it)) && piece(text.substring(it)));
  }

  private boolean piece(String text) {
    return passwords.contains(text) || repeated(text) || WALKS.stream().anyMatch(it -> it.contains(text));
  }

  /** Whether a piece that is too short to be a password itself makes up the whole. */
  private static boolean repeated(String text) {
    return IntStream.rangeClosed(1, Math.min(text.length() / 2, Screening.SHORTEST - 1))
        .anyMatch(it -> text.length() % it == 0 && text.startsWith(text.substring(it)));
  }
}
