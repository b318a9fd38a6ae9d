package regain.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.Entry;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DemoPeopleTest {
  private static final Instant START = Instant.parse("2026-11-23T08:00:00Z");

  private final List<DemoPerson> all = DemoPeople.read().all();

  @Test
  void about_fifty_people_have_names_of_their_own() {
    assertThat(all).hasSizeBetween(45, 60);
    assertThat(all).extracting(DemoPerson::uid).doesNotHaveDuplicates();
    assertThat(all).extracting(DemoPerson::id).doesNotHaveDuplicates();
  }

  @Test
  void every_supervisor_is_there_and_the_chain_ends() {
    var people = DemoPeople.read();
    for (DemoPerson each : all) {
      var seen = new HashSet<String>();
      for (var next = Optional.of(each.uid()); next.isPresent(); next = people.person(next.get()).manager()) {
        assertThat(seen.add(next.get())).as("%s is above themselves", each.uid()).isTrue();
      }
    }
  }

  @Test
  void a_password_has_fifteen_characters_or_more() {
    assertThat(all).allMatch(it -> it.initialPassword().length() >= 15);
  }

  @Test
  void an_id_is_the_same_at_every_start() {
    assertThat(DemoPeople.read().person("b.hansen").id()).hasToString("a07c2810-45a1-34f2-8faa-51ab459a29d1");
  }

  @Test
  void contracts_run_from_whenever_the_demo_starts() {
    Entry runs = DemoPeople.read().person("k.tanaka").entry(START);
    Entry ended = DemoPeople.read().person("d.oconnell").entry(START);

    assertThat(runs.getAttributeValue("schacExpiryDate")).isEqualTo("20270522080000Z");
    assertThat(ended.getAttributeValue("schacExpiryDate")).isEqualTo("20261113080000Z");
  }

  @Test
  void everybody_is_good_for_something() {
    assertThat(all).noneMatch(it -> it.goodFor().isBlank());
  }
}
