package regain.wiring;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;
import regain.audit.History;
import regain.audit.History.Mark;
import regain.kernel.Chance;
import regain.kernel.Ending;
import regain.kernel.Endings;
import regain.kernel.Keyring;
import regain.kernel.Transactions;
import regain.recovery.Restoration;

/**
 * Notices that an older database was put back, and sees to it that nothing lives again. Beside the keys lies a file
 * ({@code regain.epoch.file}) that follows the database: the epoch, how far the trail had come, what ended. At the start,
 * before anything is served, and every second, the two are compared. A database that lacks what the file has seen is older
 * than the world: whatever is open in it is closed, and what had ended is ended again. A file that lacks what the database
 * has is behind, and follows.
 */
@ApplicationScoped
class RestoreWatch implements Runnable {
  private static final Logger LOG = System.getLogger(RestoreWatch.class.getName());
  private static final String FILE = "epoch";
  /** Longer than any transaction: what it stamped when it began can be seen only when it ends. */
  private static final Duration OVERLAP = Duration.ofMinutes(2);
  /** What most transactions take: so far back most looks look, because the whole overlap is a lot to read each second. */
  private static final Duration USUALLY = Duration.ofSeconds(5);
  /** Between two looks at the whole overlap. */
  private static final Duration BETWEEN_WHOLE = Duration.ofSeconds(30);
  /** A mark is written at most so often, unless something ended. */
  private static final Duration BETWEEN_MARKS = Duration.ofSeconds(5);

  /** After so many looks in vain this node takes no requests: what it ends, nobody would remember. */
  static final int MOST_IN_VAIN = 30;
  /** Before, it is said once; a single look in vain, because another node was at it, is nothing. */
  private static final int SOME_IN_VAIN = 5;

  private final EpochFile file;
  private final EpochComparison comparison;
  private final Restoration restoration;
  private final History history;
  private final Transactions transactions;
  private final InstantSource clock;
  private final Chance chance;
  private Optional<Instant> looked = Optional.empty();
  /** When the whole overlap was last looked at. */
  private Optional<Instant> whole = Optional.empty();
  private Optional<Instant> marked = Optional.empty();
  private Optional<Mark> before = Optional.empty();
  private final AtomicInteger inVain = new AtomicInteger();

  /** For the container's proxy, which uses none of it. */
  @SuppressWarnings("NullAway")
  RestoreWatch() {
    this.file = null;
    this.comparison = null;
    this.restoration = null;
    this.history = null;
    this.transactions = null;
    this.clock = null;
    this.chance = null;
  }

  @Inject
  RestoreWatch(
      Config config,
      Keyring keyring,
      EpochComparison comparison,
      Restoration restoration,
      History history,
      Transactions transactions,
      InstantSource clock,
      Chance chance) {
    this.file = new EpochFile(place(config), keyring);
    this.comparison = comparison;
    this.restoration = restoration;
    this.history = history;
    this.transactions = transactions;
    this.clock = clock;
    this.chance = chance;
  }

  private static Path place(Config config) {
    return config.getOptionalValue("regain.epoch.file", String.class)
        .filter(it -> !it.isBlank())
        .map(Path::of)
        .orElseGet(() -> Path.of(config.getValue("regain.keys.file", String.class)).resolveSibling(FILE));
  }

  /** After the migrations, and before founding, the worker and the first request. */
  void start(@Observes @Priority(100) Startup event) {
    looked = Optional.empty();
    whole = Optional.empty();
    file.alone(this::look);
  }

  /** A look in between. No failure may end them, not even one of memory: the next one tries again. */
  @Override
  public void run() {
    try {
      file.aloneOrNotAtAll(this::look);
      inVain.set(0);
    } catch (RuntimeException | Error broken) {
      int times = inVain.incrementAndGet();
      if (times == SOME_IN_VAIN || times == MOST_IN_VAIN) {
        LOG.log(Level.WARNING, "The epoch file does not follow the database: {0}", why(broken));
      }
    }
  }

  /** Sentences of ours are for the log; of other failures the kind is. */
  private static String why(Throwable broken) {
    return broken instanceof UnsafeSettingsException said && said.getMessage() != null
        ? said.getMessage()
        : broken.getClass().getSimpleName();
  }

  /** How many looks in a row have failed. */
  int inVain() {
    return inVain.get();
  }

  private boolean look(EpochBook book) {
    if (file.exists()) {
      compare(book);
    } else {
      begin();
    }
    return true;
  }

