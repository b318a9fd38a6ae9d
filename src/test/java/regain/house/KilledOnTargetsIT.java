package regain.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import regain.demo.DemoPeople;
import regain.grants.RealTargets;
import regain.keycloak.Keycloak;
import regain.keycloak.OnePerson;
import regain.keycloak.TestRealm;
import regain.kernel.Secret;
import regain.privileged.Entitlement;
import regain.privileged.Entitlement.Prompt;
import regain.privileged.port.GrantConnector;
import regain.privileged.port.GrantConnector.Found;
import regain.privileged.port.GrantTag;
import regain.running.Estate;

/**
 * Somebody has a grant on each of a real directory, a real host, a real database and a real Keycloak at once. The build dies at some of the commits,
 * {@code -Dregain.killed.stride=1} at each.
 */
class KilledOnTargetsIT extends KilledBetween {
  private static final int STRIDE = Integer.getInteger("regain.killed.stride", 48);
  /** The name that the one person of the realm has there. */
  private static final String IN_KEYCLOAK = "b.hansen";

  @TempDir private Path folder;
  private Estate estate;
  private int estates;
  private RealTargets targets;
  private final List<BooleanSupplier> in = new ArrayList<>();

  @BeforeEach
  void build() throws IOException {
    estate = new Estate(Files.createDirectories(folder.resolve("estate" + ++estates)), Postgres.start(), 0);
    TestRealm realm = Keycloak.running().realm(DemoPeople.read().person(NAME).id().toString());
    assertThat(realm.admin("POST", "/groups", "{\"name\": \"crane-control\"}").statusCode()).isEqualTo(201);
    Map<String, String> settings = new HashMap<>(
        estate.settings(",\n{\"name\": \"login\", \"kind\": \"keycloak\"}", "\"entitlements\": []"));
    settings.putAll(realm.settings());
    targets = new RealTargets(settings, new OnePerson(IN_KEYCLOAK), () -> house.clock.instant());
    build(
        targets::all, work -> work.forEach(Runnable::run), shop("orders"),
        entitlement("crane-control", "terminal", "ou=cranes"),
        onHost(),
        entitlement("orders-support", "orders", "jit_orders"),
        entitlement("crane-portal", "login", "crane-control"));
    // What has to end in the time of the house ends in theirs, too.
    house.clock.pass(Duration.between(house.clock.instant(), InstantSource.system().instant()));
    house.work();
  }

  private static Entitlement onHost() {
    return new Entitlement(
        "crane-host", "cranes", "crane", "Work on the host of the cranes", Set.of("operators"), List.of("owners"),
        HOUR.multipliedBy(8), HOUR, false,
        List.of(new Prompt("ssh-key", "The line of your .pub file", Pattern.compile("ssh-.*"))));
  }

  @AfterEach
  void stop() {
    in.clear();
    targets.close();
    estate.close();
  }

  @Override
  void again() throws IOException {
    close();
    stop();
    build();
  }

  @Override
  int stride() {
    return STRIDE;
  }

  private static List<Found> found(GrantConnector target) {
    return target.inventory().known().orElseThrow(() -> new AssertionError(target.name() + " does not say"));
  }

  @Override
  Set<String> there() {
    return targets.all().stream().flatMap(it -> found(it).stream()).map(Found::object)
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Sessions that stay open until somebody ends them; the directory and Keycloak have none by a grant. A certificate begins by the clock of the
   * house, which runs ahead after an act: sshd takes it before the first and wherever the house is a new one.
   */
  @Override
  void enter(String target, GrantTag grant, Secret key) {
    boolean together = house.clock.instant().isBefore(InstantSource.system().instant().plusSeconds(30));
    switch (target) {
      case "orders" -> in.add(open(estate.onDatabase(grant.text(), key.open(String::valueOf))));
      case "cranes" -> {
        if (together) {
          in.add(open(estate.onHost(key.open(String::valueOf))));
        }
      }
      default -> throw new AssertionError(target + " shows no key");
    }
  }

  private static BooleanSupplier open(BooleanSupplier session) {
    assertThat(session.getAsBoolean()).isTrue();
    return session;
  }

  @Override
  boolean somebodyIsIn() {
    return in.stream().anyMatch(BooleanSupplier::getAsBoolean);
  }

  @Override
  Map<String, String> values(Entitlement wanted) {
    return wanted.target().equals("cranes") ? Map.of("ssh-key", estate.host.publicKey()) : Map.of();
  }
}
