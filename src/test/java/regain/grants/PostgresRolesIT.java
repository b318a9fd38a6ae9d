package regain.grants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import regain.house.Postgres;
import regain.kernel.PersonId;
import regain.kernel.Secret;
import regain.privileged.port.GrantConnector;
import regain.privileged.port.GrantConnector.Answer;
import regain.privileged.port.GrantConnector.Issued;
import regain.privileged.port.GrantConnector.Found;
import regain.privileged.port.GrantConnector.Order;
import regain.privileged.port.GrantConnector.Rotated;
import regain.privileged.port.GrantConnector.Seen;
import regain.privileged.port.GrantTag;

/** The contract, against a real PostgreSQL, as an account that may make roles and end sessions and is no superuser. */
class PostgresRolesIT extends DistantGrantContract {
  private static final String PASSWORD = "of the grants";

  @TempDir private Path folder;
  private final AtomicInteger made = new AtomicInteger();
  private Postgres postgres;
  private boolean silent;
  private GrantConnector target;

  @BeforeEach
  void start() {
    postgres = Postgres.start();
    postgres.create("orders");
    postgres.change("orders", "create table orders (id int)");
    postgres.change("orders", "create role jit_orders nologin");
    postgres.change("orders", "grant select, insert on orders to jit_orders");
    postgres.change("orders", "grant create on schema public to jit_orders");
    postgres.change("orders", "create role regain_grants login createrole password '" + PASSWORD + "'");
    postgres.change("orders", "grant pg_signal_backend to regain_grants");
    target = by(postgres.port());
  }

  @AfterEach
  void stop() {
    if (!silent) {
      postgres.close();
    }
  }

  @Override
  protected GrantConnector by(int port) {
    String url = postgres.url("orders").replace(":" + postgres.port() + "/", ":" + port + "/");
    return new PostgresRoles(
        "orders", new PostgresServer(url, "regain_grants", Secret.of(PASSWORD)), Set.of("jit_orders"),
        Optional.of(folder), true, this::some);
  }

  private byte[] some(int length) {
    byte[] some = new byte[length];
    some[0] = (byte) made.incrementAndGet();
    return some;
  }

  @Override
  protected int port() {
    return postgres.port();
  }

  /** Of an authentication request, by its own word (PostgreSQL, Message Formats). */
  @Override
  protected byte[] huge() {
    return new byte[]{'R', 0x7f, -1, -1, -1};
  }

  @Override
  protected GrantConnector target() {
    return target;
  }

  @Override
  protected String is() {
    return "jit_orders";
  }

  @Override
  protected PersonId person() {
    return new PersonId(UUID.fromString("11111111-2222-4333-8444-555555555555"));
  }

  @Override
  protected void silence() {
    postgres.close();
    silent = true;
  }

