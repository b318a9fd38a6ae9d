package regain.applications;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import regain.applications.Application.Logout;
import regain.applications.Application.Subject;
import regain.applications.RelyingParty.Manner;
import regain.assurance.Requirement;
import regain.kernel.Chance;
import regain.kernel.PersonId;
import regain.keycloak.OnePerson;
import regain.recovery.port.SessionConnector.Revocation;
import regain.recovery.port.SessionConnector.WhenStuck;

/** The contract with a real application over http: what it is sent, and what each of its answers means. */
class BackChannelLogoutTest {
  private static final String ISSUER = "https://regain.example.org";
  private static final PersonId SOMEBODY = PersonId.of("11111111-2222-4333-8444-555555555555");
  private static final SigningKeys KEYS = TestSigningKeys.both("one");

  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-07-14T06:31:00Z"));
  private final RelyingParty payroll = new RelyingParty();
  /** Longer than a busy machine takes, for applications that answer. */
  private Errand errand = new Errand(Duration.ofSeconds(10));

  private BackChannelLogout connector(URI uri, Subject subject) {
    var random = new SplittableRandom(7);
    Chance chance = length -> {
      byte[] bytes = new byte[length];
      random.nextBytes(bytes);
      return bytes;
    };
    payroll.trusting(ISSUER, payroll.publish(KEYS::published), now::get);
    var application = new Application(
        "payroll", "Payroll", List.of(),
        Optional.of(new Logout(uri, payroll.clientId(), subject, WhenStuck.PROCEED)));
    return new BackChannelLogout(
        application, new LogoutTokens(ISSUER, KEYS, now::get, chance), errand, new OnePerson("b.hansen"), now::get);
  }

  /** For applications that do not. */
  private void hurry() {
    errand.close();
    errand = new Errand(Duration.ofSeconds(1));
  }

  private BackChannelLogout connector() {
    return connector(payroll.logout(), Subject.ID);
  }

  @AfterEach
  void close() {
    errand.close();
    payroll.close();
  }

  @ParameterizedTest
  @EnumSource(names = {"OBEYS", "WITHOUT_CONTENT"})
  void an_application_that_verifies_the_token_with_the_published_keys_accepts_and_no_more_than_that(Manner manner) {
    payroll.manner(manner);

    assertThat(connector().revoke(SOMEBODY, now.get())).isEqualTo(Revocation.accepted());
    assertThat(payroll.ended).containsExactly(SOMEBODY.toString());
  }

  @Test
  void it_can_be_told_of_people_by_their_login_names() {
    assertThat(connector(payroll.logout(), Subject.LOGIN_NAME).revoke(SOMEBODY, now.get()))
        .isEqualTo(Revocation.accepted());
    assertThat(payroll.ended).containsExactly("b.hansen");
  }

  @Test
  @Requirement("R-63C-4.8-a")
  void nothing_is_sent_along_that_says_more_than_the_token() {
    connector().revoke(SOMEBODY, now.get());

    assertThat(payroll.headers).doesNotContain("cookie", "authorization", "referer", "origin");
  }

  @ParameterizedTest
  @EnumSource(names = {"REFUSES", "FAILS", "REDIRECTS", "ENDLESS", "SILENT"})
  void any_other_answer_confirms_nothing_and_leads_nowhere(Manner manner) {
    payroll.manner(manner);
    if (manner == Manner.SILENT) {
      hurry();
    }
    long begun = System.nanoTime();

    assertThat(connector().revoke(SOMEBODY, now.get())).isEqualTo(Revocation.notConfirmed());
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
    assertThat(payroll.elsewhere).isEmpty();
    assertThat(payroll.tokens).hasSize(1);
  }

  @Test
  void an_application_that_is_not_there_confirms_nothing() {
    BackChannelLogout connector = connector();
    payroll.close();

    assertThat(connector.revoke(SOMEBODY, now.get())).isEqualTo(Revocation.notConfirmed());
  }

  @Test
  void one_that_believes_somebody_else_refuses() {
    BackChannelLogout connector = connector();
    payroll.trusting("https://login.example.org", URI.create(payroll.logout().resolve("/keys").toString()), now::get);

    assertThat(connector.revoke(SOMEBODY, now.get())).isEqualTo(Revocation.notConfirmed());
    assertThat(payroll.ended).isEmpty();
  }

  @Test
  void after_silence_it_is_left_alone_for_a_moment_and_then_asked_again() {
    hurry();
    BackChannelLogout connector = connector();
    payroll.manner(Manner.SILENT);
    connector.revoke(SOMEBODY, now.get());
    payroll.manner(Manner.FAILS);

    connector.revoke(SOMEBODY, now.get());
    assertThat(payroll.tokens).hasSize(1);
    now.set(now.get().plusSeconds(5));
    connector.revoke(SOMEBODY, now.get());
    assertThat(payroll.tokens).hasSize(2);
  }

  @Test
  void no_token_is_sent_twice() {
    BackChannelLogout connector = connector();
    payroll.manner(Manner.FAILS);
    connector.revoke(SOMEBODY, now.get());
    connector.revoke(SOMEBODY, now.get());
    payroll.manner(Manner.OBEYS);
    connector.revoke(SOMEBODY, now.get());

    assertThat(new HashSet<>(payroll.tokens)).hasSize(3);
    assertThat(payroll.tokens).allMatch(it -> it.getBytes(StandardCharsets.US_ASCII).length < 2000);
    assertThat(payroll.ended).hasSize(1);
  }
}
