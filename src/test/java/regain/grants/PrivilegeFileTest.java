package regain.grants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import regain.privileged.Entitlement;
import regain.privileged.port.PrivilegePolicy;
import regain.privileged.port.SharedSecret;

/** The file of privilege says all of it, or the house does not start. */
class PrivilegeFileTest {
  private static final String WHOLE = """
      {"targets": [{"name": "orders", "kind": "postgresql", "user": "grants", "password-file": "p", "url": "u",
                    "provisioned-by": ["dba"]},
                   {"name": "cranes", "kind": "openssh", "host": "h"}],
       "entitlements": [
         {"name": "support", "target": "orders", "is": "jit_orders", "says": "Mend orders", "asked-by": ["operators"],
          "approved-by": ["owners"], "longest": "PT1H"},
         {"name": "crane", "target": "cranes", "is": "crane", "says": "The cranes", "asked-by": ["operators"],
          "approved-by": ["owners"], "longest": "PT1H", "prompts": [{"name": "ssh-key", "says": "Your key"}]}],
       "recovery": {"says": "Recovery", "approved-by": ["owners"]},
       "shared": [{"name": "shop", "target": "orders", "is": "shop", "says": "Password of the shop",
                   "known-by": ["support"]}]}
      """;

  @TempDir private Path folder;

  private PrivilegePolicy read(String text) throws IOException {
    return PrivilegeFile.read(Files.writeString(folder.resolve("privileges.json"), text)).policy();
  }

  @Test
  void what_is_not_said_is_as_the_documents_say() throws IOException {
    PrivilegePolicy policy = read(WHOLE);

    Entitlement support = policy.named("support").orElseThrow();
    assertThat(support.reviewed()).isTrue();
    assertThat(support.answeredWithin()).isEqualTo(Duration.ofHours(4));
    assertThat(policy.recovery().orElseThrow().delay()).isEqualTo(Duration.ofHours(24));
    assertThat(policy.shared()).containsExactly(
        new SharedSecret("shop", "orders", "shop", "Password of the shop", Set.of("support"), Duration.ofMinutes(1)));
    assertThat(policy.knownBy(support)).hasSize(1);
    assertThat(policy.knownBy(policy.named("crane").orElseThrow())).isEmpty();
  }

  @Test
  void groups_that_nobody_has_set_up_are_named() throws IOException {
    PrivilegeFile file = PrivilegeFile.read(Files.writeString(folder.resolve("privileges.json"), WHOLE));

    assertThat(file.unknown(Set.of("operators", "owners", "dba"))).isEmpty();
    assertThat(file.unknown(Set.of())).containsExactly("dba", "operators", "owners");
    assertThat(file.policy().canProvision(Set.of("dba", "owners"), "orders")).isTrue();
    assertThat(file.policy().canProvision(Set.of("owners"), "orders")).isFalse();
    assertThat(file.policy().canProvision(Set.of("dba"), "cranes")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Owners", "OWNERS", " owners", "owners ", "owner\u017f"})
  void pam_8_a_group_that_is_written_another_way_is_one_that_there_is_not(String group) throws IOException {
    for (String where : new String[]{"\"approved-by\": [\"owners\"], \"longest\"",
        "\"Recovery\", \"approved-by\": [\"owners\"]"}) {
      assertThat(WHOLE.replaceAll("\\s+", " ")).contains(where);
      String text = WHOLE.replaceAll("\\s+", " ").replace(where, where.replace("owners", group));
      PrivilegeFile file = PrivilegeFile.read(Files.writeString(folder.resolve("privileges.json"), text));
      assertThat(file.unknown(Set.of("operators", "owners", "dba"))).containsExactly(group);
      assertThat(file.policy().canProvision(Set.of("Dba", "dba "), "orders")).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      "kind": "openssh"      | "kynd": "openssh"        | kynd
      "longest": "PT1H"      | "longest": "PT13H"       | at most
      "longest": "PT1H"      | "longest": "an hour"     | cannot be parsed
      "target": "cranes"     | "target": "crates"       | a target that there is not
      "target": "cranes"     | "target": "Cranes"       | a target that there is not
      "target": "cranes"     | "target": "cranes "      | a target that there is not
      "name": "crane"        | "name": "Support"        | a name is small letters
      "name": "crane"        | "name": "support "       | a name is small letters
      "name": "crane"        | "name": "support"        | one name
      "name": "ssh-key"      | "name": "the-key"        | ssh-key
      "name": "orders"       | "name": "regain"         | regain
      "known-by": ["support"] | "known-by": ["crane"]    | not on its target
      "is": "shop"           | "is": "shop", "overlap": "PT2H" | works on for at most
      "is": "shop"           | "is": ""                 | say what it is
      "says": "Recovery"     | "says": "Recovery", "delay": "P31D" | delay
      "recovery": {          | "recovery": {"says": "twice",       | Duplicate
      """)
  void what_cannot_be_right_stops_the_start_and_says_why(String right, String wrong, String why) {
    assertThat(WHOLE).contains(right);
    assertThatThrownBy(() -> read(WHOLE.replace(right, wrong))).isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("regain.privileged.file").hasMessageContaining(why);
  }

  @Test
  void one_that_cannot_be_read_stops_the_start() {
    assertThatThrownBy(() -> PrivilegeFile.read(folder.resolve("nowhere"))).hasMessageContaining("cannot be read");
    assertThatThrownBy(() -> read(WHOLE + "{}")).isInstanceOf(IllegalStateException.class);
  }
}
