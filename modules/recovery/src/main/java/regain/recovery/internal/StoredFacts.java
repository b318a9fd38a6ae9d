package regain.recovery.internal;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import regain.policy.Facts;

/** The facts of a decision as they are kept with the case, to the nanosecond, so that it can be decided again. */
final class StoredFacts {
  private static final ObjectMapper JSON = JsonMapper.builder()
      .addModule(new JavaTimeModule())
      .addModule(new Jdk8Module())
      .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
      // What is not there is not written: an older node reads no name that it does not know.
      .defaultPropertyInclusion(JsonInclude.Value.construct(JsonInclude.Include.NON_ABSENT, JsonInclude.Include.ALWAYS))
      .build();

  private StoredFacts() {}

  static String write(Facts facts) {
    try {
      return JSON.writeValueAsString(facts);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("facts are records of plain values", impossible);
    }
  }

  static Facts read(String text) {
    try {
      return JSON.readValue(text, Facts.class);
    } catch (JsonProcessingException broken) {
      throw new IllegalStateException("the facts of a case cannot be read", broken);
    }
  }
}