  /** A database that never had an epoch gets one, and the file with it. */
  private void begin() {
    transactions.run(
        () -> {
          if (restoration.epoch().isPresent()) {
            throw new UnsafeSettingsException(
                "regain.epoch.file is not there, and the database was used with one: put it back as " + file.path()
                    + ", from another node or from where it is kept; if it is lost, follow \"the epoch file is lost\""
                    + " in the handbook");
          }
          UUID epoch = chance.uuid();
          restoration.found(epoch);
          Instant since = clock.instant().minus(Endings.LONGEST);
          file.replace(follow(new EpochBook(), since, Optional.of(epoch)));
        });
  }

  /** All that a new file holds. */
  private List<EpochLine> follow(EpochBook empty, Instant since, Optional<UUID> epoch) {
    empty.take(new EpochLine.From(since));
    epoch.map(EpochLine.Epoch::new).ifPresent(empty::take);
    restoration.endedSince(since).forEach(it -> empty.take(new EpochLine.Ended(it)));
    history.newest().ifPresent(it -> empty.take(new EpochLine.Marked(it)));
    return empty.inShort(since, it -> true);
  }

  private void compare(EpochBook book) {
    News news = transactions.begin(() -> news(book));
    if (book.saidByHand() || news.begin() || book.isLong(news.at().minus(Endings.LONGEST))) {
      news.lines().forEach(book::take);
      shorten(book);
    } else {
      file.append(news.lines());
    }
    looked = Optional.of(news.at());
    whole = news.whole().or(() -> whole);
  }

  /** What the file has to say from now on, as of one moment. */
  private record News(Instant at, Optional<Instant> whole, List<EpochLine> lines) {
    /** Whether there is a new epoch. */
    boolean begin() {
      return lines.stream().anyMatch(EpochLine.Epoch.class::isInstance);
    }
  }

  private void shorten(EpochBook book) {
    Instant now = clock.instant();
    Instant since = book.from().isPresent() ? now.minus(Endings.LONGEST) : now;
    file.replace(book.inShort(since, it -> restoration.counts(it, now)));
  }

  /** Joins the transaction. */
  private News news(EpochBook book) {
    Instant now = clock.instant();
    var news = new ArrayList<EpochLine>();
    UUID epoch = comparison.epoch(book);
    if (!book.epoch().equals(Optional.of(epoch))) {
      news.add(new EpochLine.Epoch(epoch));
    }
    Optional<Mark> newest = history.newest();
    boolean quiet = news.isEmpty() && isQuiet(newest, now);
    boolean all = looked.isEmpty() || whole.filter(it -> now.isBefore(it.plus(BETWEEN_WHOLE))).isEmpty();
    if (!quiet) {
      ended(book, since(book, now, all)).map(EpochLine.Ended::new).forEach(news::add);
    }
    mark(book, now, newest, !news.isEmpty()).map(EpochLine.Marked::new).ifPresent(news::add);
    before = newest;
    return quiet
        ? new News(looked.orElse(now), Optional.empty(), news)
        : new News(now, all ? Optional.of(now) : Optional.empty(), news);
  }

  /**
   * Whatever ends has an entry in the trail. When that has stood still for longer than a transaction lasts, and the whole
   * overlap was looked at since, nothing ended.
   */
  private boolean isQuiet(Optional<Mark> newest, Instant now) {
    return newest.equals(before)
        && newest.filter(it -> it.at().plus(OVERLAP).isAfter(now)).isEmpty()
        && whole.filter(it -> newest.filter(mark -> mark.at().plus(OVERLAP).isAfter(it)).isEmpty()).isPresent();
  }

  /** A look at the whole overlap, now and then, finds what a slow transaction had stamped before the look that missed it. */
  private Instant since(EpochBook book, Instant now, boolean all) {
    return all
        ? whole.map(it -> it.minus(OVERLAP)).or(book::from).orElse(now.minus(Endings.LONGEST))
        : looked.orElse(now).minus(USUALLY);
  }

  private Stream<Ending> ended(EpochBook book, Instant since) {
    return restoration.endedSince(since).stream().filter(it -> !book.knows(it));
  }

  /** The newest entry when there is other news; else what the look before this one saw, so that it is surely on the disk. */
  private Optional<Mark> mark(EpochBook book, Instant now, Optional<Mark> newest, boolean atOnce) {
    boolean due = marked.filter(it -> now.isBefore(it.plus(BETWEEN_MARKS))).isEmpty();
    Optional<Mark> next = atOnce ? newest : before.filter(it -> due).filter(history::holds);
    if (next.isEmpty() || next.equals(book.mark())) {
      return Optional.empty();
    }
    marked = Optional.of(now);
    return next;
  }
}
