package regain.wiring;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.Config;
import regain.enrollment.Invitations;
import regain.enrollment.Passkeys;
import regain.enrollment.port.Account;
import regain.enrollment.port.Directory;
import regain.kernel.Transactions;

/**
 * The first people. While nobody has a passkey that was witnessed, each start invites the named founders ({@code regain.founders}) for
 * one hour and leaves their codes in the file {@code founding-codes} beside the keys, which only the owner of the process
 * can read: what is printed would end in the logs. After the first of them this is over, and the file goes.
 */
@Dependent
class Founding {
  private static final Logger LOG = System.getLogger(Founding.class.getName());
  private static final String FILE = "founding-codes";
  private static final FileAttribute<?> OWNER_ONLY = PosixFilePermissions
      .asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private final Config config;
  private final Passkeys passkeys;
  private final Invitations invitations;
  private final Directory directory;
  private final Transactions transactions;

  @Inject
  Founding(
      Config config,
      Passkeys passkeys,
      Invitations invitations,
      Directory directory,
      Transactions transactions) {
    this.config = config;
    this.passkeys = passkeys;
    this.invitations = invitations;
    this.directory = directory;
    this.transactions = transactions;
  }

  void start(@Observes @Priority(1000) Startup event) {
    Path file = Path.of(config.getValue("regain.keys.file", String.class)).resolveSibling(FILE);
    String founders = config.getOptionalValue("regain.founders", String.class).orElse("");
    try {
      Files.deleteIfExists(file);
      if (!founders.isBlank() && !transactions.begin(passkeys::anyWitnessed)) {
        write(file, lines(founders));
        LOG.log(Level.INFO, "Nobody has a witnessed passkey yet: the founders'' codes are in {0} for an hour", file);
      }
    } catch (IOException broken) {
      throw new UnsafeSettingsException(
          "Let Regain write into the folder of regain.keys.file: the founders' codes go there");
    }
  }

  private Optional<Account> found(String name) {
    Optional<Account> founder = directory.named(name).known().flatMap(it -> it);
    if (founder.isEmpty()) {
      LOG.log(Level.WARNING, "One of regain.founders was not found in the directory and gets no code; start again");
    }
    return founder;
  }

  private String lines(String founders) {
    return Arrays.stream(founders.split(",", -1))
        .map(it -> found(it.strip()))
        .flatMap(Optional::stream)
        .map(it -> it.name() + " " + transactions.begin(() -> invitations.found(it.person())).<String>open(String::new))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  /** For the owner of the process alone, from the first byte on. */
  private static void write(Path file, String lines) throws IOException {
    boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    Files.createFile(file, posix ? new FileAttribute<?>[]{OWNER_ONLY} : new FileAttribute<?>[0]);
    Files.writeString(file, lines);
  }
}
