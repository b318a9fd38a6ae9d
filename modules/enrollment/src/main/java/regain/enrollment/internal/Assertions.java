package regain.enrollment.internal;

import com.yubico.webauthn.AssertionRequest;
import com.yubico.webauthn.AssertionResult;
import com.yubico.webauthn.FinishAssertionOptions;
import com.yubico.webauthn.data.AuthenticatorAssertionResponse;
import com.yubico.webauthn.data.ByteArray;
import com.yubico.webauthn.data.ClientAssertionExtensionOutputs;
import com.yubico.webauthn.data.PublicKeyCredential;
import com.yubico.webauthn.data.PublicKeyCredentialRequestOptions;
import com.yubico.webauthn.data.UserVerificationRequirement;
import com.yubico.webauthn.exception.AssertionFailedException;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Optional;

/**
 * The assertion ceremony (Level 3, section 7.2). What the library does not look at is looked at here: frames, a passkey that
 * ended meanwhile, backup eligibility. Nothing is written before all of it fits.
 */
// The library marks the backup flags as experimental by deprecating them; Level 3 has them for good.
@SuppressWarnings("deprecation")
@Dependent
class Assertions {
  static final int ANSWER_LENGTH = 40_000;

  private final EntityManager database;
  private final CredentialRecords records;
  private final Party party;
  private final Usage usage;

  @Inject
  Assertions(EntityManager database, CredentialRecords records, Party party, Usage usage) {
    this.database = database;
    this.records = records;
    this.party = party;
    this.usage = usage;
  }

  /** An assertion with everything that is needed to verify it again without us. */
  sealed interface Signature {
    record Valid(PasskeyRow row, ByteArray authenticatorData, ByteArray clientData, ByteArray signature)
        implements Signature {}

    record Failed(String why) implements Signature {}
  }

  String ask(byte[] challenge) {
    return CeremonyJson.options(options(challenge));
  }

  private PublicKeyCredentialRequestOptions options(byte[] challenge) {
    return PublicKeyCredentialRequestOptions.builder()
        .challenge(new ByteArray(challenge))
        .timeout(Challenges.LIFE.toMillis())
        .rpId(party.id())
        .userVerification(UserVerificationRequirement.REQUIRED)
        .build();
  }

  Signature verify(byte[] challenge, String answer) {
    if (answer.length() > ANSWER_LENGTH) {
      return new Signature.Failed("too-long");
    }
    try {
      return verified(challenge, CeremonyJson.assertion(answer));
    } catch (AssertionFailedException refused) {
      return new Signature.Failed("refused");
    } catch (IOException | IllegalArgumentException unreadable) {
      // Among these: BS without BE, which no authenticator may say (section 6.1.3) and the library cannot read.
      return new Signature.Failed("unreadable");
    } catch (RuntimeException broken) {
      if (isOfASignature(broken)) {
        return new Signature.Failed("refused");
      }
      throw broken;
    }
  }

  /**
   * Whether bytes that are no signature at all were behind it. The JDK throws for them, and the library takes that for a
   * fault of the JDK. What the database throws while the library asks it is something else and goes on.
   */
  private static boolean isOfASignature(RuntimeException broken) {
    return broken.getCause() instanceof GeneralSecurityException;
  }

  /** The credential that an answer speaks of, if it can be read. */
  Optional<ByteArray> credentialOf(String answer) {
    if (answer.length() > ANSWER_LENGTH) {
      return Optional.empty();
    }
    try {
      return Optional.of(CeremonyJson.assertion(answer).getId());
    } catch (IOException | IllegalArgumentException unreadable) {
      return Optional.empty();
    }
  }

  private Signature verified(
      byte[] challenge,
      PublicKeyCredential<AuthenticatorAssertionResponse, ClientAssertionExtensionOutputs> credential)
      throws AssertionFailedException {
    AuthenticatorAssertionResponse response = credential.getResponse();
    if (ClientData.crossOrigin(response.getClientDataJSON().getBytes())) {
      return new Signature.Failed("cross-origin");
    }
    AssertionResult result = party.library().finishAssertion(
        FinishAssertionOptions.builder()
            .request(AssertionRequest.builder().publicKeyCredentialRequestOptions(options(challenge)).build())
            .response(credential)
            .build());
    if (!result.isSuccess() || !result.isUserVerified()) {
      return new Signature.Failed("not-verified");
    }
    PasskeyRow row = records.byCredential(result.getCredentialId()).orElseThrow();
    // Read again under the lock: somebody may have removed it meanwhile, and must not be written over.
    database.refresh(row, LockModeType.PESSIMISTIC_WRITE);
    if (row.endedAt != null || row.lockedAt != null) {
      return new Signature.Failed("refused");
    }
    if (row.backupEligible != result.isBackupEligible()) {
      return new Signature.Failed("backup-eligibility-changed");
    }
    usage.note(row, result.getSignatureCount(), result.isBackedUp());
    return new Signature.Valid(
        row, response.getAuthenticatorData(), response.getClientDataJSON(), response.getSignature());
  }
}
