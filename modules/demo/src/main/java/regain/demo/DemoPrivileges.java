package regain.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What policy lets people of the demo have for a while: a group in its own directory, which does not end by itself there. */
final class DemoPrivileges {
  private static final String FILE = """
      {
        "targets": [
          {"name": "terminal", "kind": "directory", "user": "USER", "password-file": "PASSWORD", "base": "BASE", "ends": false}
        ],
        "entitlements": [
          {
            "name": "crane-control", "target": "terminal", "is": "ou=cranes", "says": "Change the settings of the cranes",
            "asked-by": ["operators"], "approved-by": ["it-leads", "security"], "longest": "PT1H",
            "prompts": [{"name": "ticket", "says": "Number of the ticket, such as NL-1234", "shape": "NL-[0-9]{4}"}]
          }
        ],
        "recovery": {
          "says": "Recovery of an account with privileged rights", "approved-by": ["security"], "lasts": "PT4H"
        },
        "shared": [
          {"name": "crane-service", "target": "terminal", "is": "crane-service", "says": "Password of the cranes’ service account"}
        ]
      }
      """;

  private DemoPrivileges() {}

  static Path in(DemoPlace place) {
    Path file = place.data().resolve("demo-privileges.json");
    try {
      Files.createDirectories(place.data());
      String password = place.servicePassword().toString().replace("\\", "\\\\");
      return Files.writeString(
          file,
          FILE.replace("USER", DemoTree.GRANTS_SERVICE).replace("PASSWORD", password).replace("BASE", DemoTree.GRANTS));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
