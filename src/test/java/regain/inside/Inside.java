package regain.inside;

import java.io.File;
import java.net.URISyntaxException;
import org.assertj.core.api.Assertions;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/**
 * Tests that run inside the server: each class is deployed to the running server within a second copy of the real demo
 * WAR. It has another name, because the server would otherwise mix it up with the application that is there already.
 */
final class Inside {
  private Inside() {}

  static WebArchive theWarWith(Class<?>... tests) throws URISyntaxException {
    return ShrinkWrap.create(ZipImporter.class, "inside.war")
        .importFrom(new File(System.getProperty("regain.demo.war")))
        .as(WebArchive.class)
        .addAsLibrary(jarOf(Assertions.class))
        .addClass(Inside.class)
        .addClasses(tests);
  }

  private static File jarOf(Class<?> type) throws URISyntaxException {
    return new File(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }
}
