package regain.enrollment.internal;

import com.yubico.webauthn.RelyingParty;
import com.yubico.webauthn.attestation.AttestationTrustSource.TrustRootsResult;
import com.yubico.webauthn.data.AttestationConveyancePreference;
import com.yubico.webauthn.data.ByteArray;
import com.yubico.webauthn.data.PublicKeyCredentialParameters;
import com.yubico.webauthn.data.RelyingPartyIdentity;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import regain.enrollment.port.PasskeyRules;
import regain.enrollment.port.RelyingPartySettings;

/**
 * The relying party of Yubico's library, set up once for both ceremonies: one exact origin, three algorithms, and a
 * signature counter that is looked at by us and not by the library, because it is a signal and no refusal (Level 3, 7.2).
 */
@Dependent
class Party {
  static final List<PublicKeyCredentialParameters> ALGORITHMS = List.of(
      PublicKeyCredentialParameters.EdDSA,
      PublicKeyCredentialParameters.ES256,
      PublicKeyCredentialParameters.RS256);

  private final PasskeyRules rules;
  private final RelyingParty library;

  @Inject
  Party(CredentialRecords records, RelyingPartySettings settings, PasskeyRules rules, InstantSource clock) {
    this.rules = rules;
    library = RelyingParty.builder()
        .identity(RelyingPartyIdentity.builder().id(settings.id()).name(settings.name()).build())
        .credentialRepository(records)
        .origins(Set.of(settings.origin()))
        .allowOriginPort(false)
        .allowOriginSubdomain(false)
        .allowUntrustedAttestation(true)
        .attestationTrustSource((chain, make) -> roots(rules, chain, make))
        .clock(clock.withZone(ZoneOffset.UTC))
        .preferredPubkeyParams(ALGORITHMS)
        .validateSignatureCounter(false)
        .build();
  }

  /** Whether a certificate was revoked is what the metadata tells; no other list is asked. */
  private static TrustRootsResult roots(
      PasskeyRules rules, List<X509Certificate> chain, Optional<ByteArray> make) {
    return TrustRootsResult.builder()
        .trustRoots(rules.makers().roots(make.map(Makes::of).orElse(Makes.NOT_SAID), chain))
        .enableRevocationChecking(false)
        .policyTreeValidator(any -> true)
        .build();
  }

  PasskeyRules rules() {
    return rules;
  }

  AttestationConveyancePreference conveyance() {
    return rules.asked() ? AttestationConveyancePreference.DIRECT : AttestationConveyancePreference.NONE;
  }

  RelyingParty library() {
    return library;
  }

  String id() {
    return library.getIdentity().getId();
  }
}
