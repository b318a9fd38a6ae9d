package regain.enrollment.internal;

import com.yubico.webauthn.RelyingParty;
import com.yubico.webauthn.data.PublicKeyCredentialParameters;
import com.yubico.webauthn.data.RelyingPartyIdentity;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
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

  private final RelyingParty library;

  @Inject
  Party(CredentialRecords records, RelyingPartySettings settings) {
    library = RelyingParty.builder()
        .identity(RelyingPartyIdentity.builder().id(settings.id()).name(settings.name()).build())
        .credentialRepository(records)
        .origins(Set.of(settings.origin()))
        .allowOriginPort(false)
        .allowOriginSubdomain(false)
        .allowUntrustedAttestation(true)
        .preferredPubkeyParams(ALGORITHMS)
        .validateSignatureCounter(false)
        .build();
  }

  RelyingParty library() {
    return library;
  }

  String id() {
    return library.getIdentity().getId();
  }
}
