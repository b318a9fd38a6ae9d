package regain.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.jupiter.api.Test;
import regain.assurance.Requirement;
import regain.enrollment.Mask;
import regain.enrollment.port.Account;
import regain.enrollment.port.Directory;
import regain.enrollment.port.Post;
import regain.kernel.Secret;
import regain.policy.Fact;
import regain.policy.Purpose;
import regain.recovery.Recovery;
import regain.recovery.Recovery.Turn;
import regain.recovery.Refusal;
import regain.recovery.Repudiation;
import regain.strange.Strange;

/** What no browser sends: tickets, links and answers of passkeys that were changed, cut or made up. */
class StrangeInputTest {
  private static final int TIMES = Strange.times(400);
  /** What is read of an entry, and of whose. A contract's end is a time by the schema already, and nothing else is kept there. */
  private static final Map<String, String> SAID = Map.of(
      "displayName", "g.jansen",
      "mail", "g.jansen",
      "preferredLanguage", "g.jansen",
      "manager", "g.jansen",
      "employeeType", "g.jansen",
      "shadowExpire", "s.wendt");

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void no_changed_answer_of_a_passkey_breaks_a_case(long seed) {
    var random = new SplittableRandom(seed);
    try (var house = new TestHouse(seed)) {
      SoftPasskey passkey = Journey.enrol(house, "b.hansen", "Nordhafen-2026-b.hansen", "birte.hansen@posteo.example");
      Recovery recovery = house.recovery();
      Journey journey = Journey.open(house, Purpose.BINDING, "b.hansen");
      for (int i = 0; i < TIMES; i++) {
        String answer = passkey.get(recovery.askPasskey(journey.ticket).orElseThrow());
        String strange = random.nextInt(5) == 0 ? answer.substring(answer.length() / 2) : Strange.text(random, answer);

        Optional<Turn> turn = recovery.provePasskey(journey.ticket, journey.view.step(), strange, journey.arrival);

        // A character that nothing signs may change: then the proof counts, and the next case begins.
        if (house.view(turn.orElseThrow()).proofs().isEmpty()) {
          journey.look();
        } else {
          journey = Journey.open(house, Purpose.BINDING, "b.hansen");
        }
      }
      assertThat(journey.look().view.number()).isNotEmpty();
      assertThat(house.binds("b.hansen", "Nordhafen-2026-b.hansen")).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"AQID", "MAYCAQECAQ", "MAA", "AA"})
  void rt_23_bytes_that_are_no_signature_are_a_proof_that_failed(String bytes) {
    try (var house = new TestHouse()) {
      SoftPasskey passkey = Journey.enrol(house, "b.hansen", "Nordhafen-2026-b.hansen", "birte.hansen@posteo.example");
      Journey journey = Journey.open(house, Purpose.BINDING, "b.hansen");
      String answer = passkey.get(house.recovery().askPasskey(journey.ticket).orElseThrow());
      String strange = answer.replaceAll("\"signature\":\"[^\"]*\"", "\"signature\":\"" + bytes + "\"");
      assertThat(strange).isNotEqualTo(answer);

      Optional<Turn> turn = house.recovery()
          .provePasskey(journey.ticket, journey.view.step(), strange, journey.arrival);

      assertThat(house.view(turn.orElseThrow()).refusal()).contains(Refusal.DOES_NOT_FIT);
      assertThat(house.database.count("select count(*) from audit_event where type = 'ProofFailed'")).isOne();
    }
  }

  private static final List<String> CODES = List.of(
      "", " ", "0", "\u0000", "\ud800", "\u0660\u0661", "\uff10", "RG-", "RG-\u00007K4M2QX", "-".repeat(20_000),
      "\u2028",
      "7".repeat(20_000), "\u00df", "\u0130", "'; --", "%00");

  /** Codes that nobody was sent, numbers of pages that are not there, contacts that are not on them. */
  @ParameterizedTest
  @ValueSource(longs = {6, 7})
  void no_strange_code_and_no_strange_number_breaks_a_case_or_proves_anything(long seed) {
    try (var house = new TestHouse(seed)) {
      Recovery recovery = house.recovery();
      var code = new String[1];
      var journey = new Journey[1];
      Strange.each(seed, TIMES / 2, (random, number) -> {
        if (number % 50 == 0) {
          house.clock.pass(Duration.ofDays(1));
          journey[0] = Journey.open(house, Purpose.ENROLLMENT, "b.hansen").password("Nordhafen-2026-b.hansen").send(0);
          code[0] = house.newest(Post.Kind.CODE, "birte.hansen@posteo.example", "code");
        }
        Journey now = journey[0].look();
        Secret typed = Secret.of(code(random, code[0]));
        int[] numbers = {now.view.step(), now.view.step(), 0, -1, Integer.MAX_VALUE, Integer.MIN_VALUE};
        int step = numbers[random.nextInt(numbers.length)];
        Optional<Turn> turn = switch (random.nextInt(6)) {
          case 0 -> recovery.proveCode(now.ticket, step, typed, now.arrival);
          case 1 -> recovery.proveRecoveryCode(now.ticket, step, typed, now.arrival);
          case 2 -> recovery.proveInvitation(now.ticket, step, typed, now.arrival);
          case 3 -> recovery.goOn(typed, now.arrival);
          case 4 -> recovery.sendCode(now.ticket, step, numbers[random.nextInt(numbers.length)], now.arrival);
          default -> recovery.extend(now.ticket, step);
        };

        turn.ifPresent(it -> assertThat(house.view(it).proofs()).hasSize(1));
      });
      assertThat(house.database.count("select count(*) from audit_event where type = 'ProofFailed'")).isPositive();
    }
  }

