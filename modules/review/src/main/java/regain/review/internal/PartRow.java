package regain.review.internal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.UUID;
import regain.kernel.CaseId;
import regain.kernel.PersonId;
import regain.review.Part;

/** The one part of one person in one case: the key leaves no room for a second. */
@Entity
@Table(name = "case_part")
@IdClass(PartRow.Key.class)
class PartRow {
  @Id
  @Column(name = "case_id") UUID caseId;

  @Id
  @Column(name = "person_id") UUID person;

  String part;
  Instant since;

  @SuppressWarnings("NullAway.Init")
  PartRow() {}

  PartRow(CaseId caseId, PersonId person, Part part, Instant since) {
    this.caseId = caseId.value();
    this.person = person.value();
    this.part = part.name();
    this.since = since;
  }

  /** Of which case, and who. */
  record Key(UUID caseId, UUID person) implements Serializable {
    static Key of(CaseId caseId, PersonId person) {
      return new Key(caseId.value(), person.value());
    }
  }
}
