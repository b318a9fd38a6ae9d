package regain.applications;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.text.ParseException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Date;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What an application has to check of a logout token: Back-Channel Logout 1.0 section 2.6, with its numbers. */
final class LogoutCheck {
  private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
  private final Set<String> seen = new HashSet<>();

  LogoutCheck(String issuer, String clientId, JWKSource<SecurityContext> keys, InstantSource clock) {
    // Section 2.4 and 2.6.2: typed explicitly, signed with the one algorithm that was agreed on, never with none.
    processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(new JOSEObjectType("logout+jwt")));
    processor.setJWSKeySelector(new JWSVerificationKeySelector<>(JWSAlgorithm.RS256, keys));
    // 2.6.3, 2.6.4 and 2.6.6: issuer, audience and times as for an ID token, a subject, no nonce.
    processor.setJWTClaimsSetVerifier(
        new DefaultJWTClaimsVerifier<SecurityContext>(
            Set.of(clientId),
            new JWTClaimsSet.Builder().issuer(issuer).build(),
            Set.of("sub", "iat", "exp", "jti", "events"),
            Set.of("nonce")) {
          @Override
          protected Date currentTime() {
            return Date.from(clock.instant());
          }
        });
  }

  /**
   * @return the claims of a token that is good
   * @throws BadJOSEException for any other
   */
  synchronized JWTClaimsSet check(String token) throws BadJOSEException {
    try {
      JWTClaimsSet claims = processor.process(token, null);
      // 2.6.5: the member of the events claim is a JSON object, which may be empty.
      if (!(claims.getClaim("events") instanceof Map<?, ?> events && events.get(LogoutTokens.EVENT) instanceof Map)) {
        throw new BadJOSEException("no event of a logout");
      }
      // 2.4: it should live for two minutes at most.
      Duration life = Duration.between(claims.getIssueTime().toInstant(), claims.getExpirationTime().toInstant());
      if (life.compareTo(Duration.ofMinutes(2)) > 0) {
        throw new BadJOSEException("lives too long");
      }
      // 2.6.7: no token with this id was taken lately.
      if (!seen.add(claims.getJWTID())) {
        throw new BadJOSEException("seen before");
      }
      return claims;
    } catch (JOSEException | ParseException unreadable) {
      throw new BadJOSEException("unreadable", unreadable);
    }
  }
}
