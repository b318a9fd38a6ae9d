package regain.bench;

import com.unboundid.ldap.sdk.Entry;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.stream.IntStream;
import regain.demo.DemoTree;
import regain.house.SoftPasskey;

/**
 * Many employees, each with one mailbox and one passkey that was made a month ago. They stand in the directory and in the
 * database without ever having enrolled through a page, because thousands of enrolments would be a load of their own.
 * Whoever has recovered goes to the end of the queue, so that nobody comes back within the hour more often than a person
 * may before letters to them fall silent.
 */
final class Crowd {
  private static final Duration AGO = Duration.ofDays(30);

  private final List<Member> members;
  private final BlockingQueue<Member> queue;

  private Crowd(List<Member> members) {
    this.members = List.copyOf(members);
    this.queue = new ArrayBlockingQueue<>(members.size(), false, members);
  }

  private record Member(int number, String name, UUID id, SoftPasskey passkey, Claimant claimant) {}

  private static byte[] handle(int number) {
    return ByteBuffer.allocate(64).putInt(60, number).array();
  }

  static Crowd of(int size) {
    return new Crowd(IntStream.range(0, size).mapToObj(Crowd::member).toList());
  }

  private static Member member(int number) {
    String name = "person" + number;
    UUID id = new UUID(0x5265676169L << 16 | 0x4000, 0x8000000000000000L | number);
    SoftPasskey passkey = new SoftPasskey(number).of(handle(number));
    return new Member(number, name, id, passkey, new Claimant(name, passkey, number));
  }

  List<Entry> entries() {
    return members.stream().map(Crowd::entry).toList();
  }

  private static Entry entry(Member member) {
    var entry = new Entry("uid=" + member.name() + ",ou=people," + DemoTree.BASE);
    entry.addAttribute("objectClass", "top", "person", "organizationalPerson", "inetOrgPerson");
    entry.addAttribute("uid", member.name());
    entry.addAttribute("cn", member.name());
    entry.addAttribute("sn", member.name());
    entry.addAttribute("displayName", member.name());
    entry.addAttribute("preferredLanguage", "en");
    entry.addAttribute("mail", member.name() + "@nordhafen.example");
    entry.addAttribute("userPassword", "the one that was forgotten");
    entry.addAttribute("entryUUID", member.id().toString());
    return entry;
  }

  /** Writes what an enrolment a month ago would have left. */
  void settle(Connection database, Instant now) throws SQLException {
    Timestamp then = Timestamp.from(now.minus(AGO));
    try (PreparedStatement person = database.prepareStatement(
        "insert into person (id, user_handle, known_since) values (?, ?, ?)");
        PreparedStatement passkey = database.prepareStatement(
            "insert into passkey (id, person_id, credential_id, public_key, sign_count, backup_eligible, backed_up,"
                + " aaguid, transports, label, bound_by, bound_from, made_at, pending)"
                + " values (?, ?, ?, ?, 0, false, false, ?, 'internal', 'Passkey', ?, '127.0.0.1', ?, false)")) {
      database.setAutoCommit(false);
      for (Member each : members) {
        set(person, each.id(), handle(each.number()), then);
        person.addBatch();
        set(passkey, each.id(), each.id(), each.passkey().id(), each.passkey().publicKey(), new UUID(0, 0), each.id(),
            then);
        passkey.addBatch();
      }
      person.executeBatch();
      passkey.executeBatch();
      database.commit();
    }
  }

  private static void set(PreparedStatement statement, Object... values) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
  }

  /** The next one in the queue recovers and goes to its end. */
  void recoverOne(Wire wire) {
    try {
      Member next = queue.take();
      next.claimant().recover(wire);
      queue.put(next);
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  List<String> names() {
    return members.stream().map(Member::name).toList();
  }

  List<UUID> ids() {
    return members.stream().map(Member::id).toList();
  }

  Claimant anybody() {
    return members.getFirst().claimant();
  }
}
