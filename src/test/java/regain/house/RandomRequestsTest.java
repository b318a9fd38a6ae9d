package regain.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import regain.assurance.Requirement;
import regain.demo.DemoDevices;
import regain.devices.TestAuthority;
import regain.enrollment.port.Post;
import regain.kernel.Arrival;
import regain.kernel.Secret;
import regain.policy.Method;
import regain.policy.Purpose;
import regain.recovery.CaseView;
import regain.recovery.Recovery;
import regain.recovery.Recovery.Turn;
import regain.recovery.ShownDevice;
import regain.recovery.State;

/**
 * A model test: random requests to every handler in every state, with foreign tickets, stale steps, replays, wrong answers
 * and time that passes. What must hold is looked up outside the house: a password in the directory changes only by a claim
 * on a case in which this person's own passkey was shown within ten minutes, and a passkey comes into being only by a claim
 * on a case in which two independent things were.
 */
class RandomRequestsTest {
  private static final int REQUESTS = 400;
  private static final List<String> PEOPLE = List.of("b.hansen", "g.jansen", "l.mueller", "l.mueller2", "c.albers");
  private static final Map<String, String> MAILBOXES = Map.of(
      "b.hansen", "birte.hansen@posteo.example",
      "g.jansen", "gesa.jansen@posteo.example",
      "l.mueller", "lukas.mueller@posteo.example",
      "l.mueller2", "l.mueller@mailbox.example",
      "c.albers", "carsten.albers@posteo.example");

  /** What the test knows of a case, beside the house. */
  private static final class Known {
    final Purpose purpose;
    final String name;
    final List<String> tickets = new ArrayList<>();
    final Map<Method, Instant> shown = new HashMap<>();
    final Map<Method, Instant> first = new HashMap<>();
    CaseView view;

    Known(Purpose purpose, String name, Turn turn, CaseView view) {
      this.purpose = purpose;
      this.name = name;
      this.view = view;
      tickets.add(turn.ticket());
    }
  }

  private final List<Known> cases = new ArrayList<>();
  private final Map<String, SoftPasskey> passkeys = new HashMap<>();
  private final Map<String, List<String>> sheets = new HashMap<>();
  private final TestAuthority authority = new TestAuthority("Nordhafen devices");
  @TempDir private Path folder;
  private int kinds = 18;
  private int passwords;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  @Requirement({"R-63B-4.2.2.2-a", "R-ASVS-2.3.1", "R-PCI-8.3.3"})
  void no_request_changes_a_credential_without_an_allow(long seed) {
    run(seed, Map.of());
  }

  /** The same where the computers of the organisation count, which everybody shows at any time, their own and others'. */
  @ParameterizedTest
  @ValueSource(longs = {7, 8})
  @Requirement({"R-63B-4.2.2.2-a", "R-PCI-8.3.3"})
  void nor_where_managed_computers_count(long seed) throws IOException {
    kinds = 22;
    run(
        seed,
        Map.of(
            "regain.devices.roots", Files.writeString(folder.resolve("roots.pem"), authority.pem()).toString(),
            "regain.devices.base-dn", DemoDevices.BASE,
            "regain.trusted-proxies", "127.0.0.1"));
  }

  private void run(long seed, Map<String, String> settings) {
    try (var house = new TestHouse(seed, settings)) {
      var random = new SplittableRandom(seed);
      enrolSome(house);
      for (int i = 0; i < REQUESTS; i++) {
        one(house, random);
      }
      assertThat(house.database.count("select count(*) from audit_event where type = 'PasswordSet'"))
          .as("the run reached the claim")
          .isPositive();
    }
  }

  private void enrolSome(TestHouse house) {
    for (String name : List.of("b.hansen", "g.jansen")) {
      passkeys.put(name, Journey.enrol(house, name, "Nordhafen-2026-" + name, MAILBOXES.getOrDefault(name, "")));
    }
    passkeys.put("c.albers", Given.enrolledByInvitation(house, "c.albers", "Nordhafen-2026-c.albers"));
    house.clock.pass(Duration.ofHours(73));
    for (String name : List.of("b.hansen", "g.jansen")) {
      SoftPasskey passkey = Optional.ofNullable(passkeys.get(name)).orElseThrow();
      sheets.put(name, new ArrayList<>(SignedIn.with(house, passkey).codes()));
    }
  }

