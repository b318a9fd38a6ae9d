package regain.running;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import regain.devices.TestAuthority.Issued;

/**
 * What a browser finds on a computer: a home with a certificate store (NSS), in it whom it trusts and what the computer can show.
 * Every other browser on this machine has its own.
 */
record Computer(Path home) {
  private static final String PASSWORD = "carried";

  /** @param authority who issues the certificate of the server, as PEM */
  static Computer trusting(Path home, String authority) {
    var computer = new Computer(home);
    try {
      Files.createDirectories(computer.store());
      Path file = Files.writeString(home.resolve("authority.pem"), authority);
      computer.run("certutil", "-N", "--empty-password");
      computer.run("certutil", "-A", "-n", "authority", "-t", "C,,", "-i", file.toString());
      return computer;
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** The same with this certificate and its key. */
  Computer holding(Issued issued) {
    Path file = home.resolve("computer.p12");
    try (OutputStream out = Files.newOutputStream(file)) {
      KeyStore carried = KeyStore.getInstance("PKCS12");
      carried.load(null, null);
      carried.setKeyEntry(
          "computer", issued.key(), PASSWORD.toCharArray(), new Certificate[]{issued.certificate()});
      carried.store(out, PASSWORD.toCharArray());
    } catch (IOException | GeneralSecurityException broken) {
      throw new AssertionError(broken);
    }
    run("pk12util", "-i", file.toString(), "-W", PASSWORD, "-K", "");
    return this;
  }

  /**
   * What the policy AutoSelectCertificateForUrls comes to in a profile: nobody is asked which certificate to show there. Without
   * it a browser without a screen asks, and waits for ever.
   */
  Map<String, Object> preferences(String origin) {
    Map<String, Object> any = Map.of("setting", Map.of("filters", List.of(Map.of())));
    return Map.of("profile.content_settings.exceptions.auto_select_certificate", Map.of(origin + ",*", any));
  }

  private Path store() {
    return home.resolve(".pki/nssdb");
  }

  private void run(String... command) {
    List<String> line = Stream.concat(Stream.of(command), Stream.of("-d", "sql:" + store())).toList();
    try {
      Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException(command[0] + " failed: " + said);
      }
    } catch (IOException missing) {
      throw new IllegalStateException(
          command[0] + " does not run: install the Debian package 'libnss3-tools', as test/sh/debian-packages does",
          missing);
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }
}
