package regain.running;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import regain.demo.DemoDirectory;
import regain.house.Postgres;

/** Settings with which the production WAR starts: https by name, keys of its own, PostgreSQL, a directory, a mail server. */
public final class Production {
  public static final String ORIGIN = "https://regain.example.org";

  private Production() {}

  static Map<String, String> settings(Path folder, String database, DemoDirectory directory, Mailboxes mail) {
    return settings(folder, database, directory.settings(), mail.port());
  }

  /** @param directory the settings that lead to it */
  public static Map<String, String> settings(Path folder, String database, Map<String, String> directory, int mail) {
    var settings = new HashMap<>(directory);
    settings.put("regain.base-url", ORIGIN);
    settings.put("regain.founders", "v.hartmann,s.oezdemir,m.thomsen");
    settings.put("regain.organisation", "Example Logistics");
    settings.put("regain.risk-signals.owner", "Head of identity");
    settings.put("regain.trusted-proxies", "127.0.0.1");
    settings.put("regain.keys.file", keys(folder.resolve("keys")).toString());
    settings.put("regain.mail.from", "no-reply@regain.example.org");
    settings.put("regain.mail.host", "127.0.0.1");
    settings.put("regain.mail.port", Integer.toString(mail));
    settings.put("DB_URL", database);
    settings.put("DB_USER", Postgres.USER);
    settings.put("DB_PASSWORD", Postgres.PASSWORD);
    return settings;
  }

  /** One file for all nodes; what it holds is good for a test and for nothing else. */
  private static Path keys(Path file) {
    try {
      return Files.writeString(file, """
          current = test
          test = AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=
          pseudonym = AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=
          """);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
