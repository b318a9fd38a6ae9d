package regain.audit.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import regain.audit.Event;
import regain.audit.Trail;
import regain.kernel.Actor;
import regain.kernel.CaseId;
import regain.kernel.Chance;
import regain.kernel.Keyring;
import regain.kernel.PersonId;

/** The trail in two tables of the database. */
@Dependent
class DatabaseTrail implements Trail {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<Map<String, Object>> FIELDS = new TypeReference<>() {};

  private final EntityManager database;
  private final InstantSource clock;
  private final Chance chance;
  private final Keyring keyring;

  @Inject
  DatabaseTrail(EntityManager database, InstantSource clock, Chance chance, Keyring keyring) {
    this.database = database;
    this.clock = clock;
    this.chance = chance;
    this.keyring = keyring;
  }

  @Override
  public void record(Actor actor, Event event) {
    Instant at = clock.instant();
    var leaf = new Leaf(keyring, chance, at, actor, event);
    var row = new EventRow(
        at,
        event.type(),
        event.caseId().map(CaseId::value).orElse(null),
        event.subject().map(it -> Leaf.pseudonym(keyring, it)).orElse(null),
        leaf.text());
    database.persist(row);
    leaf.beside()
        .forEach(
            (field, it) -> database.persist(new PersonalRow(row.number(), field, it.salt, it.value)));
  }

  @Override
  public List<Entry> about(PersonId person, int limit) {
    return entries(
        database.createQuery(Recorded.about(limit), Recorded.class)
            .setParameter("subject", Leaf.pseudonym(keyring, person))
            .getResultList());
  }

  @Override
  public List<Entry> beside(PersonId person, String type, Instant before, int limit) {
    return entries(
        database.createQuery(Recorded.beside(limit), Recorded.class)
            .setParameter("subject", Leaf.pseudonym(keyring, person))
            .setParameter("type", type)
            .setParameter("before", before)
            .getResultList());
  }

  @Override
  public List<Entry> of(CaseId caseId) {
    return entries(
        database.createQuery(Recorded.OF_CASE, Recorded.class).setParameter("id", caseId.value()).getResultList());
  }

  private static List<Entry> entries(List<Recorded> rows) {
    Map<Long, List<Recorded>> events = rows.stream()
        .collect(Collectors.groupingBy(Recorded::id, LinkedHashMap::new, Collectors.toList()));
    return events.values().stream().map(DatabaseTrail::entry).toList();
  }

  private static Entry entry(List<Recorded> event) {
    Recorded row = event.getFirst();
    var fields = new HashMap<String, String>();
    parse(row.leaf())
        .forEach(
            (name, value) -> {
              if (!(value instanceof Map<?, ?>)) {
                fields.put(name, String.valueOf(value));
              }
            });
    for (Recorded each : event) {
      if (each.field() != null && each.value() != null) {
        fields.put(each.field(), each.value());
      }
    }
    return new Entry(row.at(), row.type(), fields);
  }

  private static Map<String, Object> parse(String leaf) {
    try {
      return JSON.readValue(leaf, FIELDS);
    } catch (JsonProcessingException broken) {
      throw new IllegalStateException("a leaf of the trail is no JSON", broken);
    }
  }
}
