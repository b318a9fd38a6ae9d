package regain.running;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import regain.demo.DemoDirectory;
import regain.demo.DemoPeople;
import regain.house.Line;
import regain.house.Line.State;
import regain.house.Postgres;
import regain.house.SoftPasskey;
import regain.keycloak.Keycloak;
import regain.keycloak.TestRealm;

/**
 * One part at a time is slow, silent, gone, talks nonsense or does not stop talking, while somebody is about to set a
 * password and two others type a name. The house is the production WAR on PostgreSQL; the parts are real, and it is the line
 * to them that is bad.
 */
@Order(2)
class FaultIT {
  /** A page comes within this time, whatever is wrong: half of it on a machine that is not as busy as that of the tests. */
  private static final Duration A_PAGE = Duration.ofSeconds(60);
  /** A directory that did not answer has a case wait for a minute; letters are tried again after some time. */
  private static final Duration LONGEST = Duration.ofMinutes(4);
  private static final Duration AT_ONCE = Duration.ofSeconds(10);
  /** An attempt at the directory counts as unclear after this time, and its page comes a little later at most. */
  private static final Duration A_CLAIM = Duration.ofSeconds(60);
  private static final List<State> BAD = Stream.of(State.values()).filter(it -> it != State.GOOD).toList();
  private static final List<String> PEOPLE = List.of("b.hansen", "l.mueller", "g.jansen", "j.voss", "h.sommer");
  private static final List<String> OTHERS = List.of(
      "b.stein", "h.brandt", "f.yilmaz", "a.lorenz", "j.okafor", "p.wagner", "m.thomsen", "k.lindqvist");
  /** A letter may wait for some minutes after tries in vain. */
  private static final String OPEN = "from duty where done_at is null and due_at <= now() + interval '5' minute";
  private static final AtomicInteger NEWCOMERS = new AtomicInteger();

  /** What the line leads to. */
  enum Part {
    /** A row of a quarter of a gigabyte. */
    DATABASE("D\u0010\0\0\0\0\1\u000f\0\0\0"),
    /** An element of two gigabytes. */
    DIRECTORY("0\u0084\u007f\u00ff\u00ff\u00ff"),
    /** A line that does not end. */
    MAIL("220-"),
    /** A token of which there is no end. */
    KEYCLOAK("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{\"access_token\":\"");

    private final String beginning;

    Part(String beginning) {
      this.beginning = beginning;
    }

    Line to(int port) {
      return new Line(port, beginning.getBytes(StandardCharsets.ISO_8859_1));
    }
  }

  @TempDir private static Path folder;
  private static final Map<Part, Line> LINES = new EnumMap<>(Part.class);
  private static final Map<String, SoftPasskey> PASSKEYS = new HashMap<>();
  private static Postgres postgres;
  private static DemoDirectory directory;
  private static Mailboxes mail;
  private static TestRealm realm;
  private static OwnServer server;

  @BeforeAll
  static void prepare() {
    postgres = Postgres.start();
    postgres.create("regain");
    directory = DemoDirectory.start(folder.resolve("directory"), 0, InstantSource.system());
    mail = new Mailboxes();
    realm = Keycloak.running().realm(DemoPeople.read().person(PEOPLE.getFirst()).id().toString());
    Map<String, String> identities = new HashMap<>(realm.settings());
    URI login = URI.create(identities.getOrDefault("regain.keycloak.url", ""));
    URI real = URI.create(directory.settings().getOrDefault("regain.directory.url", ""));
    LINES.put(Part.DATABASE, Part.DATABASE.to(postgres.port()));
    LINES.put(Part.DIRECTORY, Part.DIRECTORY.to(real.getPort()));
    LINES.put(Part.MAIL, Part.MAIL.to(mail.port()));
    LINES.put(Part.KEYCLOAK, Part.KEYCLOAK.to(login.getPort()));
    identities.put(
        "regain.keycloak.url", login.getScheme() + "://127.0.0.1:" + line(Part.KEYCLOAK).port + login.getPath());
    Map<String, String> there = new HashMap<>(directory.settings());
    there.put("regain.directory.url", real.getScheme() + "://127.0.0.1:" + line(Part.DIRECTORY).port);
    Map<String, String> settings = Production.settings(
        folder, "jdbc:postgresql://127.0.0.1:" + line(Part.DATABASE).port + "/regain?connectTimeout=5&socketTimeout=15",
        there, line(Part.MAIL).port);
    settings.putAll(identities);
    server = new OwnServer(folder.resolve("server"), settings, System.getProperty("regain.war")).start();
    PEOPLE.forEach(it -> PASSKEYS.put(it, enrolled(it)));
    postgres.change("regain", "update passkey set provisional_until = null");
  }

  private static Line line(Part part) {
    return Optional.ofNullable(LINES.get(part)).orElseThrow();
  }

  private static SoftPasskey enrolled(String name) {
    var passkey = new SoftPasskey(name.hashCode());
    try (Guest guest = guest()) {
      guest.go("/enroll").submit("/enrollment", Map.of("name", name));
      guest.submit("/enrollment/password", Map.of("password", Steps.password(name)));
      guest.submit("/enrollment/code/send", Map.of());
      guest.submit("/enrollment/code", Map.of("code", mail.newestCode(Steps.mailbox(name))));
      guest.passkey("/enrollment/passkey", passkey::create);
      assertThat(guest.title()).isEqualTo("Your passkey is set up");
    }
    return passkey;
  }

  @AfterAll
  static void stop() {
    server.close();
    LINES.values().forEach(Line::close);
    mail.close();
    directory.close();
    postgres.close();
  }

