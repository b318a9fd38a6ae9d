package regain.enrollment.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import regain.audit.Trail;
import regain.audit.Word;
import regain.enrollment.EnrollmentEvent;
import regain.enrollment.Signing;
import regain.kernel.Actor;
import regain.kernel.Chance;
import regain.kernel.Digest;
import regain.kernel.PersonId;

/** Statements signed by passkey. What the challenge store keeps here is the nonce. */
@Dependent
class PasskeySigning implements Signing {
  private final EntityManager database;
  private final InstantSource clock;
  private final Chance chance;
  private final Challenges challenges;
  private final Assertions assertions;
  private final Trail trail;

  @Inject
  PasskeySigning(
      EntityManager database,
      InstantSource clock,
      Chance chance,
      Challenges challenges,
      Assertions assertions,
      Trail trail) {
    this.database = database;
    this.clock = clock;
    this.chance = chance;
    this.challenges = challenges;
    this.assertions = assertions;
    this.trail = trail;
  }

  @Override
  public String ask(String binding, String domain, String text) {
    return assertions.ask(challenge(domain, challenges.ask(binding), text));
  }

  @Override
  public Signature sign(String binding, PersonId signer, String domain, String text, String answer) {
    Optional<byte[]> nonce = challenges.take(binding);
    if (nonce.isEmpty()) {
      return new Signature.Failed("no-challenge");
    }
    return switch (assertions.verify(challenge(domain, nonce.get(), text), answer)) {
      case Assertions.Signature.Failed(String why) -> new Signature.Failed(why);
      case Assertions.Signature.Valid valid ->
        valid.row().person.equals(signer.value())
            ? store(domain, text, nonce.get(), valid)
            : new Signature.Failed("somebody-else");
    };
  }

  @Override
  public boolean isSigned(UUID statement, PersonId signer, String domain, String text) {
    @Nullable StatementRow row = database.find(StatementRow.class, statement);
    return row != null
        && row.person.equals(signer.value())
        && row.domain.equals(domain)
        && row.text.equals(text)
        && ClientData.answers(row.clientData, challenge(domain, row.nonce, text));
  }

  private Signature store(String domain, String text, byte[] nonce, Assertions.Signature.Valid valid) {
    var row = new StatementRow();
    row.id = chance.uuid();
    row.domain = domain;
    row.text = text;
    row.nonce = nonce;
    row.person = valid.row().person;
    row.publicKey = valid.row().publicKey;
    row.authenticatorData = valid.authenticatorData().getBytes();
    row.clientData = valid.clientData().getBytes();
    row.signature = valid.signature().getBytes();
    row.signedAt = clock.instant();
    database.persist(row);
    var signer = new PersonId(row.person);
    trail.record(
        new Actor.Human(signer),
        new EnrollmentEvent.StatementSigned(
            Optional.of(signer), new Word(domain.replace('/', '.')), new Word(digest(text).hex())));
    PasskeyRow with = valid.row();
    boolean unrestricted = with.provisionalUntil == null && with.passkey().restrictedUntil(row.signedAt).isEmpty();
    return new Signature.Signed(row.id, unrestricted, with.id, with.madeAt);
  }

  private static byte[] challenge(String domain, byte[] nonce, String text) {
    byte[] end = {0};
    return Digest.of(domain.getBytes(StandardCharsets.US_ASCII), end, nonce, digest(text).bytes()).bytes();
  }

  private static Digest digest(String text) {
    return Digest.of(text.getBytes(StandardCharsets.UTF_8));
  }
}
