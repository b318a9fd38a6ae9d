import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.NullMarked;
import regain.demo.DemoSettings;

/** What only the demo has: seeded people, outbox, demo keys. */
@NullMarked
module regain.demo {
  requires regain.kernel;
  requires regain.audit;
  requires regain.policy;
  requires regain.duties;
  requires regain.signals;
  requires regain.enrollment;
  requires regain.review;
  requires regain.recovery;
  requires jakarta.annotation;
  requires jakarta.cdi;
  requires jakarta.inject;
  requires jakarta.ws.rs;
  requires microprofile.config.api;
  requires unboundid.ldapsdk;
  requires static org.jspecify;

  provides ConfigSource with DemoSettings;
}
