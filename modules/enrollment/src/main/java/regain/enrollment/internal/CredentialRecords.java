package regain.enrollment.internal;

import com.yubico.webauthn.CredentialRepository;
import com.yubico.webauthn.RegisteredCredential;
import com.yubico.webauthn.data.ByteArray;
import com.yubico.webauthn.data.PublicKeyCredentialDescriptor;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The library's view of our rows. A passkey that has ended is not there; the "username" is the person's id. */
// The library marks the backup flags as experimental by deprecating them; Level 3 has them for good.
@SuppressWarnings("deprecation")
@Dependent
class CredentialRecords implements CredentialRepository {
  private final EntityManager database;

  @Inject
  CredentialRecords(EntityManager database) {
    this.database = database;
  }

  @Override
  public Set<PublicKeyCredentialDescriptor> getCredentialIdsForUsername(String username) {
    return usable(UUID.fromString(username)).stream()
        .map(it -> PublicKeyCredentialDescriptor.builder().id(new ByteArray(it.credentialId)).build())
        .collect(Collectors.toSet());
  }

  @Override
  public Optional<ByteArray> getUserHandleForUsername(String username) {
    return person(UUID.fromString(username)).map(it -> new ByteArray(it.userHandle));
  }

  @Override
  public Optional<String> getUsernameForUserHandle(ByteArray userHandle) {
    return byHandle(userHandle).map(it -> it.id.toString());
  }

  @Override
  public Optional<RegisteredCredential> lookup(ByteArray credentialId, ByteArray userHandle) {
    return byCredential(credentialId)
        .filter(it -> it.endedAt == null && !it.pending)
        .flatMap(
            it -> person(it.person)
                .filter(person -> new ByteArray(person.userHandle).equals(userHandle))
                .map(person -> registered(it, userHandle)));
  }

  /** Used to refuse a credential id that anybody ever registered, ended or not (section 7.1). */
  @Override
  public Set<RegisteredCredential> lookupAll(ByteArray credentialId) {
    return byCredential(credentialId)
        .flatMap(it -> person(it.person).map(person -> registered(it, new ByteArray(person.userHandle))))
        .map(Set::of)
        .orElse(Set.of());
  }

  Optional<PasskeyRow> byCredential(ByteArray credentialId) {
    return database
        .createQuery("from PasskeyRow where credentialId = :id", PasskeyRow.class)
        .setParameter("id", credentialId.getBytes())
        .getResultStream()
        .findFirst();
  }

  List<PasskeyRow> usable(UUID person) {
    return database
        .createQuery(
            "from PasskeyRow where person = :person and endedAt is null and lockedAt is null and pending = false order by madeAt",
            PasskeyRow.class)
        .setParameter("person", person)
        .getResultList();
  }

  /** Also what waits to be usable. */
  List<PasskeyRow> alive(UUID person) {
    return database
        .createQuery("from PasskeyRow where person = :person and endedAt is null order by madeAt", PasskeyRow.class)
        .setParameter("person", person)
        .getResultList();
  }

  Optional<PersonRow> person(UUID id) {
    @Nullable PersonRow row = database.find(PersonRow.class, id);
    return Optional.ofNullable(row);
  }

  private Optional<PersonRow> byHandle(ByteArray userHandle) {
    return database
        .createQuery("from PersonRow where userHandle = :handle", PersonRow.class)
        .setParameter("handle", userHandle.getBytes())
        .getResultStream()
        .findFirst();
  }

  private static RegisteredCredential registered(PasskeyRow row, ByteArray userHandle) {
    return RegisteredCredential.builder()
        .credentialId(new ByteArray(row.credentialId))
        .userHandle(userHandle)
        .publicKeyCose(new ByteArray(row.publicKey))
        .signatureCount(row.signCount)
        .backupEligible(row.backupEligible)
        .backupState(row.backedUp)
        .build();
  }
}
