package regain.enrollment.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.yubico.webauthn.FinishRegistrationOptions;
import com.yubico.webauthn.RegistrationResult;
import com.yubico.webauthn.data.AuthenticatorSelectionCriteria;
import com.yubico.webauthn.data.ByteArray;
import com.yubico.webauthn.data.PublicKeyCredential;
import com.yubico.webauthn.data.PublicKeyCredentialCreationOptions;
import com.yubico.webauthn.data.PublicKeyCredentialHint;
import com.yubico.webauthn.data.ResidentKeyRequirement;
import com.yubico.webauthn.data.UserIdentity;
import com.yubico.webauthn.data.UserVerificationRequirement;
import com.yubico.webauthn.exception.RegistrationFailedException;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import regain.enrollment.Passkeys.Unfit;
import regain.enrollment.Terms;
import regain.enrollment.port.Account;
import regain.kernel.Chance;
import regain.kernel.PersonId;

/**
 * The registration ceremony (Level 3, section 7.1), and what policy asks beyond it: that a maker vouches for the
 * authenticator, and that some people's keys stay where they were made.
 */
// The library marks the backup flags as experimental by deprecating them; Level 3 has them for good.
@SuppressWarnings("deprecation")
@Dependent
class Attestations {
  private static final int USER_HANDLE_BYTES = 64;
  private static final List<String> SECURITY_KEY = List.of(PublicKeyCredentialHint.SECURITY_KEY.getValue());

  private final EntityManager database;
  private final InstantSource clock;
  private final Chance chance;
  private final CredentialRecords records;
  private final Party party;

  @Inject
  Attestations(EntityManager database, InstantSource clock, Chance chance, CredentialRecords records, Party party) {
    this.database = database;
    this.clock = clock;
    this.chance = chance;
    this.records = records;
    this.party = party;
  }

  sealed interface Outcome {
    record Valid(RegistrationResult result) implements Outcome {}

    /** @param why for the trail */
    record Failed(String why, Unfit unfit) implements Outcome {}
  }

  String ask(byte[] challenge, Account account) {
    boolean bound = party.rules().deviceBound().contains(account.population());
    try {
      return options(challenge, account.person(), account.name(), account.displayName())
          .toBuilder()
          .hints(bound ? SECURITY_KEY : List.of())
          .build()
          .toCredentialsCreateJson();
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("the library's own options are always JSON", impossible);
    }
  }

  private PublicKeyCredentialCreationOptions options(
      byte[] challenge, PersonId person, String name, String displayName) {
    return PublicKeyCredentialCreationOptions.builder()
        .rp(party.library().getIdentity())
        .user(
            UserIdentity.builder()
                .name(name)
                .displayName(displayName)
                .id(new ByteArray(enrolled(person).userHandle))
                .build())
        .challenge(new ByteArray(challenge))
        .pubKeyCredParams(Party.ALGORITHMS)
        .timeout(Challenges.LIFE.toMillis())
        .excludeCredentials(records.getCredentialIdsForUsername(person.toString()))
        .authenticatorSelection(
            AuthenticatorSelectionCriteria.builder()
                .residentKey(ResidentKeyRequirement.REQUIRED)
                .userVerification(UserVerificationRequirement.REQUIRED)
                .build())
        .attestation(party.conveyance())
        .build();
  }

  private PersonRow enrolled(PersonId person) {
    @Nullable PersonRow row = database.find(PersonRow.class, person.value());
    if (row == null) {
      row = new PersonRow(person, chance.bytes(USER_HANDLE_BYTES), clock.instant());
      database.persist(row);
      database.flush();
    }
    return row;
  }

  Outcome verify(byte[] challenge, PersonId person, String answer, Terms terms) {
    if (answer.length() > Assertions.ANSWER_LENGTH) {
      return unfit("too-long");
    }
    try {
      var credential = PublicKeyCredential.parseRegistrationResponseJson(answer);
      if (ClientData.crossOrigin(credential.getResponse().getClientDataJSON().getBytes())) {
        return unfit("cross-origin");
      }
      return allowed(
          party.library().finishRegistration(
              FinishRegistrationOptions.builder()
                  .request(options(challenge, person, person.toString(), person.toString()))
                  .response(credential)
                  .build()),
          terms);
    } catch (RegistrationFailedException refused) {
      return unfit("refused");
    } catch (PersistenceException ofTheDatabase) {
      throw ofTheDatabase;
    } catch (IOException | RuntimeException unreadable) {
      // For a key or a statement that is none the library throws whatever its reader of CBOR and the JDK throw: also that
      // something is null, or of another type. If it was the database after all, the refusal cannot be recorded there either.
      return unfit("unreadable");
    }
  }

  private Outcome allowed(RegistrationResult result, Terms terms) {
    if (!result.isUserVerified()) {
      return unfit("not-verified");
    }
    if (result.isBackupEligible() && party.rules().deviceBound().contains(terms.population())) {
      return new Outcome.Failed("copyable", Unfit.COPYABLE);
    }
    return party.rules().vouched() && !result.isAttestationTrusted()
        ? new Outcome.Failed("not-vouched", Unfit.NOT_VOUCHED)
        : new Outcome.Valid(result);
  }

  private static Outcome unfit(String why) {
    return new Outcome.Failed(why, Unfit.DOES_NOT_FIT);
  }
}
