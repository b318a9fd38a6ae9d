package regain.wiring;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import regain.audit.History;
import regain.audit.History.Mark;
import regain.kernel.Chance;
import regain.kernel.Ending;
import regain.recovery.Restoration;

/**
 * Which of the two is older, the database or the file. An older database is mended here; an older file is the caller's to
 * carry on. Joins the caller's transaction.
 */
@Dependent
class EpochComparison {
  private static final Logger LOG = System.getLogger(EpochComparison.class.getName());

  private final Restoration restoration;
  private final History history;
  private final Chance chance;

  @Inject
  EpochComparison(Restoration restoration, History history, Chance chance) {
    this.restoration = restoration;
    this.history = history;
    this.chance = chance;
  }

  /** How the database stands beside the file. */
  private enum Found {
    /** The same history. */
    SAME,
    /** The file is there and the epoch is not yet: the process died in between, at the very first start. */
    BEGUN,
    /** Another node has noticed a restore since. */
    MENDED,
    /** It lacks what the file has seen, or somebody says that it was put back. */
    OLDER
  }

  /** The epoch in which the database is, once it is compared and, where it must be, mended. */
  UUID epoch(EpochBook book) {
    Optional<UUID> here = restoration.epoch();
    return switch (compare(book, here)) {
      case SAME -> here.orElseThrow();
      case BEGUN -> begun(book.epoch().orElseThrow());
      case MENDED -> mended(book, here.orElseThrow());
      case OLDER -> restored(book, here);
    };
  }

  private Found compare(EpochBook book, Optional<UUID> here) {
    boolean goesOn = book.mark().filter(it -> !history.holds(it)).isEmpty();
    boolean known = book.epoch().filter(restoration::knows).isPresent();
    if (book.saidByHand() || book.epoch().isEmpty()) {
      return Found.OLDER;
    }
    if (here.isEmpty()) {
      return goesOn ? Found.BEGUN : Found.OLDER;
    }
    if (here.equals(book.epoch())) {
      return goesOn ? Found.SAME : Found.OLDER;
    }
    return known ? Found.MENDED : Found.OLDER;
  }

  private UUID begun(UUID epoch) {
    restoration.found(epoch);
    return epoch;
  }

  private UUID mended(EpochBook book, UUID here) {
    int again = restoration.endAgain(List.copyOf(book.endings()));
    LOG.log(Level.INFO, "The database came through a restore: {0} things are ended again", again);
    return here;
  }

  private UUID restored(EpochBook book, Optional<UUID> here) {
    refuseTooOld(book);
    UUID next = chance.uuid();
    List<Ending> ended = List.copyOf(book.endings());
    Optional<Restoration.Closed> closed = restoration.restored(here, next, ended);
    closed.ifPresent(
        it -> LOG.log(
            Level.WARNING,
            "An older database was put back. It is closed: {0}; ended again: {1}. See \"a backup is restored\" in the handbook",
            it.open(),
            it.again()));
    return closed.isPresent() ? next : restoration.epoch().orElseThrow();
  }

  /** What ended between such a backup and what the file remembers would live again. */
  private void refuseTooOld(EpochBook book) {
    Optional<Instant> at = history.newest().map(Mark::at);
    boolean older = at.isPresent() && book.from().filter(at.get()::isBefore).isPresent();
    if (older && !book.saidByHand()) {
      throw new UnsafeSettingsException(
          "The database is of " + at.get() + ", and regain.epoch.file knows only what ended since "
              + book.from().get() + ": restore a newer backup, or add the line '" + EpochFile.RESTORED
              + "' to go on all the same");
    }
  }
}
