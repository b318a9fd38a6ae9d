package regain.grants;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A host with the real sshd of Debian, set up as operations.md has it: processes, accounts and log of its own, in namespaces of their own, which only root
 * can make. Two accounts may be given there, {@link #ACCOUNT} and {@link #SECOND}, or more; another may not, {@link #OTHER}. It ends with this object, and all that ran on it.
 */
public final class Sshd implements AutoCloseable {
  public static final String ACCOUNT = "crane";
  public static final String SECOND = "crane-2";
  public static final String OTHER = "harbour";
  private static final Path BASE = Path.of(System.getProperty("basedir", "."));
  private static final int FIRST_NUMBER = 1_000;
  private static final Duration LONG = Duration.ofSeconds(30);

  private final Path folder;
  /** Those that may be given. */
  public final List<String> accounts;
  public final int port;
  /** Of the account that is given, and of no other on the machine. */
  final int number;
  private Process process;

  public Sshd(Path folder) {
    this(folder, 0);
  }

  /** @param more so many accounts may be given beside the two */
  @SuppressWarnings("NullAway.Init")
  public Sshd(Path folder, int more) {
    this.folder = folder;
    accounts = Stream.concat(Stream.of(ACCOUNT, SECOND), IntStream.range(0, more).mapToObj(it -> "crane-" + (it + 3)))
        .toList();
    port = free();
    number = FIRST_NUMBER + port;
    try {
      prepare();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    start();
  }

  private void prepare() throws IOException {
    Path regain = Files.createDirectories(folder.resolve("etc-ssh/regain"));
    Files.createDirectories(folder.resolve("home"));
    for (String key : List.of("etc-ssh/host", "ca", "regain", "user", "stranger")) {
      run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", key, "-f", folder.resolve(key).toString());
    }
    Files.copy(folder.resolve("ca.pub"), regain.resolve("ca.pub"));
    Files.writeString(regain.resolve("accounts"), String.join("\n", accounts) + "\n");
    Path command = BASE.resolve("src/main/host/regain-host").toAbsolutePath();
    Path used = Files.exists(command) ? command : BASE.resolve("main/host/regain-host").toAbsolutePath();
    Path installed = Files.copy(used, folder.resolve("etc-ssh/regain-host"));
    Files.setPosixFilePermissions(installed, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.writeString(
        folder.resolve("etc-ssh/keys"),
        "command=\"/etc/ssh/regain-host /etc/ssh/regain " + folder.resolve("log") + "\",restrict "
            + Files.readString(folder.resolve("regain.pub")));
    Files.writeString(
        folder.resolve("passwd"),
        Files.readString(Path.of("/etc/passwd"))
            + IntStream.range(0, accounts.size()).mapToObj(it -> account(accounts.get(it), number + it))
                .collect(Collectors.joining())
            + account(OTHER, number + accounts.size()));
    Files.writeString(folder.resolve("log"), "");
    Files.writeString(folder.resolve("etc-ssh/config"), """
        Port %d
        ListenAddress 127.0.0.1
        HostKey /etc/ssh/host
        PidFile none
        UsePAM no
        PasswordAuthentication no
        KbdInteractiveAuthentication no
        PermitRootLogin forced-commands-only
        LogLevel VERBOSE
        TrustedUserCAKeys /etc/ssh/regain/ca.pub
        AuthorizedPrincipalsFile /etc/ssh/regain/principals/%%u
        RevokedKeys /etc/ssh/regain/krl
        Match User root
          AuthorizedKeysFile /etc/ssh/keys
        Match User crane,crane-*
          AuthorizedKeysFile none
          AuthenticationMethods publickey
          PermitUserRC no
        """.formatted(port));
    Files.writeString(folder.resolve("known"), known(Files.readString(folder.resolve("etc-ssh/host.pub"))));
  }

  private static String account(String name, int number) {
    return name + ":*:" + number + ":" + number + "::/home:/bin/sh\n";
  }

  private String known(String key) {
    return "[127.0.0.1]:" + port + " " + key;
  }

  /** The file of known hosts for one who comes by way of another port. */
  Path known(int by) {
    String line = text("known").replace("]:" + port + " ", "]:" + by + " ");
    try {
      return Files.writeString(folder.resolve("known-" + by), line);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** Starts it again after {@link #stop}, with what it had. */
  public void start() {
    try {
      process = new ProcessBuilder(
          "unshare", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc", "sh",
          script().toString(), folder.toString())
          .redirectErrorStream(true)
          .redirectOutput(folder.resolve("said").toFile())
          .start();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    if (!GrantContract.becomes(() -> answers() || !process.isAlive(), LONG) || !answers()) {
      throw new IllegalStateException(
          "sshd does not start; it wants to be root, and the Debian packages openssh-server and busybox: "
              + text("said"));
    }
  }

  private static Path script() {
    Path of = BASE.resolve("src/test/sh/sshd");
    return (Files.exists(of) ? of : BASE.resolve("test/sh/sshd")).toAbsolutePath();
  }

  private boolean answers() {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.getInputStream().read() == 'S';
    } catch (IOException notYet) {
      return false;
    }
  }

  /** As when the host's power goes. */
  public void stop() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  public Path file(String name) {
    return folder.resolve(name);
  }

  public String text(String name) {
    try {
      return Files.readString(folder.resolve(name));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** The key of the one who wants to come in, as it is named in a request. */
  public String publicKey() {
    return text("user.pub").strip();
  }

  /** How somebody comes in with a key of this host's folder and a certificate, in the manner of ssh(1). */
  public List<String> ssh(String key, String certificate, String account, String... command) {
    try {
      Path file = Files.writeString(Files.createTempFile(folder, "certificate", ".pub"), certificate + "\n");
      var all = new ArrayList<>(
          List.of(
              "ssh", "-F", "none", "-T", "-i", folder.resolve(key).toString(), "-o", "CertificateFile=" + file,
              "-o", "IdentitiesOnly=yes", "-o", "BatchMode=yes", "-o", "StrictHostKeyChecking=yes",
              "-o", "UserKnownHostsFile=" + folder.resolve("known"), "-p", Integer.toString(port),
              account + "@127.0.0.1"));
      all.addAll(List.of(command));
      return all;
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** Whether somebody is let in. */
  public boolean letsIn(String key, String certificate, String account) {
    return ended(ssh(key, certificate, account, "true")) == 0;
  }

  /** What a command ends with. */
  public static int ended(List<String> command) {
    try {
      Process ran = new ProcessBuilder(command).redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
      return ran.waitFor();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  /** What a command says; it has to end well. */
  static String run(String... command) {
    try {
      Process ran = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(ran.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (ran.waitFor() != 0) {
        throw new IllegalStateException(List.of(command) + ": " + said);
      }
      return said;
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  private static int free() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  @Override
  public void close() {
    stop();
  }
}
