package regain.bench;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import regain.kernel.Digest;

/** Puts grants into the record as asking, agreeing and issuing would have left them. */
final class GrantRows implements AutoCloseable {
  private static final int BATCH = 1000;

  private final Connection database;
  private final PreparedStatement grants;
  private final PreparedStatement members;
  private final PreparedStatement pairs;
  private final PreparedStatement agreed;
  private final Map<Pair, UUID> paired = new HashMap<>();
  private final UUID statement;
  private int rows;

  /** @param signer whose statement stands for all that were signed */
  GrantRows(Connection database, UUID signer) throws SQLException {
    this.database = database;
    this.statement = signer;
    database.setAutoCommit(false);
    try (Statement once = database.createStatement()) {
      once.executeUpdate(
          "insert into signed_statement values ('" + statement + "', 'bench', 'bench', '', '" + signer
              + "', '', '', '', '', current_timestamp)");
    }
    grants = database.prepareStatement(
        "insert into privilege_grant (id, entitlement, target, holder, request, request_digest, state, asked_at,"
            + " answered_by, issued_at, given_at, ends_at, over_at, ending, tries, turn)"
            + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0)");
    members = database.prepareStatement(
        "insert into membership (person_id, group_name, since) select ?, 'owners', timestamp with time zone 'epoch'"
            + " where not exists (select 1 from membership where person_id = ? and group_name = 'owners')");
    pairs = database.prepareStatement(
        "insert into agreed_pair (id, low, high, approver, holder, last_at, in_force)"
            + " values (?, least(?, ?), greatest(?, ?), ?, ?, ?, true)");
    agreed = database.prepareStatement(
        "insert into grant_approval (grant_id, group_name, approver, holder, statement_id, text_digest, language,"
            + " signed_at, member_since, member_until, pair_id)"
            + " select ?, 'owners', ?, ?, ?, 'none', 'en', ?, since, until_at, ? from membership"
            + " where person_id = ? and group_name = 'owners' limit 1");
  }

  /** What is given: an entitlement. */
  record What(String entitlement, String target, String is, String says) {}

  /** @param approver who does not hold what {@code id} has agreed to */
  record Who(UUID id, String name, UUID approver) {}

  private record Pair(UUID approver, UUID holder) {}

  /**
   * @param state of {@code Grant.State}
   * @param ends when it ends, or ended; null while it waits
   */
  record Life(String state, Instant asked, @Nullable Instant ends) {
    boolean over() {
      return state.equals("REVOKED");
    }
  }

  /** To the letter as a request is frozen, so that each is read and compared like a real one. */
  private static String request(UUID id, What what, Who who, Instant asked) {
    return """
        regain/grant-request/v1
        grant: %s
        entitlement: %s
        target: %s
        is: %s
        says: %s
        holder: %s
        name: %s
        lasts: PT8H
        approved-by: owners
        asked-at: %s
        answered-by: %s
        because: Orders hang.
        """.formatted(
        id, what.entitlement(), what.target(), what.is(), what.says(), who.id(), who.name(), asked,
        asked.plus(Duration.ofHours(4)));
  }

  void add(UUID id, What what, Who who, Life life) throws SQLException {
    String text = request(id, what, who, life.asked());
    Timestamp then = Timestamp.from(life.asked());
    @Nullable Timestamp ends = life.ends() == null ? null : Timestamp.from(life.ends());
    @Nullable Timestamp given = ends == null ? null : then;
    set(
        grants, id, what.entitlement(), what.target(), who.id(), text,
        Digest.of(text.getBytes(StandardCharsets.UTF_8)).hex(), life.state(), then,
        Timestamp.from(life.asked().plus(Duration.ofHours(4))), given, given, ends, life.over() ? ends : null,
        life.over() ? "EXPIRED" : null);
    grants.addBatch();
    if (ends != null) {
      UUID pair = pair(new Pair(who.approver(), who.id()), then);
      set(agreed, id, who.approver(), who.id(), statement, then, pair, who.approver());
      agreed.addBatch();
    }
    rows++;
    if (rows % BATCH == 0) {
      write();
    }
  }

  private UUID pair(Pair of, Timestamp then) throws SQLException {
    @Nullable UUID there = paired.get(of);
    if (there != null) {
      return there;
    }
    UUID id = UUID.randomUUID();
    paired.put(of, id);
    set(members, of.approver(), of.approver());
    members.addBatch();
    set(
        pairs, id, of.approver(), of.holder(), of.approver(), of.holder(), of.approver(), of.holder(), then);
    pairs.addBatch();
    return id;
  }

  private void write() throws SQLException {
    grants.executeBatch();
    members.executeBatch();
    pairs.executeBatch();
    agreed.executeBatch();
  }

  private static void set(PreparedStatement statement, @Nullable Object... values) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
  }

  @Override
  public void close() throws SQLException {
    write();
    grants.close();
    members.close();
    pairs.close();
    agreed.close();
    database.commit();
    database.setAutoCommit(true);
    try (Statement once = database.createStatement()) {
      once.execute("analyze");
    }
  }
}
