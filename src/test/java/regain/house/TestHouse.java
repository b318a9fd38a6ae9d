package regain.house;

import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;
import org.jboss.weld.bootstrap.spi.BeanDiscoveryMode;
import regain.audit.Trail;
import regain.demo.DemoDirectory;
import regain.duties.Duties;
import regain.enrollment.Enrollment;
import regain.enrollment.Enrollment.Holder;
import regain.enrollment.Memberships;
import regain.enrollment.port.Directory;
import regain.enrollment.port.Post;
import regain.enrollment.port.RelyingPartySettings;
import regain.kernel.Arrival;
import regain.kernel.Chance;
import regain.kernel.Hands;
import regain.kernel.Keyring;
import regain.kernel.PersonId;
import regain.kernel.Secret;
import regain.kernel.Transactions;
import regain.policy.Fact;
import regain.policy.Policy;
import regain.privileged.Grants;
import regain.privileged.port.GrantConnectors;
import regain.privileged.port.PrivilegePolicy;
import regain.recovery.CaseView;
import regain.recovery.Recovery;
import regain.recovery.port.AttestationRules;
import regain.recovery.port.SignalOwner;
import regain.recovery.port.CredentialTarget;
import regain.recovery.port.SecondFactors;
import regain.recovery.port.SessionConnector;
import regain.review.Reviews;
import regain.signals.Signals;
import regain.signals.port.Places;
import regain.wiring.OneOfEach;
import regain.wiring.TestKeys;

/**
 * The house as the WAR wires it, without a server: real modules, H2 with the real schema, the real LDAP adapter against the
 * demo's directory over TLS. Only clock, chance, post and places are the test's own.
 */
final class TestHouse implements AutoCloseable {
  private static final Class<?>[] NONE = {};
  private static final Class<?>[] GRANTS = {adapter("regain.grants.GrantsWiring")};
  static final String WATCH = "regain.wiring.RestoreWatch";
  private static final AtomicInteger NUMBER = new AtomicInteger();

  /** What is there beside the house and outlives it. */
  private record Ground(
      TestClock clock, List<Post.Letter> outbox, Watched directory, Path folder, DemoDirectory demo) {
    static Ground fresh() {
      var clock = new TestClock();
      var directory = new Watched();
      Path folder = TestHouse.folder();
      return new Ground(
          clock, new CopyOnWriteArrayList<>(), directory, folder, DemoDirectory.start(folder, 0, clock, directory));
    }
  }

  private final Ground ground;
  private final Map<String, String> more;
  private final Map<Class<?>, Object> systems;
  final TestClock clock;
  final List<Post.Letter> outbox;
  final Map<String, String> countries = new HashMap<>();
  final DemoDirectory demo;
  final Watched directory;
  final Path folder;
  final TestDatabase database;
  private final WeldContainer container;
  boolean postIsDown;
  /** What happens while a letter is on its way. */
  volatile Consumer<Post.Letter> meanwhile = letter -> {};

  TestHouse() {
    this(1);
  }

  /** @param seed of all chance in this house, so that a run can be repeated */
  TestHouse(long seed) {
    this(seed, Map.of());
  }

  /** @param more settings beside the directory's */
  TestHouse(long seed, Map<String, String> more) {
    this(seed, more, Map.of());
  }

  /** A house with one more system in which people have sessions. */
  TestHouse(SessionConnector connector) {
    this(1, Map.of(), Map.of(SessionConnector.class, connector));
  }

  /** A house with one more system that holds a password. */
  TestHouse(CredentialTarget target) {
    this(1, Map.of(), Map.of(CredentialTarget.class, target));
  }

  /** A house with targets of privilege, and a policy of them. */
  TestHouse(Map<String, String> more, PrivilegePolicy policy, GrantConnectors targets) {
    this(1, more, Map.of(PrivilegePolicy.class, policy, GrantConnectors.class, targets));
  }

  /** The same with other hands. */
  TestHouse(Map<String, String> more, PrivilegePolicy policy, GrantConnectors targets, Hands hands) {
    this(
        1, more, Map.of(PrivilegePolicy.class, policy, GrantConnectors.class, targets, Hands.class, hands));
  }

  /** The same with one more system in which people have sessions. */
  TestHouse(Map<String, String> more, PrivilegePolicy policy, GrantConnectors targets, SessionConnector connector) {
    this(
        1, more, Map.of(
            PrivilegePolicy.class, policy, GrantConnectors.class, targets, SessionConnector.class, connector));
  }

  /** A house with one more system that holds second factors. */
  TestHouse(SecondFactors factors) {
    this(1, Map.of(), Map.of(SecondFactors.class, factors));
  }

  private TestHouse(long seed, Map<String, String> more, Map<Class<?>, Object> systems) {
    this(Ground.fresh(), TestDatabase.fresh("house" + NUMBER.incrementAndGet()), seed, more, systems, true);
  }

