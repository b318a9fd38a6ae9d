package regain.enrollment;

/** Shows that an address is there without showing it: a fixed number of dots, the domain too, short parts fully. */
public final class Mask {
  private static final String DOTS = "•••";
  private static final int SHOWN = 2;
  private static final int SHORT = 4;

  private Mask() {}

  /** {@code annika.b@posteo.example} becomes {@code an•••@po•••.example}. */
  public static String address(String address) {
    int at = address.lastIndexOf('@');
    if (at < 0) {
      return DOTS;
    }
    String domain = address.substring(at + 1);
    int dot = domain.lastIndexOf('.');
    String top = dot < 0 ? "" : domain.substring(dot);
    String rest = dot < 0 ? domain : domain.substring(0, dot);
    return part(address.substring(0, at)) + "@" + part(rest) + top;
  }

  private static String part(String text) {
    return text.codePointCount(0, text.length()) < SHORT
        ? DOTS
        : text.substring(0, text.offsetByCodePoints(0, SHOWN)) + DOTS;
  }
}
