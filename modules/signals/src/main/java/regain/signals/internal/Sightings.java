package regain.signals.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import regain.kernel.Arrival;
import regain.kernel.Keyring;
import regain.kernel.PersonId;
import regain.policy.Fact;
import regain.signals.Picture;
import regain.signals.Segment;
import regain.signals.Signals;
import regain.signals.internal.SightingRow.Kind;
import regain.signals.port.Places;

/** Compares an arrival with what was seen before. */
@Dependent
class Sightings implements Signals {
  private final EntityManager database;
  private final InstantSource clock;
  private final Keyring keyring;
  private final Places places;

  @Inject
  Sightings(EntityManager database, InstantSource clock, Keyring keyring, Places places) {
    this.database = database;
    this.clock = clock;
    this.keyring = keyring;
    this.places = places;
  }

  @Override
  public Picture picture(PersonId person, Arrival arrival) {
    Fact<String> country = places.country(arrival.address());
    return new Picture(
        Fact.known(
            arrival.browser().map(it -> it.open(String::new)).filter(it -> seen(person, Kind.BROWSER, it)).isPresent()),
        Fact.known(seen(person, Kind.NETWORK, Segment.network(arrival.address()).key())),
        usual(person, country),
        country);
  }

  @Override
  public Fact<String> country(InetAddress address) {
    return places.country(address);
  }

  private Fact<Boolean> usual(PersonId person, Fact<String> country) {
    return switch (country.state()) {
      case KNOWN -> {
        List<SightingRow> before = of(person, Kind.COUNTRY);
        String mark = mark(Kind.COUNTRY, country.known().orElseThrow());
        yield before.isEmpty()
            ? Fact.notConfigured()
            : Fact.known(before.stream().anyMatch(it -> it.mark.equals(mark)));
      }
      case UNAVAILABLE -> Fact.unavailable();
      case NOT_CONFIGURED -> Fact.notConfigured();
    };
  }

  @Override
  public void remember(PersonId person, Arrival arrival) {
    arrival.browser().ifPresent(it -> note(person, Kind.BROWSER, it.open(String::new)));
    note(person, Kind.NETWORK, Segment.network(arrival.address()).key());
    places.country(arrival.address()).known().ifPresent(it -> note(person, Kind.COUNTRY, it));
  }

  @Override
  public void forget(PersonId person, Instant since) {
    database
        .createQuery("from SightingRow where person = :person and firstAt >= :since", SightingRow.class)
        .setParameter("person", person.value())
        .setParameter("since", since)
        .getResultList()
        .forEach(database::remove);
  }

  @Override
  public void forgetBrowsers(PersonId person) {
    of(person, Kind.BROWSER).forEach(database::remove);
  }

  private void note(PersonId person, Kind kind, String what) {
    String mark = mark(kind, what);
    Optional<SightingRow> before = of(person, kind).stream().filter(it -> it.mark.equals(mark)).findFirst();
    before.ifPresentOrElse(it -> it.lastAt = clock.instant(), () -> add(person, kind, mark));
  }

  /**
   * Two cases of one person may end at the same moment: it is seen for the first time once. H2 may refuse the second of the two,
   * which has to begin again.
   */
  private void add(PersonId person, Kind kind, String mark) {
    database
        .createQuery(
            "insert into SightingRow (person, kind, mark, firstAt, lastAt) values (:person, :kind, :mark, :now, :now)"
                + " on conflict (person, kind, mark) do nothing")
        .setParameter("person", person.value())
        .setParameter("kind", kind.name())
        .setParameter("mark", mark)
        .setParameter("now", clock.instant())
        .executeUpdate();
  }

  private boolean seen(PersonId person, Kind kind, String what) {
    String mark = mark(kind, what);
    return of(person, kind).stream().anyMatch(it -> it.mark.equals(mark));
  }

  private List<SightingRow> of(PersonId person, Kind kind) {
    return database
        .createQuery("from SightingRow where person = :person and kind = :kind", SightingRow.class)
        .setParameter("person", person.value())
        .setParameter("kind", kind.name())
        .getResultList();
  }

  private String mark(Kind kind, String what) {
    return keyring.pseudonym("regain/sighting/" + kind + "/v1", what.getBytes(StandardCharsets.UTF_8));
  }
}
