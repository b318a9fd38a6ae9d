package regain.enrollment.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import regain.audit.Trail;
import regain.enrollment.EnrollmentEvent;
import regain.enrollment.RecoveryCodes;
import regain.kernel.Actor;
import regain.kernel.CaseId;
import regain.kernel.Chance;
import regain.kernel.Crockford;
import regain.kernel.Keyring;
import regain.kernel.PersonId;
import regain.kernel.Secret;

/** Recovery codes in two tables: kits, and their codes as tags. */
@Dependent
class DatabaseRecoveryCodes implements RecoveryCodes {
  private static final String DOMAIN = "regain/recovery-code/v1";

  private final EntityManager database;
  private final InstantSource clock;
  private final Chance chance;
  private final Keyring keyring;
  private final Trail trail;

  @Inject
  DatabaseRecoveryCodes(EntityManager database, InstantSource clock, Chance chance, Keyring keyring, Trail trail) {
    this.database = database;
    this.clock = clock;
    this.chance = chance;
    this.keyring = keyring;
    this.trail = trail;
  }

  @Override
  public List<Secret> draw(PersonId person, CaseId act) {
    drawn(person).ifPresent(it -> it.endedAt = clock.instant());
    var kit = new KitRow();
    kit.id = chance.uuid();
    kit.person = person.value();
    kit.madeBy = act.value();
    kit.madeAt = clock.instant();
    database.persist(kit);
    var selectors = new LinkedHashSet<String>();
    while (selectors.size() < COUNT) {
      selectors.add(chance.code(SELECTOR_LENGTH));
    }
    return selectors.stream().map(it -> code(kit, it)).toList();
  }

  private Secret code(KitRow kit, String selector) {
    String secret = chance.code(SECRET_LENGTH);
    var row = new RecoveryCodeRow();
    row.id = chance.uuid();
    row.kit = kit.id;
    row.selector = selector;
    row.tag = keyring.tag(DOMAIN, message(kit.id, selector, secret));
    database.persist(row);
    return Secret.of(Crockford.grouped(selector + secret));
  }

  @Override
  public Optional<Kit> keep(PersonId person) {
    Optional<KitRow> drawn = drawn(person);
    drawn.ifPresent(
        it -> {
          kept(person).ifPresent(before -> before.endedAt = clock.instant());
          it.keptAt = clock.instant();
          trail.record(
              new Actor.Human(person),
              new EnrollmentEvent.RecoveryCodesMade(
                  Optional.of(person), Optional.of(new CaseId(it.madeBy)), codes(it.id).size()));
        });
    return drawn.map(this::kit);
  }

  @Override
  public Optional<Kit> of(PersonId person) {
    return kept(person).map(this::kit);
  }

  @Override
  public Answer check(PersonId person, String typed, CaseId usedBy) {
    String code = Crockford.normalize(typed);
    Optional<KitRow> kit = usable(person);
    if (kit.isEmpty() || code.length() != SELECTOR_LENGTH + SECRET_LENGTH) {
      return new Answer.NoSuch();
    }
    String selector = code.substring(0, SELECTOR_LENGTH);
    return named(kit.get(), selector)
        .map(it -> check(kit.get(), it, code.substring(SELECTOR_LENGTH), usedBy))
        .orElseGet(Answer.NoSuch::new);
  }

  private Answer check(KitRow kit, RecoveryCodeRow row, String secret, CaseId usedBy) {
    if (!row.goodFor(usedBy) || !keyring.verify(DOMAIN, message(kit.id, row.selector, secret), row.tag)) {
      row.failures++;
      return new Answer.Wrong();
    }
    if (row.usedAt == null) {
      row.usedAt = clock.instant();
      row.usedBy = usedBy.value();
      trail.record(
          new Actor.Human(new PersonId(kit.person)),
          new EnrollmentEvent.RecoveryCodeUsed(
              Optional.of(new PersonId(kit.person)), Optional.of(usedBy), kit(kit).left()));
    }
    return new Answer.Fits(kit.id, kit(kit).left());
  }

