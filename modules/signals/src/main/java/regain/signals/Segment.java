package regain.signals;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * A part of the organisation in which things happen.
 *
 * @param key which one; cut off after {@link #LONGEST} characters. Of a kind that is {@link Kind#hidden} only a keyed
 *     pseudonym is stored
 */
public record Segment(Kind kind, String key) {
  /** In characters. */
  public static final int LONGEST = 100;

  /** What a table may refuse, or take for the end of a line. */
  private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cs}]");

  /** All of it. */
  public static final Segment ORGANISATION = new Segment(Kind.ORGANISATION, "");

  public Segment {
    String cut = key.length() > LONGEST ? key.substring(0, LONGEST) : key;
    key = UNPRINTABLE.matcher(cut).replaceAll(" ");
  }

  /** The network of an address: a /24 of IPv4, a /48 of IPv6. Coarse enough to outlive an address, fine enough to be a place. */
  public static Segment network(InetAddress address) {
    byte[] bytes = address.getAddress();
    return new Segment(Kind.NETWORK, Arrays.toString(Arrays.copyOf(bytes, bytes.length == 4 ? 3 : 6)));
  }

  /** What kind of part. */
  public enum Kind {
    ORGANISATION(false),
    POPULATION(false),
    UNIT(false),
    CHANNEL(false),
    FACTOR(false),
    NETWORK(true),
    SUPERVISOR(true),
    AGENT(true),
    /** Whose account it is about. */
    ACCOUNT(true),
    /** Who vouches and for whom, as two pseudonyms: follows from {@link #SUPERVISOR} and {@link #ACCOUNT}, and is not told. */
    PAIR(false);

    private final boolean hidden;

    Kind(boolean hidden) {
      this.hidden = hidden;
    }

    /** Whether the key names a person or a place, so that it is stored as a pseudonym. */
    public boolean hidden() {
      return hidden;
    }
  }
}
