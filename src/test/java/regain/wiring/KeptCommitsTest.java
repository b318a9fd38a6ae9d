package regain.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What H2 has confirmed is in its file, with the settings that the server has. The file is copied while the database is
 * open, which is what a killed process leaves behind. With H2 2.5.252 about every second copy lacks the newest commit once
 * H2 fills holes in its file, which it does when they are older than {@code RETENTION_TIME}: 45 seconds, here none.
 */
class KeptCommitsTest {
  private static final int COMMITS = 100;

  @TempDir private Path folder;

  @Test
  void every_confirmed_commit_is_in_the_file_that_a_killed_process_leaves() throws IOException, SQLException {
    try (Connection database = open("regain"); Statement statement = database.createStatement()) {
      statement.execute("create table step(number int primary key, words varchar(4000))");
      for (int number = 1; number <= COMMITS; number++) {
        statement.execute("insert into step values (" + number + ", repeat('x', " + number % 7 * 300 + "))");
        assertThat(newestInTheFile()).isEqualTo(number);
      }
    }
  }

  private int newestInTheFile() throws IOException, SQLException {
    Files.copy(folder.resolve("regain.mv.db"), folder.resolve("left.mv.db"), StandardCopyOption.REPLACE_EXISTING);
    try (Connection left = open("left");
        Statement statement = left.createStatement();
        ResultSet newest = statement.executeQuery("select max(number) from step")) {
      newest.next();
      return newest.getInt(1);
    }
  }

  private Connection open(String name) throws IOException, SQLException {
    return DriverManager.getConnection(
        "jdbc:h2:file:" + folder.resolve(name) + settings() + ";RETENTION_TIME=0", "regain", "");
  }

  /** As in the server's configuration: everything behind the name of the file. */
  private static String settings() throws IOException {
    Path configuration = Path.of(System.getProperty("basedir", ".")).resolve("../liberty-config/server.xml");
    Matcher url = Pattern.compile("jdbc:h2:file:[^;\"]*([^\"]*)\"").matcher(Files.readString(configuration));
    assertThat(url.find()).isTrue();
    return url.group(1);
  }
}
