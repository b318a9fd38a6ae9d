package regain.passwords;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import regain.assurance.Requirement;
import regain.kernel.Secret;
import regain.recovery.port.PasswordScreen.Objection;

class BreachedPasswordsTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"1,false", "2,true", "3,false", "1000,true", "1000,false"})
  void every_line_is_found_and_nothing_else(int size, boolean crlf) throws Exception {
    String end = crlf ? "\r\n" : "\n";
    List<String> known = IntStream.range(0, size).mapToObj(it -> "breached password " + it).toList();
    String lines = known.stream().map(BreachedPasswordsTest::line).sorted().collect(Collectors.joining(end));

    for (String content : List.of(lines, lines + end)) {
      try (var list = BreachedPasswords.in(file(content))) {
        assertThat(known).allMatch(it -> list.contains(octets(it)));
        assertThat(known).noneMatch(it -> list.contains(octets(it + "x")));
      }
    }
  }

  @Test
  @Requirement("R-63B-3.1.1-c")
  void a_breached_password_is_refused_however_its_letters_are_typed() throws Exception {
    String breached = "Grüße von der Küste";
    try (var list = BreachedPasswords.in(file(line(breached)))) {
      var screening = new Screening(CommonPasswords.load(), list);

      assertThat(screening.objection(Secret.of(breached), Set.of())).contains(Objection.BREACHED);
      Secret decomposed = Secret.of(Normalizer.normalize(breached, Normalizer.Form.NFD));
      assertThat(screening.objection(decomposed, Set.of())).contains(Objection.BREACHED);
      assertThat(screening.objection(Secret.of(breached + "!"), Set.of())).isEmpty();
    }
  }

  @Test
  void without_a_list_nothing_is_breached() {
    assertThat(BreachedPasswords.none().configured()).isFalse();
    assertThat(BreachedPasswords.none().contains(octets("anything"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "password:1", "\n", "0123456789ABCDEF:3"})
  void a_file_that_is_no_such_list_stops_the_start(String content) {
    assertThatIllegalStateException().isThrownBy(() -> BreachedPasswords.in(file(content)));
  }

  @Test
  void a_list_that_is_not_sorted_stops_the_start() {
    List<String> lines = IntStream.range(0, 9).mapToObj(it -> line("password " + it)).sorted(Collections.reverseOrder())
        .toList();

    assertThatIllegalStateException().isThrownBy(() -> BreachedPasswords.in(file(String.join("\n", lines))));
  }

  @Test
  void a_file_that_is_not_there_stops_the_start() {
    assertThatIllegalStateException().isThrownBy(() -> BreachedPasswords.in(folder.resolve("missing")));
  }

  private Path file(String content) throws IOException {
    return Files.writeString(folder.resolve("breached.txt"), content);
  }

  private static String line(String password) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-1").digest(octets(password));
      return HexFormat.of().withUpperCase().formatHex(hash) + ":" + password.length();
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private static byte[] octets(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