  private Connection in(GrantTag tag, Secret key) throws SQLException {
    return DriverManager.getConnection(postgres.url("orders"), tag.text(), key.open(String::new));
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private boolean opens(GrantTag tag, Secret key) {
    try (Connection connection = in(tag, key)) {
      return connection.isValid(1);
    } catch (SQLException refused) {
      return false;
    }
  }

  @Test
  void nobody_comes_in_before_its_holder_has_a_key_and_the_server_never_sees_that() throws SQLException {
    Order order = issued(Duration.ofHours(1));
    assertThat(opens(order.tag(), Secret.of(""))).isFalse();

    Secret key = target.key(order.tag(), order.until(), order.values()).orElseThrow();
    try (Connection connection = in(order.tag(), key)) {
      execute(connection, "insert into orders values (1)");
      assertThatThrownBy(() -> execute(connection, "delete from orders")).hasMessageContaining("permission denied");
    }
    assertThat(
        postgres.count(
            "orders",
            "select count(*) from pg_authid where rolname = '" + order.tag()
                + "' and rolpassword like 'SCRAM-SHA-256$%'"))
        .isOne();
  }

  @Test
  void pam_17_the_server_itself_lets_nobody_in_after_its_end() {
    Order order = issued(Duration.ofSeconds(3));
    Secret key = target.key(order.tag(), order.until(), order.values()).orElseThrow();
    assertThat(opens(order.tag(), key)).isTrue();

    assertThat(becomes(() -> !opens(order.tag(), key), Duration.ofSeconds(30))).isTrue();
  }

  @Test
  void pam_18_what_is_open_is_ended_and_nobody_comes_in_again() throws SQLException {
    Order order = issued(Duration.ofHours(1));
    Secret key = target.key(order.tag(), order.until(), order.values()).orElseThrow();
    try (Connection first = in(order.tag(), key); Connection second = in(order.tag(), key)) {
      execute(first, "begin");
      execute(first, "lock table orders in access share mode");
      assertThat(target.observe(order.tag()).sessions()).isEqualTo(2);

      target.block(order.tag());
      assertThat(opens(order.tag(), key)).isFalse();
      assertThat(target.killSessions(order.tag()).known()).contains(2);
      assertThat(first.isValid(1)).isFalse();
      assertThat(second.isValid(1)).isFalse();
      target.revoke(order.tag());
      assertThat(target.observe(order.tag()).isGone()).isTrue();
    }
  }

  @Test
  void pam_19_whoever_is_in_when_the_role_goes_is_seen_and_ended() throws SQLException {
    Order order = issued(Duration.ofHours(1));
    try (Connection open = in(order.tag(), target.key(order.tag(), order.until(), order.values()).orElseThrow())) {
      assertThat(target.revoke(order.tag())).isEqualTo(new Answer.Done());
      Seen seen = target.observe(order.tag());
      assertThat(seen.isGone()).as("the role is gone, the session is not").isFalse();

      target.killSessions(order.tag());
      assertThat(open.isValid(1)).isFalse();
      assertThat(target.observe(order.tag()).isGone()).isTrue();
    }
  }

  @Test
  void what_somebody_made_stays_and_keeps_no_role() throws SQLException {
    Order order = issued(Duration.ofHours(1));
    try (Connection open = in(order.tag(), target.key(order.tag(), order.until(), order.values()).orElseThrow())) {
      execute(open, "create table work (id int)");
    }
    target.killSessions(order.tag());
    assertThat(target.revoke(order.tag())).isEqualTo(new Answer.Done());
    assertThat(target.observe(order.tag()).isGone()).isTrue();
    assertThat(postgres.count("orders",
        "select count(*) from pg_tables where tablename = 'work' and tableowner = 'jit_orders'"))
        .isOne();
    assertThat(
        postgres.count(
            "orders",
            "select count(*) from pg_auth_members m join pg_roles r on r.oid = m.member where r.rolname = 'regain_grants'"))
        .as("pg_signal_backend and nothing else")
        .isOne();
  }

  @Test
  void pam_5_a_name_that_is_none_changes_nothing() {
    Order order = order(UUID.randomUUID(), Duration.ofHours(1));
    var sly = new Order(order.tag(), order.holder(), "jit_orders\" superuser; --", order.until(), Map.of());

    assertThat(target.issue(sly)).isInstanceOf(Issued.Refused.class);
    assertThat(target.inventory().known().orElseThrow()).isEmpty();
    var nobody = new Order(order.tag(), order.holder(), "nobody_has_this", order.until(), Map.of());
    assertThat(target.issue(nobody)).isInstanceOf(Issued.Refused.class);
    assertThat(target.inventory().known().orElseThrow()).as("all or nothing").isEmpty();
  }

  private void shop() {
    postgres.change("orders", "create role shop_a login password 'known to many' in role jit_orders");
    postgres.change("orders", "create role shop_b nologin in role jit_orders");
  }

  /** As the service would: by what its file says now. */
  private Connection asTheShop() throws SQLException, IOException {
    var said = new Properties();
    said.load(new StringReader(Files.readString(folder.resolve("shop"))));
    return DriverManager.getConnection(postgres.url("orders"), said);
  }

  @Test
  void a_service_goes_on_while_its_password_is_renewed_and_the_one_before_ends_with_who_is_in_by_it()
      throws SQLException, IOException {
    shop();
    try (Connection before = DriverManager.getConnection(postgres.url("orders"), "shop_a", "known to many")) {
      Rotated.Done done = (Rotated.Done) target.rotate("shop");
      String former = done.before().orElseThrow();
      assertThat(former).isEqualTo("shop_a");
      assertThat(before.isValid(1)).as("within the overlap").isTrue();
      try (Connection now = asTheShop()) {
        assertThat(target.retire("shop", former)).isEqualTo(new Answer.Done());
        assertThat(before.isValid(1)).isFalse();
        assertThat(now.isValid(1)).isTrue();
      }
    }
    assertThatThrownBy(() -> DriverManager.getConnection(postgres.url("orders"), "shop_a", "known to many"))
        .isInstanceOf(SQLException.class);
    assertThat(Files.getPosixFilePermissions(folder.resolve("shop"))).extracting(PosixFilePermission::name)
        .containsExactlyInAnyOrder("OWNER_READ", "OWNER_WRITE", "GROUP_READ");
    try (var files = Files.list(folder)) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void killed_between_the_new_password_and_its_record_it_makes_one_more_and_closes_nothing_that_is_used()
      throws SQLException, IOException {
    shop();
    try (Connection before = DriverManager.getConnection(postgres.url("orders"), "shop_a", "known to many")) {
      String lost = ((Rotated.Done) target.rotate("shop")).before().orElseThrow();
      String former = ((Rotated.Done) target.rotate("shop")).before().orElseThrow();
      assertThat(former).isEqualTo("shop_b");
      assertThat(before.isValid(1)).as("who came in by what many know").isFalse();

      assertThat(target.retire("shop", lost)).as("it is used").isInstanceOf(Answer.Again.class);
      try (Connection now = asTheShop()) {
        assertThat(target.retire("shop", former)).isEqualTo(new Answer.Done());
        assertThat(now.isValid(1)).isTrue();
      }
    }
    assertThatThrownBy(() -> DriverManager.getConnection(postgres.url("orders"), "shop_a", "known to many"))
        .isInstanceOf(SQLException.class);
  }

  @Test
  void a_file_that_is_not_what_was_written_retires_nothing() throws IOException {
    shop();
    String former = ((Rotated.Done) target.rotate("shop")).before().orElseThrow();
    Files.writeString(folder.resolve("shop"), "user=shop_a\npassword=known to many\n");

    assertThat(target.retire("shop", former)).isInstanceOf(Answer.Again.class);
  }

  @Test
  void what_could_not_be_told_to_the_service_changes_nothing_for_it() throws SQLException, IOException {
    shop();
    Files.createDirectory(folder.resolve("shop"));
    assertThat(target.rotate("shop")).isInstanceOf(Rotated.Again.class);
    for (String none : List.of("../shop", "Shop", "nobody", "jit_orders")) {
      assertThat(target.rotate(none)).as(none).isInstanceOf(Rotated.ByHand.class);
    }
    assertThat(target.retire("shop", "jit_orders")).isInstanceOf(Answer.Again.class);
    try (Connection before = DriverManager.getConnection(postgres.url("orders"), "shop_a", "known to many")) {
      assertThat(before.isValid(1)).isTrue();
    }
  }

  @Test
  void pam_24_who_was_put_into_a_role_by_hand_is_seen() {
    Order order = issued(Duration.ofHours(1));
    postgres.change("orders", "create role by_hand");
    assertThat(target.inventory().known().orElseThrow()).extracting(Found::object, Found::single)
        .containsExactly(tuple(order.tag().text(), true));

    postgres.change("orders", "grant jit_orders to by_hand");
    postgres.change("orders", "grant \"" + order.tag() + "\" to by_hand");
    postgres.change("orders", "create role jit_more");
    postgres.change("orders", "grant jit_more to \"" + order.tag() + "\"");
    assertThat(target.inventory().known().orElseThrow()).extracting(Found::object, Found::single)
        .containsExactlyInAnyOrder(
            tuple(order.tag().text(), false), tuple("by_hand in jit_orders", false),
            tuple("by_hand in " + order.tag(), false));
  }

  /** PostgreSQL guesses how many there are until it has counted them, and a question that leads it astray then takes a quarter of a minute. */
  @Test
  void ten_thousand_roles_that_nobody_has_counted_yet_are_listed_in_time() {
    postgres.change(
        "orders", "do $$ begin for i in 1..10000 loop"
            + " execute format('create role \"jit-%s\" login in role jit_orders', md5(i::text)); end loop; end $$");
    postgres.change("orders", "create role by_hand in role jit_orders");

    assertThat(target.inventory().known().orElseThrow()).hasSize(10_001)
        .last().extracting(Found::object).isEqualTo("by_hand in jit_orders");
  }

  @Test
  void pam_24_a_role_that_was_made_into_more_is_seen() {
    Order order = issued(Duration.ofHours(1));
    String role = "\"" + order.tag() + "\"";
    for (String more : List.of("superuser", "createrole", "bypassrls")) {
      postgres.change("orders", "alter role " + role + " " + more);
      assertThat(target.inventory().known().orElseThrow()).extracting(Found::single).as(more).containsExactly(false);
      postgres.change("orders", "alter role " + role + " no" + more);
    }
    assertThat(target.inventory().known().orElseThrow()).extracting(Found::single).containsExactly(true);

    postgres.change("orders", "create role dba");
    postgres.change("orders", "revoke jit_orders from " + role);
    postgres.change("orders", "grant dba to " + role);
    assertThat(target.inventory().known().orElseThrow()).extracting(Found::single).containsExactly(false);
  }
}
