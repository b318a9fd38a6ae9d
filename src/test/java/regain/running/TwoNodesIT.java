package regain.running;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import regain.demo.DemoDirectory;
import regain.house.Postgres;
import regain.house.SoftPasskey;

/**
 * Two nodes of the production WAR on one PostgreSQL, behind a door that sends each request to the other one. One of them is
 * killed in the middle of a case, and the person loses nothing but a retry. The tests share the nodes, so they take turns;
 * other classes need not wait for them.
 */
class TwoNodesIT {
  private static final String NEW = "three herons over the quay";
  private static final String OTHER = "nine boats under the bridge";

  @TempDir private static Path folder;
  /** Not the common pool, which has one thread on a small machine. */
  private static final ExecutorService THREADS = Executors.newVirtualThreadPerTaskExecutor();
  private static final Holdup HOLDUP = new Holdup();
  private static Postgres postgres;
  private static DemoDirectory directory;
  private static Mailboxes mail;
  private static List<OwnServer> nodes;
  private static Door door;

  @BeforeAll
  static void prepare() {
    postgres = Postgres.start();
    postgres.create("regain");
    directory = DemoDirectory.start(folder.resolve("directory"), 0, InstantSource.system(), HOLDUP);
    mail = new Mailboxes();
    Map<String, String> settings = Production.settings(folder, postgres.url("regain"), directory, mail);
    nodes = List.of(node("first", settings), node("second", settings));
    door = new Door(nodes);
  }

  private static OwnServer node(String name, Map<String, String> settings) {
    return new OwnServer(folder.resolve(name), settings, System.getProperty("regain.war"));
  }

  /** Both at once: the first time they find an empty database. */
  @BeforeEach
  void both_nodes_run() {
    List<CompletableFuture<OwnServer>> starting = nodes.stream()
        .filter(it -> !it.running())
        .map(it -> CompletableFuture.supplyAsync(it::start, THREADS))
        .toList();
    starting.forEach(CompletableFuture::join);
  }

  @AfterAll
  static void stop() {
    door.close();
    nodes.forEach(OwnServer::close);
    mail.close();
    directory.close();
    postgres.close();
  }

  private static Guest guest() {
    return new Guest(door.origin(), Production.ORIGIN);
  }

  @Test
  void g_4_g_6_when_a_node_dies_after_the_proof_the_person_notices_nothing() {
    try (Guest guest = guest()) {
      SoftPasskey passkey = enrolled(guest, "b.hansen");
      prove(guest, passkey, "b.hansen");
      assertThat(door.asked()).containsExactlyInAnyOrderElementsOf(nodes);
      nodes.getFirst().kill();
      guest.submit("/recovery/password", Map.of("password", NEW));

      assertThat(guest.title()).isEqualTo("You have your account back");
      assertThat(door.asked()).containsOnly(nodes.getLast());
      assertThat(Binds.with(directory, "b.hansen", NEW)).isTrue();
      assertThat(Binds.with(directory, "b.hansen", Steps.password("b.hansen"))).isFalse();
      assertThat(guest.go("/sign-in").passkey("/sign-in", passkey::get).status()).isEqualTo(200);
      assertThat(guest.go("/account").offers("/sign-out")).isTrue();
      nothingIsLeftUndone();
    }
  }

  @Test
  void when_a_node_dies_while_the_directory_takes_the_password_the_other_settles_it_and_the_person_chooses_afresh() {
    try (Guest guest = guest()) {
      SoftPasskey passkey = enrolled(guest, "g.jansen");
      prove(guest, passkey, "g.jansen");
      dieWhileSaving(guest, Holdup.Held::goOn);
      Waiting.until(() -> Optional.of(Binds.with(directory, "g.jansen", NEW)).filter(it -> it));

      again(guest, passkey, OTHER);

      assertThat(Binds.with(directory, "g.jansen", OTHER)).isTrue();
      assertThat(Binds.with(directory, "g.jansen", NEW)).isFalse();
      assertThat(Binds.with(directory, "g.jansen", Steps.password("g.jansen"))).isFalse();
      nothingIsLeftUndone();
    }
  }

