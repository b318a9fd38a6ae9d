package regain.signals.internal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A browser, network or country that was seen with a person. */
@Entity
@Table(name = "sighting")
class SightingRow {
  /** What was seen. */
  enum Kind {
    BROWSER,
    NETWORK,
    COUNTRY
  }

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  @Nullable Long id;

  @Column(name = "person_id") UUID person;

  String kind;

  @Column(name = "mark") String mark;

  @Column(name = "first_at") Instant firstAt;

  @Column(name = "last_at") Instant lastAt;

  @SuppressWarnings("NullAway.Init")
  SightingRow() {}
}
