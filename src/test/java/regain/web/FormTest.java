package regain.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormTest {
  @Test
  void fields_are_utf_8_and_keep_every_blank() {
    Form form = parse("name=Ren%C3%A9e+Wei%C3%9F&password=+a%2Bb%26c%3Dd+&empty=");

    assertThat(form.text("name")).isEqualTo("Renée Weiß");
    assertThat(form.text("password")).isEqualTo(" a+b&c=d ");
    assertThat(form.text("empty")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a=1&a=2", "a=1&%61=2", "a", "a=%", "a=%4", "a=%zz", "a=%ff", "a=%C3", "=1&=2", "a=%00",
      "%00=a", "a=1%C0%80"})
  void c_5_what_two_readers_could_read_in_two_ways_is_not_read(String body) {
    assertThatThrownBy(() -> parse(body)).isInstanceOf(Form.Unreadable.class);
  }

  @Test
  void a_missing_field_and_a_broken_number_are_unreadable() {
    Form form = parse("step=1x");

    assertThatThrownBy(() -> form.text("csrf")).isInstanceOf(Form.Unreadable.class);
    assertThatThrownBy(() -> form.number("step")).isInstanceOf(Form.Unreadable.class);
  }

  @Test
  void a_form_never_prints_what_was_typed() {
    assertThat(parse("password=hunter2hunter2")).hasToString("Form [password]");
  }

  private static Form parse(String body) {
    return Form.parse(body.getBytes(StandardCharsets.ISO_8859_1));
  }
}
