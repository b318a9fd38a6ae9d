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
        database
            .createQuery(Recorded.OF_EVENT + " where subject = :subject order by id desc", Recorded.class)
            .setParameter("subject", Leaf.pseudonym(keyring, person))
            .setMaxResults(limit)
            .getResultList());
  }

  @Override
  public List<Entry> about(PersonId person, String type, Instant before, int limit) {
    return entries(
        database
            .createQuery(
                Recorded.OF_EVENT + " where subject = :subject and type = :type and at < :before order by id desc",
                Recorded.class)
            .setParameter("subject", Leaf.pseudonym(keyring, person))
            .setParameter("type", type)
            .setParameter("before", before)
            .setMaxResults(limit)
            .getResultList());
  }

  @Override
  public List<Entry> of(CaseId caseId) {
    return entries(
        database
            .createQuery(Recorded.OF_EVENT + " where caseId = :id order by id", Recorded.class)
            .setParameter("id", caseId.value())
            .getResultList());
  }

  private List<Entry> entries(List<Recorded> rows) {
    if (rows.isEmpty()) {
      return List.of();
    }
    Map<Long, List<Recorded.Beside>> personal = database
        .createQuery(Recorded.Beside.OF_PERSONAL + " where event in :events", Recorded.Beside.class)
        .setParameter("events", rows.stream().map(Recorded::id).toList())
        .getResultStream()
        .collect(Collectors.groupingBy(Recorded.Beside::event));
    return rows.stream().map(row -> entry(row, personal.getOrDefault(row.id(), List.of()))).toList();
  }

  private static Entry entry(Recorded row, List<Recorded.Beside> personal) {
    var fields = new HashMap<String, String>();
    parse(row.leaf())
        .forEach(
            (name, value) -> {
              if (!(value instanceof Map<?, ?>)) {
                fields.put(name, String.valueOf(value));
              }
            });
    personal.forEach(it -> fields.put(it.field(), it.value()));
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
