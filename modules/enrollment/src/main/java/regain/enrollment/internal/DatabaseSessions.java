package regain.enrollment.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import regain.enrollment.Passkey;
import regain.enrollment.Sessions;
import regain.kernel.Arrival;
import regain.kernel.Chance;
import regain.kernel.Digest;
import regain.kernel.PersonId;
import regain.kernel.Secret;

/** Sessions in one table. Ended ones stay as rows, so that a list of what was ended can be shown. */
@Dependent
class DatabaseSessions implements Sessions {
  /** Written no more often than this, so that a page that is only read writes nothing. */
  private static final Duration SEEN = Duration.ofMinutes(1);

  private static final int TOKEN_BYTES = 32;

  private final EntityManager database;
  private final InstantSource clock;
  private final Chance chance;

  @Inject
  DatabaseSessions(EntityManager database, InstantSource clock, Chance chance) {
    this.database = database;
    this.clock = clock;
    this.chance = chance;
  }

  @Override
  public Secret begin(Passkey passkey, Arrival arrival) {
    String token = Base64.getUrlEncoder().withoutPadding().encodeToString(chance.bytes(TOKEN_BYTES));
    Instant now = clock.instant();
    var row = new SessionRow();
    row.id = chance.uuid();
    row.tokenDigest = digest(token);
    row.person = passkey.person().value();
    row.passkey = passkey.id();
    row.beganAt = now;
    row.seenAt = now;
    row.provenAt = now;
    row.address = arrival.address().getHostAddress();
    row.agent = arrival.agent();
    database.persist(row);
    return Secret.of(token);
  }

  @Override
  public Optional<Session> find(Secret token) {
    Instant now = clock.instant();
    Optional<SessionRow> row = database
        .createQuery("from SessionRow where tokenDigest = :digest", SessionRow.class)
        .setParameter("digest", digest(token.open(String::new)))
        .getResultStream()
        .findFirst();
    row.filter(it -> it.aliveAt(now) && now.isAfter(it.seenAt.plus(SEEN))).ifPresent(it -> seen(it, now));
    return row.filter(it -> it.aliveAt(now)).map(SessionRow::session);
  }

  /** Locked, because it is written: what ends the session at the same moment must not be written over. */
  private void seen(SessionRow row, Instant now) {
    database.refresh(row, LockModeType.PESSIMISTIC_WRITE);
    if (row.aliveAt(now)) {
      row.seenAt = now;
    }
  }

  @Override
  public void proven(UUID session) {
    @Nullable SessionRow row = database.find(SessionRow.class, session, LockModeType.PESSIMISTIC_WRITE);
    if (row != null) {
      row.provenAt = clock.instant();
    }
  }

  @Override
  public List<Session> of(PersonId person) {
    return alive(person).stream().map(SessionRow::session).toList();
  }

  @Override
  public boolean end(PersonId person, UUID session) {
    Optional<SessionRow> row = alive(person).stream().filter(it -> it.id.equals(session)).findFirst();
    row.ifPresent(it -> it.endedAt = clock.instant());
    return row.isPresent();
  }

  @Override
  public int endAll(PersonId person, Instant before) {
    List<SessionRow> older = alive(person).stream().filter(it -> it.beganAt.isBefore(before)).toList();
    older.forEach(it -> it.endedAt = clock.instant());
    return older.size();
  }

  @Override
  public int endOthers(PersonId person, UUID kept) {
    List<SessionRow> others = alive(person).stream().filter(it -> !it.id.equals(kept)).toList();
    others.forEach(it -> it.endedAt = clock.instant());
    return others.size();
  }

  @Override
  public void endBegunWith(PersonId person, UUID passkey) {
    alive(person).stream().filter(it -> it.passkey.equals(passkey)).forEach(it -> it.endedAt = clock.instant());
  }

  private List<SessionRow> alive(PersonId person) {
    Instant now = clock.instant();
    return database
        .createQuery(
            "from SessionRow where person = :person and endedAt is null order by beganAt desc", SessionRow.class)
        .setParameter("person", person.value())
        .getResultStream()
        .filter(it -> it.aliveAt(now))
        .toList();
  }

  private static byte[] digest(String token) {
    return Digest.of(token.getBytes(StandardCharsets.UTF_8)).bytes();
  }
}
