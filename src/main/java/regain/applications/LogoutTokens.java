package regain.applications;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.Map;
import regain.kernel.Chance;

/**
 * Logout tokens (OpenID Connect Back-Channel Logout 1.0 section 2.4): for one application and one person, good for two
 * minutes, each with an id of its own. There is a subject and no session id, so all sessions of that person are meant; and
 * no nonce, so that it can never be taken for an ID token.
 */
record LogoutTokens(String issuer, SigningKeys keys, InstantSource clock, Chance chance) {
  static final Duration LIFE = Duration.ofMinutes(2);
  static final String EVENT = "http://schemas.openid.net/event/backchannel-logout";
  private static final JOSEObjectType TYPE = new JOSEObjectType("logout+jwt");

  String token(String audience, String subject) {
    Instant now = clock.instant();
    var claims = new JWTClaimsSet.Builder()
        .issuer(issuer)
        .audience(audience)
        .subject(subject)
        .issueTime(Date.from(now))
        .expirationTime(Date.from(now.plus(LIFE)))
        .jwtID(chance.uuid().toString())
        .claim("events", Map.of(EVENT, Map.of()))
        .build();
    return signed(claims);
  }

  private String signed(JWTClaimsSet claims) {
    try {
      var header = new JWSHeader.Builder(JWSAlgorithm.RS256).type(TYPE).keyID(keys.current().getKeyID()).build();
      var token = new SignedJWT(header, claims);
      token.sign(new RSASSASigner(keys.current()));
      return token.serialize();
    } catch (JOSEException impossible) {
      throw new IllegalStateException("a key that was read at the start does not sign", impossible);
    }
  }
}
