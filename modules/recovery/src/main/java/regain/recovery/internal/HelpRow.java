package regain.recovery.internal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import regain.kernel.CaseId;
import regain.kernel.PersonId;

/** An agent of the desk had somebody written to. Kept for as long as it matters. */
@Entity
@Table(name = "desk_help")
class HelpRow {
  /** What somebody begins within this time after they were written to, they begin with the desk's help. */
  static final Duration MATTERS = Duration.ofDays(1);

  @Id UUID id;

  @Column(name = "person_id") UUID person;

  @Column(name = "agent_id") UUID agent;

  @Column(name = "written_at") Instant at;

  @SuppressWarnings("NullAway.Init")
  HelpRow() {}

  HelpRow(CaseId act, PersonId person, PersonId agent, Instant now) {
    this.id = act.value();
    this.person = person.value();
    this.agent = agent.value();
    this.at = now;
  }
}
