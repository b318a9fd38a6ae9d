package regain.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RoleNamesTest {
  /** RFC 2142 sections 3 to 5. */
  @Test
  void the_names_of_the_standard_are_among_them() {
    assertThat(RoleNames.with("")).contains(
        "info", "marketing", "sales", "support", "abuse", "noc", "security", "postmaster", "hostmaster", "usenet",
        "news", "webmaster", "www", "uucp", "ftp");
  }

  @Test
  void no_line_of_the_list_is_anything_but_names() {
    assertThat(RoleNames.with("")).allMatch(it -> it.matches("[a-z][a-z_-]*"));
  }

  @Test
  void what_the_operator_adds_is_among_them_in_small_letters() {
    assertThat(RoleNames.with("Kaffeekasse, schichtleitung")).contains("kaffeekasse", "schichtleitung", "info");
  }

  @Test
  void a_whole_address_stops_the_start() {
    assertThatThrownBy(() -> RoleNames.with("team@example.org")).hasMessageContaining("regain.contacts.role-names");
  }
}
