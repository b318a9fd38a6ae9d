package regain.applications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.security.SecureRandom;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import regain.assurance.Requirement;
import regain.kernel.Chance;

/** Logout tokens as whoever receives one has to see them (Back-Channel Logout 1.0 sections 2.4 and 2.6). */
class LogoutTokensTest {
  private static final String ISSUER = "https://regain.example.org";
  private static final String CLIENT = "payroll-client";
  private static final String SOMEBODY = "11111111-2222-4333-8444-555555555555";
  private static final SecureRandom RANDOM = new SecureRandom();

  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-07-14T06:31:00.123456Z"));
  private final InstantSource clock = now::get;
  private final Chance chance = length -> {
    byte[] bytes = new byte[length];
    RANDOM.nextBytes(bytes);
    return bytes;
  };

  private String token(SigningKeys keys) {
    return new LogoutTokens(ISSUER, keys, clock, chance).token(CLIENT, SOMEBODY);
  }

  /** An application that has fetched the keys that were published then. */
  private LogoutCheck application(String issuer, String client, SigningKeys then) {
    try {
      return new LogoutCheck(issuer, client, new ImmutableJWKSet<>(JWKSet.parse(then.published())), clock);
    } catch (ParseException broken) {
      throw new IllegalStateException(broken);
    }
  }

  private LogoutCheck application(SigningKeys then) {
    return application(ISSUER, CLIENT, then);
  }

  @Test
  void an_application_that_checks_everything_takes_it() throws BadJOSEException {
    JWTClaimsSet claims = application(TestSigningKeys.both("one")).check(token(TestSigningKeys.both("one")));

    assertThat(claims.getSubject()).isEqualTo(SOMEBODY);
    assertThat(claims.getAudience()).containsExactly(CLIENT);
    assertThat(claims.getClaims().keySet())
        .containsExactlyInAnyOrder("iss", "aud", "sub", "iat", "exp", "jti", "events");
  }

  @Test
  @Requirement("R-ASVS-9.1-2")
  void its_header_names_type_algorithm_and_key_and_brings_no_key_along() throws ParseException {
    JWSHeader header = SignedJWT.parse(token(TestSigningKeys.both("two"))).getHeader();

    assertThat(header.toJSONObject())
        .isEqualTo(Map.of("typ", "logout+jwt", "alg", "RS256", "kid", "two"));
  }

  @Test
  @Requirement("R-ASVS-9.1-2")
  void it_is_good_for_two_minutes_and_for_one_application() {
    SigningKeys keys = TestSigningKeys.both("one");
    String token = token(keys);

    refused(application(ISSUER, "another-client", keys), token);
    refused(application("https://elsewhere.example.org", CLIENT, keys), token);
    now.set(now.get().plus(Duration.ofMinutes(4)));
    refused(application(keys), token);
  }

  @Test
  void it_is_taken_once_and_each_try_has_one_of_its_own() throws BadJOSEException {
    SigningKeys keys = TestSigningKeys.both("one");
    LogoutCheck application = application(keys);
    String token = token(keys);
    application.check(token);

    refused(application, token);
    assertThat(application.check(token(keys)).getSubject()).isEqualTo(SOMEBODY);
  }

  @Test
  @Requirement("R-ASVS-9.1-2")
  void nothing_but_the_key_that_is_published_makes_one() throws ParseException, JOSEException {
    SigningKeys keys = TestSigningKeys.both("one");
    JWTClaimsSet claims = SignedJWT.parse(token(keys)).getJWTClaimsSet();
    var shared = new SignedJWT(
        new JWSHeader.Builder(JWSAlgorithm.HS256).type(new JOSEObjectType("logout+jwt")).keyID("one").build(), claims);
    shared.sign(new MACSigner(keys.current().toRSAPublicKey().getEncoded()));

    refused(application(keys), shared.serialize());
    refused(application(keys), new PlainJWT(claims).serialize());
    refused(application(keys), token(TestSigningKeys.only("one", TestSigningKeys.TWO)));
  }

  @Test
  void through_a_rotation_applications_verify_every_token_with_the_keys_that_they_have() throws BadJOSEException {
    SigningKeys before = TestSigningKeys.only("one", TestSigningKeys.ONE);
    SigningKeys announced = TestSigningKeys.both("one");
    SigningKeys switched = TestSigningKeys.both("two");
    SigningKeys after = TestSigningKeys.only("two", TestSigningKeys.TWO);

    assertThat(application(announced).check(token(before)).getSubject()).isEqualTo(SOMEBODY);
    assertThat(application(before).check(token(announced)).getSubject()).isEqualTo(SOMEBODY);
    assertThat(application(announced).check(token(switched)).getSubject()).isEqualTo(SOMEBODY);
    assertThat(application(switched).check(token(announced)).getSubject()).isEqualTo(SOMEBODY);
    assertThat(application(switched).check(token(after)).getSubject()).isEqualTo(SOMEBODY);
    refused(application(before), token(switched));
  }

  private static void refused(LogoutCheck application, String token) {
    assertThatThrownBy(() -> application.check(token)).isInstanceOf(BadJOSEException.class);
  }
}