  /** Each comes from an address of their own, so that nobody uses up the tries of another. */
  private static Guest guest() {
    return new Guest(server.origin(), Production.ORIGIN)
        .saying("X-Forwarded-For", "192.0.2." + NEWCOMERS.incrementAndGet());
  }

  /** Somebody who was about to set a password when something went wrong, and what they have typed since. */
  private record Halfway(Guest guest, String name, List<String> passwords) {}

  @ParameterizedTest
  @EnumSource
  void whatever_is_wrong_pages_come_in_time_and_are_true_and_all_is_done_when_it_is_over(Part part) {
    String open = realm.browser().open("openid").password(TestRealm.OLD).otp().refreshToken();
    List<Halfway> all = BAD.stream().map(it -> during(part, it)).toList();
    all.forEach(FaultIT::finish);
    nothingIsLeftUndone();
    assertThat(realm.refreshes(open)).as("what the first of them had open elsewhere").isFalse();
  }

  private static Halfway during(Part part, State state) {
    String name = PEOPLE.get(BAD.indexOf(state));
    var halfway = new Halfway(guest(), name, new ArrayList<>());
    prove(halfway.guest.go("/").submit("/recovery", Map.of("name", name)), name);
    assertThat(halfway.guest.title()).isEqualTo("Choose a new password");
    try (Guest operator = guest(); Guest known = guest(); Guest unknown = guest()) {
      List.of(operator, known, unknown).forEach(it -> it.go("/"));
      line(part).becomes(state);
      ready(operator, part != Part.DATABASE || state == State.SLOW);
      alike(known, unknown);
      claim(halfway, part.name().toLowerCase(Locale.ROOT) + " is " + state + " and over the quay");
    } finally {
      line(part).becomes(State.GOOD);
      awaitReady();
    }
    return halfway;
  }

  private static void awaitReady() {
    try (Guest operator = guest()) {
      Waiting.until(() -> Optional.of(operator.go("/health/ready").status()).filter(it -> it == 200));
    }
  }

  private static void prove(Guest guest, String name) {
    guest.passkey("/recovery/passkey", PASSKEYS.getOrDefault(name, new SoftPasskey(1))::get);
  }

  private static void ready(Guest operator, boolean well) {
    inTime(AT_ONCE, "live", () -> operator.go("/health/live"));
    assertThat(operator.status()).isEqualTo(200);
    inTime(A_PAGE, "ready", () -> operator.go("/health/ready"));
    assertThat(operator.status()).as("ready: " + operator.page()).isEqualTo(well ? 200 : 503);
  }

  /** Both are somebody else each time, so that nobody has tried too often. */
  private static void alike(Guest known, Guest unknown) {
    String one = OTHERS.get(NEWCOMERS.get() % OTHERS.size());
    String other = "nobody" + NEWCOMERS.get();
    for (String journey : List.of("/recovery", "/enrollment")) {
      assertThat(asked(unknown, journey, other)).isEqualTo(asked(known, journey, one));
    }
  }

  private static String asked(Guest guest, String journey, String name) {
    inTime(A_PAGE, "first page", () -> guest.go(journey.equals("/recovery") ? "/" : "/enroll"));
    if (guest.offers(journey)) {
      inTime(A_PAGE, "name", () -> guest.submit(journey, Map.of("name", name)));
    }
    if (guest.offers(journey + "/password")) {
      Map<String, String> wrong = Map.of("password", "a wrong one of " + name);
      inTime(A_PAGE, "password", () -> guest.submit(journey + "/password", wrong));
    }
    assertThat(guest.title()).as("a page, whatever it says: " + guest.status() + guest.page()).isNotEmpty();
    return guest.status() + NamesIT.withoutWhatIsNew(guest.page().replace(name, "NAME"));
  }

  /** What the page says of it is so. */
  private static void claim(Halfway halfway, String password) {
    halfway.passwords.add(password);
    inTime(A_CLAIM, "claim", () -> halfway.guest.submit("/recovery/password", Map.of("password", password)));
    boolean set = Binds.with(directory, halfway.name, password);
    String title = halfway.guest.title();
    switch (title) {
      case "You have your account back" -> assertThat(set).isTrue();
      case "Choose a new password", "What you have shown fits. Now there is a waiting time." ->
        assertThat(set).isFalse();
      default -> assertThat(title).isIn("Your new password is on its way", "That did not work");
    }
  }

  /** A directory that did not answer has the case wait for a minute from then. */
  private static void finish(Halfway halfway) {
    try (Guest guest = halfway.guest) {
      String name = halfway.name;
      Waiting.until(LONGEST, () -> {
        guest.go("/recovery");
        if (guest.offers("/recovery/resume")) {
          guest.submit("/recovery/resume", Map.of());
        }
        if (guest.offers("/recovery/passkey")) {
          prove(guest, name);
        }
        if (guest.offers("/recovery/password")) {
          halfway.passwords.add(halfway.passwords.getLast() + " again");
          guest.submit("/recovery/password", Map.of("password", halfway.passwords.getLast()));
        }
        return Optional.of(guest.title()).filter("You have your account back"::equals);
      });
      for (String each : halfway.passwords) {
        assertThat(Binds.with(directory, name, each)).as(each).isEqualTo(each.equals(halfway.passwords.getLast()));
      }
    }
  }

  private static void nothingIsLeftUndone() {
    try {
      Waiting.until(LONGEST,
          () -> Optional.of(postgres.count("regain", "select count(*) " + OPEN)).filter(it -> it == 0));
    } catch (AssertionError late) {
      throw new AssertionError("left undone: " + postgres.rows("regain", "duty"), late);
    }
  }

  private static void inTime(Duration most, String what, Runnable request) {
    long began = System.nanoTime();
    request.run();
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    assertThat(took).as(what).isLessThan(most);
  }
}
