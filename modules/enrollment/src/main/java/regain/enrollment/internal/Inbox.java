package regain.enrollment.internal;

import java.text.Normalizer;
import java.util.Locale;

/**
 * The mailbox behind an address, for comparing and never for writing to: many ways to write an address lead to one mailbox,
 * and one mailbox is one means. Capital letters and what follows a plus sign (RFC 5233) make no difference, and neither do
 * dots at the one provider that says so. A provider that takes them for different mailboxes loses a few addresses here; the
 * other mistake would let one mailbox count as two.
 */
record Inbox(String local, String domain) {
  private static final String DOTLESS = "gmail.com";
  private static final String ALSO_DOTLESS = "googlemail.com";

  static Inbox of(String address) {
    String plain = Normalizer.normalize(address.strip(), Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    int at = plain.lastIndexOf('@');
    String domain = plain.substring(at + 1);
    String local = plain.substring(0, Math.max(0, at));
    int plus = local.indexOf('+');
    String before = plus > 0 ? local.substring(0, plus) : local;
    boolean dotless = domain.equals(DOTLESS) || domain.equals(ALSO_DOTLESS);
    return dotless ? new Inbox(before.replace(".", ""), DOTLESS) : new Inbox(before, domain);
  }

  String address() {
    return local + "@" + domain;
  }

  boolean isOf(String address) {
    return equals(of(address));
  }
}
