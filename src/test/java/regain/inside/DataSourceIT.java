package regain.inside;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.annotation.Resource;
import java.net.URISyntaxException;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** The server gives the application its database. */
@ArquillianTest
class DataSourceIT {

  @Resource(lookup = "jdbc/regain") DataSource database;

  @Deployment
  static WebArchive war() throws URISyntaxException {
    return Inside.theWarWith(DataSourceIT.class);
  }

  @Test
  void the_server_offers_the_database() throws SQLException {
    try (Connection connection = database.getConnection()) {
      assertThat(connection.isValid(1)).isTrue();
    }
  }
}
