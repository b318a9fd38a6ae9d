package regain.enrollment.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import regain.enrollment.Census;
import regain.enrollment.RecoveryCodes;
import regain.kernel.PersonId;

/** Three queries, however many people there are. */
@Dependent
class DatabaseCensus implements Census {
  private final EntityManager database;
  private final InstantSource clock;

  @Inject
  DatabaseCensus(EntityManager database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  @Override
  public Map<PersonId, Held> take() {
    Map<UUID, Integer> passkeys = passkeys();
    Set<UUID> codes = codes();
    Set<UUID> contacts = contacts();
    var all = new HashSet<>(passkeys.keySet());
    all.addAll(codes);
    all.addAll(contacts);
    var held = new HashMap<PersonId, Held>();
    all.forEach(
        it -> held.put(
            new PersonId(it), new Held(passkeys.getOrDefault(it, 0), codes.contains(it), contacts.contains(it))));
    return held;
  }

  private Map<UUID, Integer> passkeys() {
    var counted = new HashMap<UUID, Integer>();
    database
        .createQuery("select person from PasskeyRow where endedAt is null and pending = false", UUID.class)
        .getResultList()
        .forEach(it -> counted.merge(it, 1, Integer::sum));
    return counted;
  }

  private Set<UUID> codes() {
    List<UUID> people = database
        .createQuery(
            "select distinct k.person from KitRow k join RecoveryCodeRow c on c.kit = k.id"
                + " where k.keptAt is not null and k.endedAt is null and c.usedAt is null and c.failures < :most",
            UUID.class)
        .setParameter("most", RecoveryCodes.MOST_FAILURES)
        .getResultList();
    return Set.copyOf(people);
  }

  private Set<UUID> contacts() {
    List<UUID> people = database
        .createQuery(
            "select distinct person from ContactRow where endedAt is null and openedByAccount = false"
                + " and (provisionalUntil is null or provisionalUntil <= :now)",
            UUID.class)
        .setParameter("now", clock.instant())
        .getResultList();
    return Set.copyOf(people);
  }
}