  private void one(TestHouse house, SplittableRandom random) {
    Map<String, String> passwordsBefore = passwordsIn(house);
    long passkeysBefore = passkeysIn(house);
    if (cases.isEmpty() || random.nextInt(12) == 0) {
      open(house, random);
      return;
    }
    Known known = cases.get(Math.max(0, cases.size() - 1 - random.nextInt(Math.min(4, cases.size()))));
    String ticket = pick(random, known);
    int step = random.nextInt(8) == 0 ? known.view.step() - 1 : known.view.step();
    int what = random.nextInt(kinds);
    if (known.view.state() == State.READY && random.nextInt(3) == 0) {
      what = known.purpose == Purpose.BINDING ? 9 : 11;
    }
    Instant before = house.clock.instant();
    Optional<Turn> turn = request(house, random, known, ticket, step, what);
    turn.ifPresent(it -> keep(house, known, ticket, it));
    check(house, known, what, before, passwordsBefore, passkeysBefore);
  }

  private void open(TestHouse house, SplittableRandom random) {
    String name = random.nextInt(8) == 0
        ? "nobody"
        : PEOPLE.get(random.nextInt(random.nextInt(2) == 0 ? 2 : PEOPLE.size()));
    Purpose purpose = switch (random.nextInt(8)) {
      case 0, 1 -> Purpose.ENROLLMENT;
      case 2, 3 -> Purpose.RECOVERY;
      case 4 -> Purpose.EXCEPTION;
      default -> Purpose.BINDING;
    };
    Turn opened = house.recovery().open(purpose, name, TestHouse.arrival());
    cases.add(new Known(purpose, name, opened, house.view(opened)));
  }

  /** Mostly the newest ticket; sometimes an old one, another case's, or rubbish. */
  private String pick(SplittableRandom random, Known known) {
    return switch (random.nextInt(12)) {
      case 0 -> known.tickets.getFirst();
      case 1 -> cases.get(random.nextInt(cases.size())).tickets.getLast();
      case 2 -> known.tickets.getLast() + "x";
      default -> known.tickets.getLast();
    };
  }

  private void keep(TestHouse house, Known known, String ticket, Turn turn) {
    Known owner = cases.stream().filter(it -> it.tickets.contains(ticket)).findFirst().orElse(known);
    CaseView view = house.view(turn);
    if (view.number().equals(owner.view.number())) {
      owner.view = view;
      if (!owner.tickets.contains(turn.ticket())) {
        owner.tickets.add(turn.ticket());
      }
    }
  }

  private Optional<Turn> request(
      TestHouse house, SplittableRandom random, Known known, String ticket, int step, int what) {
    Recovery recovery = house.recovery();
    Arrival arrival = TestHouse.arrival();
    boolean honest = random.nextInt(4) != 0;
    return switch (what) {
      case 0, 1, 2, 3 -> {
        Optional<SoftPasskey> passkey = honest
            ? Optional.ofNullable(passkeys.get(known.name))
            : passkeys.values().stream().findFirst();
        yield recovery
            .askPasskey(ticket)
            .flatMap(options -> passkey.map(it -> it.get(options)))
            .flatMap(answer -> recovery.provePasskey(ticket, step, answer, arrival))
            .map(it -> shown(house, known, Method.PASSKEY, it));
      }
      case 4, 5 ->
        recovery
            .provePassword(
                ticket, step, Secret.of(honest ? "Nordhafen-2026-" + known.name : "wrong wrong wrong"), arrival)
            .map(it -> shown(house, known, Method.DIRECTORY_PASSWORD, it));
      case 6 -> {
        Optional<Turn> turn = recovery.sendCode(ticket, step, random.nextInt(3), arrival);
        house.work();
        yield turn;
      }
      case 7 ->
        recovery
            .proveCode(ticket, step, Secret.of(honest ? code(house, known) : "AAAA-AAAA"), arrival)
            .map(it -> shown(house, known, Method.CONTACT_CODE, it));
      case 8 -> recovery.proveInvitation(ticket, step, Secret.of("0000"), arrival);
      case 9, 10 ->
        recovery.setPassword(
            ticket, step, Secret.of(honest ? "an entirely new password " + passwords++ : "short"), arrival);
      case 11 -> {
        var passkey = new SoftPasskey(random.nextInt());
        yield recovery
            .askNewPasskey(ticket)
            .map(passkey::create)
            .or(() -> Optional.of("{}"))
            .flatMap(answer -> recovery.bindPasskey(ticket, step, answer, "Another", arrival));
      }
      case 12 -> {
        house.clock.pass(Duration.ofMinutes(random.nextInt(1, 15)));
        yield recovery.resume(ticket, step, arrival);
      }
      case 13, 14, 15 ->
        recovery
            .proveRecoveryCode(ticket, step, Secret.of(honest ? saved(known.name) : "0000-0000"), arrival)
            .map(it -> shown(house, known, Method.RECOVERY_CODE, it));
      case 16 ->
        recovery.continuation(ticket, step).flatMap(it -> recovery.goOn(it, arrival));
      case 18, 19, 20, 21 ->
        recovery
            .proveDevice(ticket, step, computer(honest ? known.name : "h.brandt"), arrival)
            .map(it -> shown(house, known, Method.MANAGED_DEVICE, it));
      default -> random.nextInt(5) == 0 ? recovery.cancel(ticket, step) : recovery.extend(ticket, step);
    };
  }

