package regain.recovery.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import regain.policy.Population;
import regain.recovery.RiskSignals.Friction;
import regain.recovery.State;

/** Whom risk signals have slowed down. Joins the caller's transaction. */
@Dependent
class FrictionBook {
  private static final String COUNTED = """
      select c.population as population, c.state as state, c.slowedBy as slowed, count(c) as many
      from CaseRow c
      where c.closedAt > :since and c.population is not null and c.purpose <> 'REPORT' and c.subject is not null
        and not exists (select 1 from FreezeRow f where f.act = c.id)
      group by c.population, c.state, c.slowedBy
      """;

  private final EntityManager database;

  @Inject
  FrictionBook(EntityManager database) {
    this.database = database;
  }

  private record Group(String population, boolean completed, boolean slowed) {}

  List<Friction> since(Instant since) {
    Map<Group, Long> counted = new HashMap<>();
    for (Tuple each : database.createQuery(COUNTED, Tuple.class).setParameter("since", since).getResultList()) {
      boolean completed = each.get("state", String.class).equals(State.COMPLETED.name());
      counted.merge(
          new Group(each.get("population", String.class), completed, !each.get("slowed", String.class).isEmpty()),
          each.get("many", Long.class),
          Long::sum);
    }
    return Arrays.stream(Population.values()).map(it -> friction(it, counted)).toList();
  }

  private static Friction friction(Population population, Map<Group, Long> counted) {
    long slowed = counted.getOrDefault(new Group(population.name(), true, true), 0L);
    return new Friction(
        population,
        slowed + counted.getOrDefault(new Group(population.name(), true, false), 0L),
        slowed,
        counted.getOrDefault(new Group(population.name(), false, true), 0L));
  }
}
