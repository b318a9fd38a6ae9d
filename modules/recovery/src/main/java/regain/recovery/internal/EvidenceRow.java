package regain.recovery.internal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import regain.policy.Evidence;
import regain.policy.Method;
import regain.policy.Purpose;

/** Something that was proven in a case. The deadline is stored with it and does not move. */
@Entity
@Table(name = "case_evidence")
class EvidenceRow {
  /** Whoever has to wait need not prove everything again: one piece that is fresh at the claim will do. */
  private static final Duration KEPT = Duration.ofHours(48);

  /** Where two people have to be found first, and a day waited after the second. */
  private static final Duration KEPT_FOR_OTHERS = Duration.ofHours(96);

  @Id UUID id;

  @Column(name = "case_id") UUID caseId;

  String method;
  String means;

  @Column(name = "opened_by_account") boolean openedByAccount;

  /** The address of a contact, so that it can be recorded as confirmed when the case completes. */
  @Nullable String address;

  @Column(name = "proven_at") Instant provenAt;

  @Column(name = "fresh_until") Instant freshUntil;

  @SuppressWarnings("NullAway.Init")
  EvidenceRow() {}

  EvidenceRow(UUID id, CaseRow row, Proof proof, Instant now) {
    this(id, row, proof, row.isPrivileged(), now);
  }

  /** @param privileged whether it is somebody's who has to wait, whatever they show */
  EvidenceRow(UUID id, CaseRow row, Proof proof, boolean privileged, Instant now) {
    this.id = id;
    this.caseId = row.id;
    this.method = proof.method().name();
    this.means = proof.means();
    this.openedByAccount = proof.openedByAccount();
    this.address = proof.address();
    this.provenAt = now;
    this.freshUntil = now.plus(proof.method().isAttested() ? KEPT_FOR_OTHERS : kept(row.purpose(), privileged));
  }

  /** The invitation that was shown, if it is one. */
  Optional<UUID> invitation() {
    return method.equals(Method.INVITATION.name())
        ? Optional.of(UUID.fromString(means.substring(means.indexOf(':') + 1)))
        : Optional.empty();
  }

  private static Duration kept(Purpose purpose, boolean privileged) {
    return switch (purpose) {
      case EXCEPTION -> KEPT_FOR_OTHERS;
      case RECOVERY -> KEPT;
      case BINDING -> privileged ? KEPT : Evidence.CARRIES_A_CLAIM;
      case ENROLLMENT, REPORT -> Evidence.CARRIES_A_CLAIM;
    };
  }

  /**
   * The first proof of each means that still counts, from which a wait is counted, and the newest, which says that the
   * person is still here. Showing the same thing again is no second thing; so what a decision rests on stays short, however
   * often it is shown.
   */
  static List<Evidence> telling(List<EvidenceRow> oldestFirst, Instant now) {
    var first = new LinkedHashMap<String, Evidence>();
    var newest = new LinkedHashMap<String, Evidence>();
    for (EvidenceRow row : oldestFirst) {
      if (row.freshUntil.isAfter(now)) {
        first.putIfAbsent(row.means, row.evidence());
      }
      newest.put(row.means, row.evidence());
    }
    return Stream.concat(first.values().stream(), newest.values().stream()).distinct().toList();
  }

  Evidence evidence() {
    return new Evidence(Method.valueOf(method), means, openedByAccount, provenAt, freshUntil);
  }

  /** What was about to be recorded. */
  record Proof(Method method, String means, boolean openedByAccount, @Nullable String address) {
    static Proof of(Method method, Object means) {
      return new Proof(method, method + ":" + means, false, null);
    }
  }
}
