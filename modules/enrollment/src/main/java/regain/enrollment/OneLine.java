package regain.enrollment;

import java.util.regex.Pattern;

/** Puts a text on one line. Every line of a request that is read again is put so, and nearly all of them are so already. */
final class OneLine {
  private static final Pattern BREAKS = Pattern.compile("[\\s\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}]+");

  private OneLine() {}

  static String of(String typed) {
    return isPlain(typed) ? typed : BREAKS.matcher(typed).replaceAll(" ").strip();
  }

  /** Whether it is printable ASCII with single blanks between words, so that there is nothing to change. */
  private static boolean isPlain(String typed) {
    boolean blank = true;
    for (int i = 0; i < typed.length(); i++) {
      char each = typed.charAt(i);
      if (each < ' ' || each > '~' || each == ' ' && blank) {
        return false;
      }
      blank = each == ' ';
    }
    return !blank || typed.isEmpty();
  }
}
