package regain.running;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import regain.demo.DemoDevices;
import regain.demo.DemoDirectory;
import regain.devices.TestAuthority;
import regain.devices.TestAuthority.Issued;
import regain.devices.TestAuthority.Wish;
import regain.house.Postgres;

/**
 * A computer's certificate from the TLS handshake to the decision: Chromium with the certificate in its store, a real HAProxy that
 * asks for it, and a server behind it. Who has no certificate, writes the header, or goes around the proxy, has no computer:
 * that a client shows that sends what no browser would.
 */
class ManagedDeviceIT {
  private static final String DEVICE = "/recovery/device";
  private static final String DATABASE = "regain";

  @TempDir private static Path folder;
  private static final TestAuthority DEVICES = new TestAuthority("Nordhafen devices");
  private static final TestAuthority WEB = new TestAuthority("Web");
  private static final Issued IDENTITY = WEB.issue(Wish.server("localhost"));
  private static DemoDirectory directory;
  private static Postgres postgres;
  private static HaProxy proxy;
  private static OwnServer server;

  @BeforeAll
  static void start() throws IOException {
    directory = DemoDirectory.start(folder.resolve("directory"), 0, InstantSource.system());
    proxy = new HaProxy(folder.resolve("proxy"), IDENTITY.pem(), DEVICES.pem());
    Map<String, String> settings = new HashMap<>(directory.settings());
    postgres = Postgres.start();
    postgres.create(DATABASE);
    settings.put("DB_URL", postgres.url(DATABASE));
    settings.put("DB_USER", Postgres.USER);
    settings.put("DB_PASSWORD", Postgres.PASSWORD);
    settings.put("regain.base-url", proxy.origin());
    settings.put("regain.trusted-proxies", "127.0.0.1");
    settings.put("regain.devices.roots", Files.writeString(folder.resolve("roots.pem"), DEVICES.pem()).toString());
    settings.put("regain.devices.base-dn", DemoDevices.BASE);
    server = new OwnServer(folder.resolve("server"), settings).start();
    proxy.before(server);
  }

  @AfterAll
  static void stop() {
    server.close();
    proxy.close();
    postgres.close();
    directory.close();
  }

  /** @param computer what the client shows when the proxy asks for a certificate */
  private static Guest guest(Optional<Issued> computer) {
    return new Guest(proxy.origin(), proxy.origin(), HttpClient.newBuilder().sslContext(tls(computer)).build());
  }

  private static SSLContext tls(Optional<Issued> computer) {
    try {
      KeyStore trusted = store();
      trusted.setCertificateEntry("proxy", IDENTITY.certificate());
      TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
      trust.init(trusted);
      SSLContext tls = SSLContext.getInstance("TLS");
      tls.init(computer.map(ManagedDeviceIT::keys).orElse(null), trust.getTrustManagers(), null);
      return tls;
    } catch (GeneralSecurityException | IOException broken) {
      throw new AssertionError(broken);
    }
  }

  private static KeyManager[] keys(Issued computer) {
    try {
      KeyStore held = store();
      held.setKeyEntry("computer", computer.key(), new char[0], new Certificate[]{computer.certificate()});
      KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
      keys.init(held, new char[0]);
      return keys.getKeyManagers();
    } catch (GeneralSecurityException | IOException broken) {
      throw new AssertionError(broken);
    }
  }