  private TestHouse(
      Ground ground,
      TestDatabase database,
      long seed,
      Map<String, String> more,
      Map<Class<?>, Object> systems,
      boolean watched) {
    this.ground = ground;
    this.database = database;
    this.more = more;
    this.systems = systems;
    clock = ground.clock();
    outbox = ground.outbox();
    demo = ground.demo();
    directory = ground.directory();
    folder = ground.folder();
    var random = new SplittableRandom(seed);
    Map<Class<?>, Object> given = new HashMap<>();
    given.put(EntityManager.class, database.entities());
    given.put(Transactions.class, database);
    // One after the other, so that a test knows what comes next.
    given.put(Hands.class, (Hands) work -> work.forEach(Runnable::run));
    given.put(InstantSource.class, clock);
    given.put(Chance.class, (Chance) length -> chance(random, length));
    given.put(Keyring.class, TestKeys.keyring());
    AttestationRules attestations = attestations(more);
    given.put(AttestationRules.class, attestations);
    given.put(SignalOwner.class, new SignalOwner(Optional.of("Head of identity")));
    given.put(Policy.class, policy(more, attestations.open(), systems.get(PrivilegePolicy.class)));
    given.put(
        RelyingPartySettings.class,
        new RelyingPartySettings("localhost", "http://localhost:9080", "Nordhafen Logistics"));
    given.put(Post.class, (Post) this::send);
    given.put(Places.class, (Places) this::country);
    given.putAll(systems);
    given.put(Config.class, new TestConfig(settings(more)));
    container = weld("house" + NUMBER.incrementAndGet(), given)
        .addBeanClasses(watched ? new Class<?>[]{adapter(WATCH)} : new Class<?>[0])
        .initialize();
    part(Memberships.class).look();
  }

  /** The modules and the adapters as the WAR has them, beside what is given. */
  static Weld weld(String name, Map<Class<?>, Object> given) {
    return new Weld(name)
        .disableDiscovery()
        .setBeanDiscoveryMode(BeanDiscoveryMode.ANNOTATED)
        .addPackages(
            true,
            Trail.class.getPackage(),
            Duties.class.getPackage(),
            Signals.class.getPackage(),
            Enrollment.class.getPackage(),
            Reviews.class.getPackage(),
            Recovery.class.getPackage(),
            Grants.class.getPackage())
        .addBeanClasses(
            adapter("regain.directory.DirectoryWiring"),
            adapter("regain.directory.LdapDevices"),
            adapter("regain.directory.LdapDirectory"),
            adapter("regain.directory.LdapPasswords"),
            adapter("regain.devices.DevicesWiring"),
            adapter("regain.passkeys.PasskeysWiring"),
            adapter("regain.keycloak.KeycloakWiring"),
            adapter("regain.keycloak.KeycloakPasswords"),
            adapter("regain.keycloak.KeycloakSecondFactors"),
            adapter("regain.keycloak.KeycloakSessions"),
            adapter("regain.applications.ApplicationsWiring"),
            adapter("regain.passwords.PasswordsWiring"),
            adapter("regain.passwords.Screening"),
            adapter("regain.wiring.CountedCodes"),
            adapter("regain.wiring.CountedFactors"),
            adapter("regain.wiring.Founding"),
            adapter("regain.wiring.EpochComparison"))
        .addBeanClasses(given.containsKey(GrantConnectors.class) ? NONE : GRANTS)
        .addExtension(new OneOfEach())
        .addExtension(new Stand(given));
  }

  private static Policy policy(Map<String, String> more, boolean attestations, @Nullable Object privilege) {
    Policy policy = more.containsKey("regain.devices.roots") ? new Policy().withDevices() : new Policy();
    policy = attestations ? policy.withAttestations() : policy;
    policy = privilege instanceof PrivilegePolicy of && of.recovery().isPresent() ? policy.withGrants() : policy;
    boolean refuses = more.getOrDefault("regain.risk.refusal", attestations ? "on" : "off").equals("on");
    return refuses ? policy.refusingRisk() : policy;
  }

  /** Off unless a test says so. */
  private static AttestationRules attestations(Map<String, String> more) {
    return new AttestationRules(
        more.getOrDefault("regain.attestations.risk-analysis", ""),
        Duration.parse(more.getOrDefault("regain.attestations.settled", "P7D")));
  }

  private Map<String, String> settings(Map<String, String> more) {
    var settings = new HashMap<>(demo.settings());
    settings.put("regain.keys.file", folder.resolve("keys").toString());
    settings.putAll(more);
    return settings;
  }

  /** A seed that no other house has. */
  private static long next() {
    return -NUMBER.get();
  }

