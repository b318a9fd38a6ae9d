package regain.demo;

import com.unboundid.ldap.sdk.Entry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * One of the seeded people, and what they are good for in a demonstration.
 *
 * @param types values of {@code employeeType}: groups such as {@code contractor}, and marks such as {@code disabled}
 * @param manager the uid of the supervisor
 */
public record DemoPerson(
    String uid,
    String givenName,
    String surname,
    String title,
    Set<String> types,
    Optional<String> manager,
    Optional<String> privateMailbox,
    String language,
    String goodFor) {

  static final String PEOPLE = "ou=people," + DemoTree.BASE;

  /** Marks that have attributes of their own. */
  private static final Set<String> TOLD_ELSEWHERE = Set.of("locked", "expired", "ended", "daily");

  /** Who employs the agents of the service desk. */
  private static final String DESK_PROVIDER = "Fernhilfe";

  private static final Duration CONTRACT = Duration.ofDays(180);
  private static final Duration AGO = Duration.ofDays(10);
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'", Locale.ROOT)
      .withZone(ZoneOffset.UTC);

  public DemoPerson {
    types = Set.copyOf(types);
  }

  /** A line of {@code people.txt}. */
  static DemoPerson parse(String line) {
    String[] cell = Arrays.stream(line.split("\\|", -1)).map(String::strip).toArray(String[]::new);
    return new DemoPerson(
        cell[0],
        cell[1],
        cell[2],
        cell[3],
        Set.of((cell[4] + (cell[8].equals("-") ? "" : " " + cell[8])).split(" ")),
        optional(cell[5]),
        optional(cell[6]),
        cell[7],
        cell[9]);
  }

  public String name() {
    return givenName + " " + surname;
  }

  public String mailbox() {
    return uid + "@nordhafen.example";
  }

  /** The password at the first start. It is documented, and worth nothing outside the demo. */
  public String initialPassword() {
    return "Nordhafen-2026-" + uid;
  }

  /** The same at every start, so that what Regain keeps still fits. */
  public UUID id() {
    return UUID.nameUUIDFromBytes(("nordhafen/" + uid).getBytes(StandardCharsets.UTF_8));
  }

  String dn() {
    return dn(uid);
  }

  /**
   * Times are relative to {@code start}, so that a contract that runs today still runs when the demo is shown next
   * year.
   */
  Entry entry(Instant start) {
    var entry = new Entry(dn());
    entry.addAttribute("objectClass", "top", "person", "organizationalPerson", "inetOrgPerson");
    entry.addAttribute("uid", uid);
    entry.addAttribute("cn", name());
    entry.addAttribute("displayName", name());
    entry.addAttribute("givenName", givenName);
    entry.addAttribute("sn", surname);
    entry.addAttribute("title", title);
    entry.addAttribute("employeeType", types.stream().filter(it -> !TOLD_ELSEWHERE.contains(it)).sorted().toList());
    entry.addAttribute("preferredLanguage", language);
    entry.addAttribute("mail", mailbox());
    privateMailbox.ifPresent(it -> entry.addAttribute("mail", it));
    manager.ifPresent(it -> entry.addAttribute("manager", dn(it)));
    entry.addAttribute("userPassword", initialPassword());
    entry.addAttribute("entryUUID", id().toString());
    if (types.contains("desk")) {
      entry.addAttribute("o", DESK_PROVIDER);
    }
    marks(entry, start);
    return entry;
  }

  private void marks(Entry entry, Instant start) {
    if (types.contains("contractor")) {
      Instant end = types.contains("ended") ? start.minus(AGO) : start.plus(CONTRACT);
      entry.addAttribute("objectClass", "schacEntryMetadata");
      entry.addAttribute("schacExpiryDate", TIME.format(end));
    }
    if (types.contains("expired")) {
      entry.addAttribute("objectClass", "shadowAccount");
      long days = start.minus(AGO).getEpochSecond() / Duration.ofDays(1).toSeconds();
      entry.addAttribute("shadowExpire", String.valueOf(days));
    }
    if (types.contains("locked")) {
      entry.addAttribute("pwdAccountLockedTime", "000001010000Z");
    }
    if (types.contains("daily")) {
      entry.addAttribute("pwdPolicySubentry", DemoTree.DAILY);
    }
  }

  private static String dn(String uid) {
    return "uid=" + uid + "," + PEOPLE;
  }

  private static Optional<String> optional(String cell) {
    return cell.equals("-") ? Optional.empty() : Optional.of(cell);
  }
}
