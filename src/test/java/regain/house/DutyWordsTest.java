package regain.house;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.inject.Any;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import regain.duties.DutyHandler;

/** A reviewer reads what is still owed in words, whatever it is. */
class DutyWordsTest {
  @ParameterizedTest
  @ValueSource(strings = {"en", "de"})
  void every_kind_of_duty_has_words(String language) {
    try (var house = new TestHouse()) {
      List<String> kinds = house.beans().createInstance().select(DutyHandler.class, Any.Literal.INSTANCE).stream()
          .map(DutyHandler::kind)
          .toList();
      var words = ResourceBundle.getBundle("messages", Locale.forLanguageTag(language));

      assertThat(kinds).hasSizeGreaterThan(20).allMatch(it -> words.containsKey("duty." + it));
    }
  }
}
