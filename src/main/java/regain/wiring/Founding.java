package regain.wiring;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.Config;
import regain.recovery.Founders;
import regain.recovery.Founders.Code;
import regain.recovery.Founders.Invited;
import regain.recovery.Founders.Standing;

/**
 * The first people. While founding is open, each start invites those of the named founders ({@code regain.founders}) who hold no
 * key for one hour, and leaves their codes in the file {@code founding-codes} beside the keys, which only the owner of the process
 * can read: what is printed would end in the logs. When founding has closed, the file goes. Whoever puts a file
 * {@code reopen-founding} there has the next start open it once more.
 */
@Dependent
class Founding {
  private static final Logger LOG = System.getLogger(Founding.class.getName());
  private static final String CODES = "founding-codes";
  private static final String REOPEN = "reopen-founding";
  private static final FileAttribute<?> OWNER_ONLY = PosixFilePermissions
      .asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private final Config config;
  private final Founders founders;

  @Inject
  Founding(Config config, Founders founders) {
    this.config = config;
    this.founders = founders;
  }

  /** Whom the operator names, each once. */
  List<String> names() {
    return Arrays.stream(config.getOptionalValue("regain.founders", String.class).orElse("").split(",", -1))
        .map(String::strip)
        .filter(it -> !it.isEmpty())
        .distinct()
        .toList();
  }

  private Path beside(String file) {
    return Path.of(config.getValue("regain.keys.file", String.class)).resolveSibling(file);
  }

  void start(@Observes @Priority(1000) Startup event) {
    try {
      Files.deleteIfExists(beside(CODES));
      reopen();
      if (!names().isEmpty()) {
        founders.invite(names(), this::keep).ifPresent(this::say);
      }
    } catch (IOException | UncheckedIOException broken) {
      throw new UnsafeSettingsException(
          "Let Regain write into the folder of regain.keys.file: the founders' codes go there");
    }
    look();
  }

  /** The wish is gone before it is granted, so that it is granted once. */
  private void reopen() throws IOException {
    if (Files.deleteIfExists(beside(REOPEN))) {
      switch (founders.reopen(names())) {
        case DONE -> LOG.log(Level.WARNING, "Founding was opened once more, and everybody who reviews is told");
        case OPEN_ALREADY -> LOG.log(Level.INFO, "Founding is open already");
        case NOBODY_TOLD -> LOG.log(
            Level.WARNING,
            "Founding was not opened: the directory did not say whom to tell. Make the file {0} anew and start again",
            REOPEN);
      }
    }
  }

  private void say(Invited invited) {
    if (invited.missed() > 0) {
      LOG.log(
          Level.WARNING,
          "{0} of regain.founders were not found in the directory, or may not be used, and get no code; start again",
          invited.missed());
    }
    LOG.log(
        Level.WARNING,
        "Founding is not finished: {0} founders of {1} hold {2} keys. Codes of those who hold none are in {3} for an hour",
        invited.standing().ready(),
        Founders.PEOPLE,
        Founders.KEYS,
        beside(CODES));
  }

  /** Once a minute: whoever closed it, nobody needs codes any more. */
  void look() {
    Optional<Standing> open = founders.look(names());
    try {
      if (open.isEmpty() && Files.deleteIfExists(beside(CODES))) {
        LOG.log(Level.INFO, "Founding is closed");
      }
    } catch (IOException kept) {
      LOG.log(Level.WARNING, "Delete the file {0}: founding is closed", beside(CODES));
    }
  }

  /** For the owner of the process alone, from the first byte on; nodes of one folder come one after the other. */
  private void keep(List<Code> codes) {
    String lines = codes.stream()
        .map(it -> it.name() + " " + it.code().<String>open(String::new))
        .collect(Collectors.joining("\n", "", "\n"));
    try {
      Path file = beside(CODES);
      Path fresh = beside(CODES + ".new");
      boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
      Files.deleteIfExists(fresh);
      Files.createFile(fresh, posix ? new FileAttribute<?>[]{OWNER_ONLY} : new FileAttribute<?>[0]);
      Files.writeString(fresh, lines);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
