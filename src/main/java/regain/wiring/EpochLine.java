package regain.wiring;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import regain.audit.History.Mark;
import regain.kernel.Ending;

/** A line of the epoch file: words with blanks in between, each encoded so that it holds none. */
sealed interface EpochLine {
  List<String> words();

  /** From when on it is known here what ended. */
  record From(Instant since) implements EpochLine {
    @Override
    public List<String> words() {
      return List.of("from", since.toString());
    }
  }

  /** The epoch in which the database was last seen. */
  record Epoch(UUID id) implements EpochLine {
    @Override
    public List<String> words() {
      return List.of("epoch", id.toString());
    }
  }

  /** How far the trail had come. */
  record Marked(Mark mark) implements EpochLine {
    @Override
    public List<String> words() {
      return List.of("mark", Long.toString(mark.position()), mark.digest(), mark.at().toString());
    }
  }

  /** Something that ended. */
  record Ended(Ending ending) implements EpochLine {
    @Override
    public List<String> words() {
      var words = new ArrayList<>(List.of("ended", ending.kind(), ending.what(), ending.at().toString()));
      words.addAll(ending.more());
      return words;
    }
  }

  default String text() {
    return words().stream().map(it -> URLEncoder.encode(it, StandardCharsets.UTF_8)).collect(Collectors.joining(" "));
  }

  /** @throws RuntimeException when it is no such line; which kind depends on what is wrong with it */
  static EpochLine read(String text) {
    List<String> words = Arrays.stream(text.split(" ", -1))
        .map(it -> URLDecoder.decode(it, StandardCharsets.UTF_8))
        .toList();
    return switch (words.getFirst()) {
      case "from" -> new From(Instant.parse(words.get(1)));
      case "epoch" -> new Epoch(UUID.fromString(words.get(1)));
      case "mark" -> new Marked(new Mark(Long.parseLong(words.get(1)), words.get(2), Instant.parse(words.get(3))));
      case "ended" -> new Ended(
          new Ending(words.get(1), words.get(2), Instant.parse(words.get(3)), words.subList(4, words.size())));
      default -> throw new IllegalArgumentException("no line of an epoch file");
    };
  }
}
