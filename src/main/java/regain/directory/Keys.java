package regain.directory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import regain.kernel.Secret;

/** Reads {@code regain.directory.*}. A wrong value is an {@link IllegalStateException} that names the key. */
record Keys(Function<String, Optional<String>> source) {
  private static final String PREFIX = "regain.directory.";

  Optional<String> text(String key) {
    return source.apply(PREFIX + key).map(String::strip).filter(it -> !it.isEmpty());
  }

  String required(String key) {
    return text(key).orElseThrow(() -> new IllegalStateException(PREFIX + key + " is not set"));
  }

  List<Url> urls(String key) {
    return split(required(key)).stream().map(it -> checked(key, it, Url::parse)).toList();
  }

  List<String> words(String key, String otherwise) {
    return split(text(key).orElse(otherwise));
  }

  Optional<Condition> condition(String key) {
    return text(key).map(it -> checked(key, it, Condition::parse));
  }

  Condition requiredCondition(String key) {
    return checked(key, required(key), Condition::parse);
  }

  Duration duration(String key, Duration otherwise) {
    Duration value = text(key).map(it -> checked(key, it, Keys::toDuration)).orElse(otherwise);
    if (!value.isPositive() || value.compareTo(Duration.ofMinutes(1)) > 0) {
      throw new IllegalStateException(PREFIX + key + " has to be more than nothing and at most PT1M");
    }
    return value;
  }

  int number(String key, int otherwise) {
    int value = text(key).map(it -> checked(key, it, Integer::parseInt)).orElse(otherwise);
    if (value < 1 || value > 1000) {
      throw new IllegalStateException(PREFIX + key + " has to be from 1 to 1000");
    }
    return value;
  }

  /** From {@code key-file}, the first line without its end, or else from the key itself. */
  Secret secret(String key) {
    String inFile = key + "-file";
    return text(inFile).map(it -> fromFile(inFile, Path.of(it))).orElseGet(() -> Secret.of(required(key)));
  }

  private static Secret fromFile(String key, Path file) {
    try (var lines = Files.lines(file)) {
      return lines
          .findFirst()
          .filter(it -> !it.isEmpty())
          .map(Secret::of)
          .orElseThrow(() -> new IllegalStateException(PREFIX + key + " names an empty file"));
    } catch (IOException unreadable) {
      throw new IllegalStateException(PREFIX + key + " names a file that cannot be read: " + file, unreadable);
    }
  }

  private static Duration toDuration(String text) {
    try {
      return Duration.parse(text);
    } catch (DateTimeParseException wrong) {
      throw new IllegalArgumentException("no ISO 8601 duration such as PT5S", wrong);
    }
  }

  private static <T> T checked(String key, String value, Function<String, T> parser) {
    try {
      return parser.apply(value);
    } catch (IllegalArgumentException wrong) {
      throw new IllegalStateException(PREFIX + key + ": " + wrong.getMessage(), wrong);
    }
  }

  private static List<String> split(String words) {
    return Arrays.stream(words.split("[\\s,]+")).filter(it -> !it.isEmpty()).toList();
  }
}