  @Test
  void when_a_node_dies_and_the_directory_did_not_take_the_password_the_same_one_is_taken_the_second_time() {
    try (Guest guest = guest()) {
      SoftPasskey passkey = enrolled(guest, "h.sommer");
      prove(guest, passkey, "h.sommer");
      dieWhileSaving(guest, Holdup.Held::fail);
      assertThat(Binds.with(directory, "h.sommer", Steps.password("h.sommer"))).isTrue();

      again(guest, passkey, NEW);

      assertThat(Binds.with(directory, "h.sommer", NEW)).isTrue();
      assertThat(Binds.with(directory, "h.sommer", Steps.password("h.sommer"))).isFalse();
      nothingIsLeftUndone();
    }
  }

  @Test
  void when_postgresql_starts_again_the_nodes_find_it_by_themselves() {
    try (Guest guest = guest()) {
      SoftPasskey passkey = enrolled(guest, "l.mueller");
      prove(guest, passkey, "l.mueller");
      postgres.restart();
      nodes.forEach(it -> assertThat(guest.go("/recovery").title()).isEqualTo("Choose a new password"));
      guest.submit("/recovery/password", Map.of("password", NEW));

      assertThat(guest.title()).isEqualTo("You have your account back");
      assertThat(Binds.with(directory, "l.mueller", NEW)).isTrue();
      nothingIsLeftUndone();
    }
  }

  /** Somebody who enrolled four days ago, through both nodes. */
  private static SoftPasskey enrolled(Guest guest, String name) {
    var passkey = new SoftPasskey(name.hashCode());
    guest.go("/enroll").submit("/enrollment", Map.of("name", name));
    guest.submit("/enrollment/password", Map.of("password", Steps.password(name)));
    guest.submit("/enrollment/code/send", Map.of());
    guest.submit("/enrollment/code", Map.of("code", mail.newestCode(Steps.mailbox(name))));
    guest.passkey("/enrollment/passkey", passkey::create);
    assertThat(guest.title()).isEqualTo("Your passkey is set up");
    postgres.change("regain", "update passkey set provisional_until = null");
    return passkey;
  }

  private static void prove(Guest guest, SoftPasskey passkey, String name) {
    guest.go("/").submit("/recovery", Map.of("name", name)).passkey("/recovery/passkey", passkey::get);
    assertThat(guest.title()).isEqualTo("Choose a new password");
  }

  /** The node that was asked to set the password dies while the directory is at it. */
  private static void dieWhileSaving(Guest guest, Consumer<Holdup.Held> then) {
    Holdup.Held change = HOLDUP.next();
    CompletableFuture<Guest> saving = CompletableFuture
        .supplyAsync(() -> guest.submit("/recovery/password", Map.of("password", NEW)), THREADS);
    change.await();
    door.newest().kill();
    then.accept(change);
    assertThat(saving.join().status()).isEqualTo(502);
  }

  /** The page says that nobody knows yet, until the node that is left says so for good; then a new proof is wanted. */
  private static void again(Guest guest, SoftPasskey passkey, String password) {
    assertThat(guest.go("/recovery").title()).isEqualTo("Your new password is on its way");
    Waiting.until(() -> Optional.of(guest.go("/recovery")).filter(it -> it.offers("/recovery/passkey")));
    guest.passkey("/recovery/passkey", passkey::get).submit("/recovery/password", Map.of("password", password));
    assertThat(guest.title()).isEqualTo("You have your account back");
  }

  /** Whatever is due, also what the node owed that is dead, the other does. */
  private static void nothingIsLeftUndone() {
    Waiting.until(
        () -> Optional
            .of(postgres.count("regain", "select count(*) from duty where done_at is null and due_at <= now()"))
            .filter(it -> it == 0));
  }
}