  /** Splittable generators are not for many threads at once: two would be given the same. */
  private static byte[] chance(SplittableRandom random, int length) {
    byte[] bytes = new byte[length];
    synchronized (random) {
      random.nextBytes(bytes);
    }
    return bytes;
  }

  static Class<?> adapter(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException missing) {
      throw new IllegalStateException(missing);
    }
  }

  private static Path folder() {
    try {
      return Files.createTempDirectory("regain-house");
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private void send(Post.Letter letter) {
    if (postIsDown) {
      throw new Post.Undeliverable("the test has taken the post down", new IOException());
    }
    meanwhile.accept(letter);
    outbox.add(letter);
  }

  private Fact<String> country(InetAddress address) {
    return Optional.ofNullable(countries.get(address.getHostAddress()))
        .map(it -> it.isEmpty() ? Fact.<String>unavailable() : Fact.known(it))
        .orElseGet(Fact::notConfigured);
  }

  <T> T part(Class<T> type) {
    return container.select(type).get();
  }

  Recovery recovery() {
    return part(Recovery.class);
  }

  /** The page that a step leads to. */
  CaseView view(Recovery.Turn turn) {
    return recovery().look(turn.ticket()).orElseThrow();
  }

  Enrollment enrollment() {
    return part(Enrollment.class);
  }

  BeanManager beans() {
    return container.getBeanManager();
  }

  /** What happens when the server is started again on the same data. */
  void startAgain() {
    beans().getEvent().select(Startup.class).fire(new Startup());
  }

  /** What the server does every second, for long enough that the epoch file has caught up. */
  void watch() {
    look();
    clock.pass(Duration.ofSeconds(6));
    look();
  }

  /** One look of the server at its epoch file. */
  void look() {
    ((Runnable) part(adapter(WATCH))).run();
  }

  /** This house has burnt down: the same town with another database. */
  TestHouse on(TestDatabase another) {
    leave();
    database.close();
    return new TestHouse(ground, another, next(), more, systems, true);
  }

  /** The same, and the server does not look at its epoch file. */
  TestHouse unwatchedOn(TestDatabase another) {
    leave();
    database.close();
    return new TestHouse(ground, another, next(), more, systems, false);
  }

  /** The process was killed and starts again on the same data. */
  TestHouse killed() {
    leave();
    return new TestHouse(ground, database, next(), more, systems, true);
  }

  /** The server was stopped, and starts again on the same data with another policy of privilege. */
  TestHouse with(PrivilegePolicy policy) {
    leave();
    var other = new HashMap<>(systems);
    other.put(PrivilegePolicy.class, policy);
    return new TestHouse(ground, database, next(), more, other, true);
  }

  /** One more node on the same database. */
  TestHouse beside(Map<String, String> settings) {
    return new TestHouse(ground, database, next(), settings, systems, true);
  }

  /** A node goes, and leaves the database to the others. */
  void leave() {
    if (container.isRunning()) {
      container.close();
    }
  }

  /** Does every duty that is due. */
  void work() {
    Duties duties = part(Duties.class);
    while (duties.work() > 0) {
      clock.pass(Duration.ZERO);
    }
  }

  /** Asks something that joins a transaction. */
  <T> T inside(Supplier<T> work) {
    return database.begin(work);
  }

  PersonId person(String name) {
    return part(Directory.class).named(name).known().orElseThrow().orElseThrow().person();
  }

  /** Whether this is the directory's password now. */
  boolean binds(String name, String password) {
    try (Secret secret = Secret.of(password)) {
      return part(Directory.class).passwordFits(person(name), secret).is(true);
    }
  }

  /** Somebody who has just signed in at the account page with this passkey, in a session of their own. */
  Holder signedIn(SoftPasskey passkey) {
    return enrollment().holder(session(passkey)).orElseThrow();
  }

  /** The token of a new session. */
  Secret session(SoftPasskey passkey) {
    String answer = passkey.get(enrollment().askSignIn("visit"));
    return enrollment().signIn("visit", answer, arrival()).orElseThrow();
  }

  /** The value of a letter's entry, from the newest letter of that kind to that address. */
  String newest(Post.Kind kind, String address, String value) {
    return outbox.stream()
        .filter(it -> it.kind() == kind && it.to().equals(address))
        .reduce((first, second) -> second)
        .map(it -> it.values().get(value))
        .orElseThrow();
  }

  static Arrival arrival() {
    return arrival("127.0.0.1");
  }

  static Arrival arrival(String address) {
    try {
      return new Arrival(
          InetAddress.getByName(address), Optional.of(Secret.of("browser of " + address)), "JUnit", Locale.ENGLISH);
    } catch (UnknownHostException impossible) {
      throw new IllegalArgumentException(address, impossible);
    }
  }

  @Override
  public void close() {
    leave();
    database.close();
    demo.close();
    Postgres.delete(folder);
  }
}
