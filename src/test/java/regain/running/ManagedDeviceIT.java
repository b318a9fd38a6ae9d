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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
import regain.house.SoftPasskey;

/**
 * A computer's certificate from the TLS handshake to the decision: a client with a key, a real HAProxy that asks for it, and a
 * server behind it. Who has no certificate, writes the header, or goes around the proxy, has no computer.
 */
class ManagedDeviceIT {
  private static final String DEVICE = "/recovery/device";
  private static final Pattern SAVED = Pattern.compile("<li dir=\"ltr\">([0-9A-Z-]{30,})</li>");

  @TempDir private static Path folder;
  private static final TestAuthority DEVICES = new TestAuthority("Nordhafen devices");
  private static final TestAuthority WEB = new TestAuthority("Web");
  private static final Issued IDENTITY = WEB.issue(Wish.server("localhost"));
  private static DemoDirectory directory;
  private static HaProxy proxy;
  private static OwnServer server;

  @BeforeAll
  static void start() throws IOException {
    directory = DemoDirectory.start(folder.resolve("directory"), 0, InstantSource.system());
    proxy = new HaProxy(folder.resolve("proxy"), IDENTITY.pem(), DEVICES.pem());
    Map<String, String> settings = new HashMap<>(directory.settings());
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

  @Test
  void a_computer_enrols_with_the_password_and_brings_a_lost_passkey_back_with_a_saved_code() throws LDAPException {
    try (Guest guest = guest(computer("NHL-1002"))) {
      guest.go("/enroll").submit("/enrollment", Map.of("name", "g.jansen")).submit("/enrollment/device", Map.of());
      guest.submit("/enrollment/password", Map.of("password", Steps.password("g.jansen")));
      guest.passkey("/enrollment/passkey", new SoftPasskey(1)::create);
      assertThat(guest.title()).isEqualTo("Your passkey is set up");
      Matcher saved = SAVED.matcher(guest.submit("/recovery/codes", Map.of()).page());
      assertThat(saved.find()).isTrue();

      lost(guest, "g.jansen").submit("/recovery/saved-code", Map.of("saved", saved.group(1)));
      assertThat(guest.submit(DEVICE, Map.of()).title()).isEqualTo("Make your passkey");
      guest.passkey("/recovery/new-passkey", new SoftPasskey(2)::create);
      assertThat(guest.title()).isEqualTo("Your new passkey works");

      directory.administrator().delete(DemoDevices.computer("NHL-1002").getDN());
      assertRefused(lost(guest, "g.jansen").submit(DEVICE, Map.of()));
    }
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