  @Override
  public boolean matches(PersonId person, String typed) {
    String code = Crockford.normalize(typed);
    return code.length() == SELECTOR_LENGTH + SECRET_LENGTH
        && kept(person)
            .flatMap(kit -> named(kit, code.substring(0, SELECTOR_LENGTH)).map(row -> matches(kit, row, code)))
            .orElse(false);
  }

  private boolean matches(KitRow kit, RecoveryCodeRow row, String code) {
    boolean fits = row.usedAt == null && row.failures < MOST_FAILURES
        && keyring.verify(DOMAIN, message(kit.id, row.selector, code.substring(SELECTOR_LENGTH)), row.tag);
    row.failures += fits || row.usedAt != null ? 0 : 1;
    return fits;
  }

  @Override
  public int end(PersonId person) {
    drawn(person).ifPresent(it -> it.endedAt = clock.instant());
    Optional<KitRow> kept = kept(person);
    int left = kept.map(it -> kit(it).left()).orElse(0);
    kept.ifPresent(it -> it.endedAt = clock.instant());
    return left;
  }

  @Override
  public int hold(CaseId madeBy, Instant until) {
    List<KitRow> held = madeBy(madeBy).stream().filter(it -> !it.isHeldAt(until.minusNanos(1))).toList();
    held.forEach(it -> it.heldUntil = until);
    return held.size();
  }

  @Override
  public int suspend(CaseId madeBy) {
    List<KitRow> made = madeBy(madeBy);
    made.forEach(it -> it.endedAt = clock.instant());
    return made.size();
  }

  private List<KitRow> madeBy(CaseId act) {
    return database
        .createQuery("from KitRow where madeBy = :act and endedAt is null", KitRow.class)
        .setParameter("act", act.value())
        .getResultList();
  }

  private Kit kit(KitRow row) {
    List<RecoveryCodeRow> codes = codes(row.id);
    int left = (int) codes.stream().filter(it -> it.usedAt == null && it.failures < MOST_FAILURES).count();
    Optional<Instant> used = codes.stream()
        .flatMap(it -> Optional.ofNullable(it.usedAt).stream())
        .max(Instant::compareTo);
    Optional<Instant> held = Optional.ofNullable(row.heldUntil).filter(clock.instant()::isBefore);
    return new Kit(row.id, new CaseId(row.madeBy), row.madeAt, left, used, held);
  }

  private Optional<KitRow> kept(PersonId person) {
    return live(person).stream().filter(it -> it.keptAt != null).findFirst();
  }

  /** The one that counts, unless it is held back. */
  private Optional<KitRow> usable(PersonId person) {
    return kept(person).filter(it -> !it.isHeldAt(clock.instant()));
  }

  private Optional<KitRow> drawn(PersonId person) {
    return live(person).stream().filter(it -> it.keptAt == null).findFirst();
  }

  private List<KitRow> live(PersonId person) {
    return database
        .createQuery("from KitRow where person = :person and endedAt is null order by madeAt desc", KitRow.class)
        .setParameter("person", person.value())
        .getResultList();
  }

  private List<RecoveryCodeRow> codes(UUID kit) {
    return database
        .createQuery("from RecoveryCodeRow where kit = :kit", RecoveryCodeRow.class)
        .setParameter("kit", kit)
        .getResultList();
  }

  /** Locked: many tries at once are many counted tries, and one use. */
  private Optional<RecoveryCodeRow> named(KitRow kit, String selector) {
    return codes(kit.id).stream()
        .filter(it -> it.selector.equals(selector))
        .findFirst()
        .map(it -> locked(it.id));
  }

  private RecoveryCodeRow locked(UUID id) {
    @Nullable RecoveryCodeRow row = database.find(RecoveryCodeRow.class, id, LockModeType.PESSIMISTIC_WRITE);
    database.refresh(row);
    return Optional.ofNullable(row).orElseThrow();
  }

  private static byte[] message(UUID kit, String selector, String secret) {
    return (kit + "\n" + selector + "\n" + secret).getBytes(StandardCharsets.UTF_8);
  }
}
