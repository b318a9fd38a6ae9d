package regain.review.internal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import regain.kernel.PersonId;
import regain.review.Judgement;
import regain.review.Reviews.Given;

/** What somebody found and signed. Never changed. */
@Entity
@Table(name = "review_judgement")
class JudgementRow {
  @Id UUID id;

  @Column(name = "item_id") UUID item;

  @Column(name = "case_id") UUID caseId;

  @Column(name = "subject_id")
  @Nullable UUID subject;

  @Column(name = "judge_reports_to")
  @Nullable UUID judgeReportsTo;

  String judgement;
  String because;

  @Column(name = "judged_by") UUID by;

  @Column(name = "judged_at") Instant at;

  @Column(name = "statement_id") UUID statement;

  @SuppressWarnings("NullAway.Init")
  JudgementRow() {}

  JudgementRow(UUID id, ItemRow of, Given given) {
    this.id = id;
    this.item = of.id;
    this.caseId = of.caseId;
    this.subject = of.subject;
    this.judgeReportsTo = of.takerReportsTo;
    this.judgement = given.judgement().name();
    this.because = given.because();
    this.by = given.by().value();
    this.at = given.at();
    this.statement = given.statement();
  }

  Given given() {
    return new Given(Judgement.valueOf(judgement), because, new PersonId(by), at, statement);
  }
}