  private ShownDevice computer(String name) {
    String number = Map.of("b.hansen", "NHL-1001", "g.jansen", "NHL-1002", "l.mueller", "NHL-9001")
        .getOrDefault(name, "NHL-1003");
    return new ShownDevice.Certificate(authority.issue(TestAuthority.Wish.computer(number)).certificate());
  }

  /** The next code of this person's sheet; rubbish when there is none left. */
  private String saved(String name) {
    List<String> left = sheets.getOrDefault(name, List.of());
    return left.isEmpty() ? "AAAA-AAAA" : left.removeFirst();
  }

  private static Turn shown(TestHouse house, Known known, Method method, Turn turn) {
    boolean accepted = house.view(turn).proofs().stream().anyMatch(it -> it.method() == method);
    if (accepted) {
      known.shown.put(method, house.clock.instant());
      known.first.putIfAbsent(method, house.clock.instant());
    }
    return turn;
  }

  private static String code(TestHouse house, Known known) {
    return house.outbox.stream()
        .filter(it -> it.kind() == Post.Kind.CODE && known.view.number().equals(it.values().get("number")))
        .reduce((first, second) -> second)
        .map(it -> it.values().get("code"))
        .orElse("BBBB-BBBB");
  }

  private void check(
      TestHouse house,
      Known known,
      int what,
      Instant before,
      Map<String, String> passwordsBefore,
      long passkeysBefore) {
    passwordsIn(house)
        .forEach(
            (name, value) -> {
              if (!value.equals(passwordsBefore.get(name))) {
                assertThat(what).as("only a claim changes a password").isBetween(9, 10);
                Known claimed = claimed(name);
                assertThat(claimed.purpose).isEqualTo(Purpose.BINDING);
                assertThat(claimed.shown.getOrDefault(Method.PASSKEY, Instant.EPOCH))
                    .as("a passkey was shown within ten minutes")
                    .isAfter(before.minus(Duration.ofMinutes(10)));
                assertThat(name).as("privileged people never").isNotEqualTo("c.albers");
                claimed.shown.clear();
              }
            });
    if (passkeysIn(house) != passkeysBefore) {
      assertThat(what).as("only a claim binds a passkey").isEqualTo(11);
      assertThat(known.purpose).isIn(Purpose.ENROLLMENT, Purpose.RECOVERY);
      assertThat(pair(known.purpose, known.shown.keySet())).as("two that do not open each other").isTrue();
      boolean waits = known.purpose == Purpose.RECOVERY && !known.shown.containsKey(Method.RECOVERY_CODE);
      assertThat(first(known)).as("a computer and a mailbox wait").isBefore(waits ? minutes(before, 30) : Instant.MAX);
    }
  }

  private static boolean pair(Purpose purpose, Set<Method> shown) {
    Method known = purpose == Purpose.RECOVERY ? Method.RECOVERY_CODE : Method.DIRECTORY_PASSWORD;
    boolean device = shown.contains(Method.MANAGED_DEVICE);
    return shown.containsAll(Set.of(known, Method.CONTACT_CODE))
        || device && shown.contains(known)
        || device && purpose == Purpose.RECOVERY && shown.contains(Method.CONTACT_CODE);
  }

  private static Instant minutes(Instant before, int minutes) {
    return before.minus(Duration.ofMinutes(minutes));
  }

  /** When the second of a pair of computer and mailbox was first there. */
  private static Instant first(Known known) {
    return Stream.of(Method.MANAGED_DEVICE, Method.CONTACT_CODE)
        .map(it -> known.first.getOrDefault(it, Instant.EPOCH))
        .max(Instant::compareTo)
        .orElseThrow();
  }

  private Known claimed(String name) {
    return cases.stream()
        .filter(it -> it.name.equals(name) && it.view.state() == State.COMPLETED)
        .reduce((first, second) -> second)
        .orElseThrow(() -> new AssertionError("the password of " + name + " changed and no case says so"));
  }

  private static Map<String, String> passwordsIn(TestHouse house) {
    var found = new HashMap<String, String>();
    for (String name : PEOPLE) {
      found.put(name, Given.value(house, name, "userPassword"));
    }
    return found;
  }

  private static long passkeysIn(TestHouse house) {
    return house.database.count("select count(*) from passkey where ended_at is null");
  }
}
