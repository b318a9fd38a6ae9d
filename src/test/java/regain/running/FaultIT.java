package regain.running;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintStream;
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
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import regain.demo.DemoDirectory;
import regain.house.Line;
import regain.house.Line.State;
import regain.house.Postgres;
import regain.house.SoftPasskey;

/**
 * One part at a time is slow, silent, gone, talks nonsense or does not stop talking, while somebody is about to set a
 * password and two others type a name. The house is the production WAR on PostgreSQL; the parts are real, and it is the line
 * to them that is bad. Keycloak has the same in {@link regain.house.KeycloakIT}.
 */
@Execution(ExecutionMode.CONCURRENT)
class FaultIT {
  /** A page comes within this time, whatever is wrong; the machine of the tests is busy. */
  private static final Duration A_PAGE = Duration.ofSeconds(20);
  /** An attempt at the directory counts as unclear after this time, and its page comes a little later at most. */
  private static final Duration A_CLAIM = Duration.ofSeconds(40);
  private static final List<State> BAD = Stream.of(State.values()).filter(it -> it != State.GOOD).toList();
  private static final List<String> PEOPLE = List.of("b.hansen", "l.mueller", "g.jansen", "j.voss", "h.sommer");
  private static final PrintStream OUT = System.out;
  private static final AtomicInteger NEWCOMERS = new AtomicInteger();

  /** What the line leads to. */
  enum Part {
    /** A row of a quarter of a gigabyte. */
    DATABASE("D\u0010\0\0\0\0\1\u000f\0\0\0"),
    /** An element of two gigabytes. */
    DIRECTORY("0\u0084\u007f\u00ff\u00ff\u00ff"),
    /** A line that does not end. */
    MAIL("220-");

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
  private static OwnServer server;

  private final List<String> passwords = new ArrayList<>();

  @BeforeAll
  static void prepare() {
    postgres = Postgres.start();
    postgres.create("regain");
    directory = DemoDirectory.start(folder.resolve("directory"), 0, InstantSource.system());
    mail = new Mailboxes();
    URI real = URI.create(directory.settings().getOrDefault("regain.directory.url", ""));
    LINES.put(Part.DATABASE, Part.DATABASE.to(postgres.port()));
    LINES.put(Part.DIRECTORY, Part.DIRECTORY.to(real.getPort()));
    LINES.put(Part.MAIL, Part.MAIL.to(mail.port()));
    Map<String, String> there = new HashMap<>(directory.settings());
    there.put("regain.directory.url", real.getScheme() + "://127.0.0.1:" + line(Part.DIRECTORY).port);
    Map<String, String> settings = Production.settings(
        folder, "jdbc:postgresql://127.0.0.1:" + line(Part.DATABASE).port + "/regain", there, line(Part.MAIL).port);
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

  static Stream<Arguments> faults() {
    return Stream.of(Part.values())
        .flatMap(part -> BAD.stream().map(it -> Arguments.of(part, it)));
  }

  @ParameterizedTest
  @MethodSource("faults")
  @Execution(ExecutionMode.SAME_THREAD)
  void whatever_is_wrong_pages_come_in_time_and_are_true_and_all_is_done_when_it_is_over(Part part, State state) {
    String name = PEOPLE.get(BAD.indexOf(state));
    try (Guest guest = guest(); Guest known = guest(); Guest unknown = guest()) {
      guest.go("/").submit("/recovery", Map.of("name", name))
          .passkey("/recovery/passkey", PASSKEYS.getOrDefault(name, new SoftPasskey(1))::get);
      assertThat(guest.title()).isEqualTo("Choose a new password");
      known.go("/");
      unknown.go("/");

      line(part).becomes(state);
      try {
        health(part, state);
        alike(known, "n.fischer", unknown, "x.nobody");
        claim(guest, name, part.name().toLowerCase(Locale.ROOT) + " is " + state + " and over the quay");
      } finally {
        line(part).becomes(State.GOOD);
      }

      finish(guest, name);
      nothingIsLeftUndone();
    }
  }

  private static void health(Part part, State state) {
    boolean well = part != Part.DATABASE || state == State.SLOW;
    try (Guest operator = guest()) {
      inTime(A_PAGE, "live", () -> operator.go("/health/live"));
      assertThat(operator.status()).isEqualTo(200);
      inTime(A_PAGE, "ready", () -> operator.go("/health/ready"));
      OUT.println("ready " + operator.status() + " " + operator.page());
      assertThat(operator.status()).as("ready: " + operator.page()).isEqualTo(well ? 200 : 503);
    }
  }

  private static void alike(Guest known, String name, Guest unknown, String other) {
    for (String journey : List.of("/recovery", "/enrollment")) {
      String first = journey.equals("/recovery") ? "/" : "/enroll";
      String one = asked(known, first, journey, name);
      String two = asked(unknown, first, journey, other);
      OUT.println(journey + " " + known.status() + " " + known.title());
      assertThat(two).isEqualTo(one);
    }
  }

  private static String asked(Guest guest, String first, String journey, String name) {
    inTime(A_PAGE, "first page", () -> guest.go(first));
    if (guest.offers(journey)) {
      inTime(A_PAGE, "name", () -> guest.submit(journey, Map.of("name", name)));
    }
    if (guest.offers(journey + "/password")) {
      inTime(
          A_PAGE, "password",
          () -> guest.submit(journey + "/password", Map.of("password", "a wrong one for " + journey)));
    }
    assertThat(guest.title()).as("a page, whatever it says: " + guest.status() + guest.page()).isNotEmpty();
    return guest.status() + NamesIT.withoutWhatIsNew(guest.page().replace(name, "NAME"));
  }

  /** What the page says of it is so. */
  private void claim(Guest guest, String name, String password) {
    passwords.add(password);
    inTime(A_CLAIM, "claim", () -> guest.submit("/recovery/password", Map.of("password", password)));
    OUT.println("claim " + guest.status() + " " + guest.title());
    boolean set = Binds.with(directory, name, password);
    switch (guest.title()) {
      case "You have your account back" -> assertThat(set).isTrue();
      case "Not available now", "Choose a new password" -> assertThat(set).isFalse();
      default -> assertThat(guest.title()).isIn("Your new password is on its way", "That did not work");
    }
  }

  private void finish(Guest guest, String name) {
    Waiting.until(() -> {
      guest.go("/recovery");
      if (guest.offers("/recovery/passkey")) {
        guest.passkey("/recovery/passkey", PASSKEYS.getOrDefault(name, new SoftPasskey(1))::get);
      }
      if (guest.offers("/recovery/password")) {
        passwords.add(passwords.getLast() + " again");
        guest.submit("/recovery/password", Map.of("password", passwords.getLast()));
      }
      OUT.println("after " + guest.status() + " " + guest.title());
      return Optional.of(guest.title()).filter("You have your account back"::equals);
    });
    for (String each : passwords) {
      assertThat(Binds.with(directory, name, each)).as(each).isEqualTo(each.equals(passwords.getLast()));
    }
  }

  private static void nothingIsLeftUndone() {
    Waiting.until(
        () -> Optional
            .of(postgres.count("regain", "select count(*) from duty where done_at is null and due_at <= now()"))
            .filter(it -> it == 0));
  }

  private static void inTime(Duration most, String what, Runnable request) {
    long began = System.nanoTime();
    request.run();
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    OUT.println(what + " took " + took);
    assertThat(took).as(what).isLessThan(most);
  }
}
