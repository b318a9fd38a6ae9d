package regain.passwords;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Whether a password is little more than words that anybody would try first for this person: names, the organisation,
 * the product. The words are taken out, and their parts; what remains has to stand on its own.
 */
record Nearness(List<String> words) {
  /** Letters and digits that have to remain. */
  private static final int ENOUGH = 8;

  /** Shorter words occur in everything. */
  private static final int SHORTEST_WORD = 3;

  static Nearness to(Set<String> context) {
    List<String> words = context.stream()
        .flatMap(it -> Stream.concat(Stream.of(it), Arrays.stream(it.split("[^\\p{L}\\p{M}\\p{N}]+", -1))))
        .map(Folded::fold)
        .filter(it -> it.codePointCount(0, it.length()) >= SHORTEST_WORD || ideographic(it))
        .distinct()
        .sorted(Comparator.comparingInt(String::length).reversed())
        .toList();
    return new Nearness(words);
  }

  boolean tooNear(String password) {
    String whole = Folded.fold(password);
    String rest = whole;
    for (String word : words) {
      rest = rest.replace(word, "");
    }
    return rest.length() < whole.length() && rest.codePointCount(0, rest.length()) < ENOUGH;
  }

  /** A Chinese or Japanese name is often two characters, and a word. */
  private static boolean ideographic(String word) {
    return word.codePointCount(0, word.length()) > 1 && word.codePoints().allMatch(Character::isIdeographic);
  }
}