  /** One that was never sent: a real one with at least one letter that is none of its kind. */
  private static String code(SplittableRandom random, String sent) {
    String strange = CODES.get(random.nextInt(CODES.size()));
    int at = random.nextInt(sent.length());
    return switch (random.nextInt(3)) {
      case 0 -> strange;
      case 1 -> sent.substring(0, at) + "U" + sent.substring(at) + strange;
      default -> sent.substring(0, at) + Strange.text(random, strange);
    };
  }

  /** Values that no directory should hold: what is read of them is an account or no answer, and nobody is let in by them. */
  @ParameterizedTest
  @ValueSource(longs = {4, 5})
  void whatever_the_directory_says_of_somebody_is_read_or_is_no_answer(long seed) {
    var random = new SplittableRandom(seed);
    try (var house = new TestHouse(seed)) {
      Directory directory = house.part(Directory.class);
      var kept = new HashSet<String>();
      List<String> attributes = SAID.keySet().stream().sorted().toList();
      for (int i = 0; i < TIMES; i++) {
        String attribute = attributes.get(random.nextInt(attributes.size()));
        String name = SAID.getOrDefault(attribute, "");
        String before = Given.value(house, name, attribute);
        if (Given.says(house, name, attribute, strange(random, before))) {
          kept.add(attribute);
        }

        Fact<Optional<Account>> read = directory.named(name);

        assertThat(read.unavailableNow() || read.known().flatMap(it -> it).isPresent()).isTrue();
        Journey.open(house, Purpose.ENROLLMENT, name);
        house.work();
        Given.says(house, name, attribute, before);
      }
      assertThat(kept).isEqualTo(SAID.keySet());
      assertThat(directory.named("g.jansen").known().flatMap(it -> it)).isPresent();
    }
  }

  private static String[] strange(SplittableRandom random, String text) {
    return switch (random.nextInt(5)) {
      case 0 -> new String[]{"x".repeat(1 + random.nextInt(20_000))};
      case 1 -> new String[]{Strange.text(random, text), Strange.text(random, text) + "2"};
      case 2 -> new String[]{" "};
      case 3 -> new String[]{"9".repeat(1 + random.nextInt(20))};
      default -> new String[]{Strange.text(random, text) + "@"};
    };
  }

  @Test
  @Requirement("R-WSTG-ATHN-09")
  void no_changed_ticket_and_no_changed_link_opens_anything() {
    var random = new SplittableRandom(3);
    try (var house = new TestHouse(3)) {
      Journey journey = Journey.open(house, Purpose.BINDING, "b.hansen");
      List<String> strange = new ArrayList<>(List.of("", ".", "a".repeat(10_000), "\u0000", journey.ticket + " "));
      for (int i = 0; i < TIMES; i++) {
        strange.add(Strange.text(random, journey.ticket));
      }
      strange.remove(journey.ticket);

      for (String each : strange) {
        assertThat(each.equals(journey.ticket) || house.recovery().look(each).isEmpty()).as(each).isTrue();
        assertThat(house.part(Repudiation.class).look(each)).as(each).isEmpty();
      }
      assertThat(house.recovery().look(journey.ticket)).isPresent();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a@b.example", "ab@bc.example", "abc@abc.de", "@example.org", "a@b", "a", ""})
  void d_8_short_parts_of_an_address_are_hidden_whole(String address) {
    String shown = Mask.address(address);

    assertThat(shown.replaceAll("\\.[a-z]+$", "")).matches("•••(@•••)?|•••@ex•••");
  }

  @Test
  void d_8_two_addresses_of_one_shape_are_shown_alike_however_long_they_are() {
    assertThat(Mask.address("annika.b@posteo.example")).isEqualTo("an•••@po•••.example")
        .isEqualTo(Mask.address("andreas.von.der.heide@post-und-mehr.example"));
  }
}
