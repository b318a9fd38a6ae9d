package regain.web;

import jakarta.inject.Named;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import regain.kernel.Secret;
import regain.recovery.NewCodes;

/**
 * New recovery codes, shown once.
 *
 * @param account the account's name, masked: the sheet may be lost with the laptop
 * @param kept whether they are kept already, so that there is nothing to confirm
 * @param from set while they open nothing yet
 */
@Named("codes")
record CodesPage(String account, List<String> codes, boolean kept, Optional<Instant> from) {
  private static final int SHOWN = 2;
  /** Where a long word of a heading may break on a phone. */
  private static final String SOFT_HYPHEN = "\u00ad";

  CodesPage {
    codes = List.copyOf(codes);
  }

  /** Drawn at the account page: they count once they are kept. */
  static CodesPage drawn(String name, List<Secret> codes) {
    return new CodesPage(masked(name), open(codes), false, Optional.empty());
  }

  /** Drawn from a receipt. */
  static CodesPage received(String name, NewCodes drawn) {
    return new CodesPage(masked(name), open(drawn.codes()), true, drawn.from());
  }

  private static List<String> open(List<Secret> codes) {
    return codes.stream().map(it -> it.<String>open(String::new)).toList();
  }

  private static String masked(String name) {
    return name.substring(0, name.offsetByCodePoints(0, Math.min(SHOWN, name.codePointCount(0, name.length() / 2))))
        + "•••";
  }

  /** It prints no code. */
  @Override
  public String toString() {
    return "CodesPage of " + codes.size();
  }

  /** The sheet as a file that the link holds itself: nothing is fetched, so nothing is kept anywhere. */
  public String file(String heading, String origin) {
    String text = heading.replace(SOFT_HYPHEN, "") + "\n" + origin + "\n" + account + "\n\n"
        + codes.stream().collect(Collectors.joining("\n")) + "\n";
    return "data:text/plain;charset=utf-8;base64,"
        + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
