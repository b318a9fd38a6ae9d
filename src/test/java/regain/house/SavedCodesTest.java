package regain.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import regain.assurance.Requirement;
import regain.kernel.Arrival;
import regain.policy.Purpose;

/** The secrets that people keep on paper: long enough, and written down nowhere here. */
class SavedCodesTest {
  private static final String MAILBOX = "birte.hansen@posteo.example";
  private static final Arrival STRANGE = TestHouse.arrival("203.0.113.9");
  private static final String SIGN = "[0-9A-HJKMNP-TV-Z]";

  private TestHouse house;
  private List<String> codes;

  @BeforeEach
  void build() {
    house = new TestHouse();
    SoftPasskey passkey = Journey.enrol(house, "b.hansen", "Nordhafen-2026-b.hansen", MAILBOX);
    house.clock.pass(Duration.ofHours(73));
    codes = SignedIn.with(house, passkey).codes();
  }

  @AfterEach
  void close() {
    house.close();
  }

  /** What is secret of a code, without the part by which it is found. */
  private static String secret(String code, int selector) {
    return code.replace("-", "").substring(selector);
  }

  @Test
  @Requirement({"R-63B-4.2.1.1-a", "R-63B-3.1.2-c", "R-WSTG-ATHN-10/11"})
  void a_saved_code_has_26_secret_signs_of_five_bits_each() {
    assertThat(codes).hasSize(10).doesNotHaveDuplicates().allMatch(it -> secret(it, 4).matches(SIGN + "{26}"));
  }

  @Test
  @Requirement({"R-63B-4.2.1.1-c", "R-63B-3.1.2-c"})
  void no_saved_code_is_anywhere_in_the_database_before_or_after_its_use() {
    Journey.open(house, Purpose.RECOVERY, "b.hansen").saved(codes.getFirst());

    String everything = house.database.everything();
    assertThat(everything).contains(codes.getFirst().substring(0, 4));
    assertThat(codes).noneMatch(it -> everything.contains(it) || everything.contains(secret(it, 4)));
  }

  @Test
  @Requirement("R-63A-3.9-a")
  void a_continuation_code_has_16_secret_signs_and_is_not_in_the_database() {
    Journey waiting = Journey.open(house, Purpose.RECOVERY, "b.hansen", STRANGE).saved(codes.getFirst()).send(0)
        .code(MAILBOX);
    String code = house.recovery().continuation(waiting.ticket, waiting.view.step()).orElseThrow().open(String::new);

    assertThat(secret(code, 8)).matches(SIGN + "{16}");
    assertThat(house.database.everything()).doesNotContain(code, secret(code, 8));
  }
}