  private static KeyStore store() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, new char[0]);
    return store;
  }

  private static Optional<Issued> computer(String number) {
    return Optional.of(DEVICES.issue(Wish.computer(number)));
  }

  private static Guest lost(Guest guest, String name) {
    return guest.go("/").submit("/recovery", Map.of("name", name, "lost", "passkey"));
  }

  /** A browser that shows the certificate of the computer with this number. */
  private static Browser browser(String language, String number) {
    Computer computer = Computer.trusting(folder.resolve(number), WEB.pem());
    return new Browser(proxy.origin(), language, computer.holding(DEVICES.issue(Wish.computer(number))));
  }

  @Test
  void ones_own_computer_and_a_code_by_mail_bring_a_lost_passkey_back_after_half_an_hour_also_in_a_known_browser() {
    try (Browser known = browser("en", "NHL-1001");
        Browser bare = new Browser(proxy.origin(), "en", Computer.trusting(folder.resolve("bare"), WEB.pem()))) {
      Steps.enrol(known, "b.hansen");
      lost(bare, "b.hansen");
      assertThat(bare.text()).contains("saved recovery code").doesNotContain("This computer");

      lost(known.losePasskeys(), "b.hansen").look("device-prove").press("Use this computer").look("device-accepted");
      Steps.code(known.press("Send code"), "b.hansen").look("device-waiting");
      assertThat(known.text()).contains("would not shorten this").doesNotContain("continuation code");
      assertThat(known.press("Look again now").title()).contains("Now there is a waiting time");
      halfAnHourPasses("b.hansen");
      known.press("Look again now").look("device-again").press("Use this computer").press("Make the passkey");

      assertThat(known.look("device-receipt").title()).isEqualTo("Your new passkey works");
      known.go("/sign-in").press("Sign in with a passkey");
      assertThat(known.path()).isEqualTo("/account");
      assertThat(known.complaints()).isEmpty();
      assertThat(bare.complaints()).isEmpty();
    }
  }

  @Test
  void with_a_saved_code_it_does_so_at_once_in_german_until_it_is_written_off() throws LDAPException {
    try (Browser browser = browser("de", "NHL-1002")) {
      browser.go("/enroll").type("name", "g.jansen").press("Weiter").look("de-device-enroll");
      browser.press("Diesen Computer").type("password", Steps.password("g.jansen")).press("Passwort prüfen")
          .press("Passkey anlegen");
      browser.press("Zehn Wiederherstellungscodes anzeigen");
      String code = browser.shown(".codes li");
      browser.losePasskeys().go("/").choose("passkey").type("name", "g.jansen").press("Weiter").look("de-device-prove");
      browser.press("Diesen Computer").look("de-device-accepted");
      assertThat(browser.text()).doesNotContain("Es braucht auch einen Code");
      browser.type("saved", code).press("Wiederherstellungscode prüfen");
      assertThat(browser.press("Passkey anlegen").title()).isEqualTo("Ihr neuer Passkey gilt");

      directory.administrator().delete(DemoDevices.computer("NHL-1002").getDN());
      browser.go("/").choose("passkey").type("name", "g.jansen").press("Weiter").press("Diesen Computer");
      assertThat(browser.look("de-device-refused").text()).contains("kann für dieses Konto nicht verwendet werden");
      assertThat(browser.complaints()).isEmpty();
    }
  }

  /** The database's clock is everybody's, so it is the proofs that grow old. */
  private static void halfAnHourPasses(String name) {
    postgres.change(
        DATABASE,
        "update case_evidence set proven_at = proven_at - interval '30 minutes'"
            + " where case_id in (select id from recovery_case where name = '" + name + "')");
  }

  private static Browser lost(Browser browser, String name) {
    return browser.go("/").choose("passkey").type("name", name).press("Continue");
  }

  @Test
  void who_has_no_certificate_has_no_computer_also_by_writing_the_header() {
    try (Guest guest = guest(Optional.empty())) {
      assertNone(lost(guest, "b.hansen"));
      guest.saying("Client-Cert", computer("NHL-1001").orElseThrow().header());
      assertNone(lost(guest, "b.hansen"));
    }
  }

  @Test
  void a_header_beside_a_certificate_is_the_proxys_and_not_the_clients() {
    try (Guest guest = guest(computer("NHL-1003"))) {
      guest.saying("Client-Cert", computer("NHL-1001").orElseThrow().header());

      assertRefused(lost(guest, "b.hansen").submit(DEVICE, Map.of()));
      assertThat(lost(guest, "h.brandt").submit(DEVICE, Map.of()).page()).contains("Computer accepted");
    }
  }

  @Test
  void d_7_who_goes_around_the_proxy_is_not_believed() throws IOException {
    HttpClient elsewhere = HttpClient.newBuilder().localAddress(InetAddress.getByName("127.0.0.2")).build();
    try (Guest guest = new Guest("http://127.0.0.1:" + server.port, proxy.origin(), elsewhere)) {
      guest.saying("Client-Cert", computer("NHL-1001").orElseThrow().header());

      assertNone(lost(guest, "b.hansen"));
    }
  }

  /** No button, and a request that nobody offered is refused. */
  private static void assertNone(Guest guest) {
    assertThat(guest.offers("/recovery/saved-code")).isTrue();
    assertThat(guest.offers(DEVICE)).isFalse();
    assertRefused(guest.push(DEVICE, "/recovery/cancel"));
  }

  private static void assertRefused(Guest guest) {
    assertThat(guest.page())
        .contains("This computer cannot be used for this account")
        .doesNotContain("Computer accepted");
  }
}
