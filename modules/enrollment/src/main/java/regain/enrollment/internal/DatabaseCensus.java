package regain.enrollment.internal;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import regain.enrollment.Census;
import regain.enrollment.Contacts;
import regain.enrollment.Passkeys;
import regain.enrollment.RecoveryCodes;
import regain.enrollment.port.AddressRules;
import regain.kernel.PersonId;

/** Three queries, however many people there are. */
@Dependent
class DatabaseCensus implements Census {
  private final EntityManager database;
  private final InstantSource clock;
  private final Passkeys passkeys;
  private final RecoveryCodes codes;
  private final Contacts contacts;
  private final AddressRules rules;

  @Inject
  DatabaseCensus(
      EntityManager database,
      InstantSource clock,
      Passkeys passkeys,
      RecoveryCodes codes,
      Contacts contacts,
      AddressRules rules) {
    this.database = database;
    this.clock = clock;
    this.passkeys = passkeys;
    this.codes = codes;
    this.contacts = contacts;
    this.rules = rules;
  }

  @Override
  public Held of(PersonId person) {
    return new Held(
        passkeys.of(person).size(),
        codes.of(person).filter(it -> it.left() > 0).isPresent(),
        contacts.channels(person).stream().anyMatch(it -> !it.openedByAccount()));
  }

  @Override
  public Map<PersonId, Held> take() {
    Map<UUID, Integer> counted = counted();
    Set<UUID> withCodes = withCodes();
    Set<UUID> withContact = withContact();
    var all = new HashSet<>(counted.keySet());
    all.addAll(withCodes);
    all.addAll(withContact);
    var held = new HashMap<PersonId, Held>();
    all.forEach(
        it -> held.put(
            new PersonId(it), new Held(counted.getOrDefault(it, 0), withCodes.contains(it), withContact.contains(it))));
    return held;
  }

  private Map<UUID, Integer> counted() {
    var counted = new HashMap<UUID, Integer>();
    database
        .createQuery("select person from PasskeyRow where endedAt is null and pending = false", UUID.class)
        .getResultList()
        .forEach(it -> counted.merge(it, 1, Integer::sum));
    return counted;
  }

  private Set<UUID> withCodes() {
    List<UUID> people = database
        .createQuery(
            "select distinct k.person from KitRow k join RecoveryCodeRow c on c.kit = k.id"
                + " where k.keptAt is not null and k.endedAt is null and c.usedAt is null and c.failures < :most",
            UUID.class)
        .setParameter("most", RecoveryCodes.MOST_FAILURES)
        .getResultList();
    return Set.copyOf(people);
  }

  /** The same as {@link Contacts#channels}, of everybody at once: what two people have counts for neither. */
  private Set<UUID> withContact() {
    List<ContactRow> all = database
        .createQuery("from ContactRow where endedAt is null", ContactRow.class)
        .getResultList();
    Map<Inbox, Set<UUID>> holders = all.stream()
        .collect(groupingBy(it -> Inbox.of(it.address), mapping(it -> it.person, toSet())));
    Instant now = clock.instant();
    return all.stream()
        .filter(it -> !it.openedByAccount && !it.waitsAt(now) && isAlone(Inbox.of(it.address), holders))
        .map(it -> it.person)
        .collect(toSet());
  }

  private boolean isAlone(Inbox inbox, Map<Inbox, Set<UUID>> holders) {
    return !rules.isOwn(inbox.domain())
        && !rules.isRole(inbox.local())
        && holders.getOrDefault(inbox, Set.of()).size() == 1;
  }
}
