package regain.privileged.internal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import regain.kernel.CaseId;
import regain.kernel.Digest;
import regain.kernel.PersonId;
import regain.privileged.Grant.Ending;
import regain.privileged.Grant.State;
import regain.privileged.port.PrivilegePolicy;

/** A request, and the grant that it became. What was asked for stands in {@link #request} alone; the columns beside it find it. */
@Entity
@Table(name = "privilege_grant")
class GrantRow {
  /** After so many tries in vain to take it back it counts as stuck. */
  static final int STUCK_AFTER = 5;

  @Id UUID id;

  String entitlement;

  String target;

  UUID holder;

  String request;

  @Column(name = "request_digest") String digest;

  @Enumerated(EnumType.STRING) State state;

  @Column(name = "asked_at") Instant askedAt;

  @Column(name = "answered_by") Instant answeredBy;

  @Column(name = "issued_at")
  @Nullable Instant issuedAt;

  @Column(name = "given_at")
  @Nullable Instant givenAt;

  @Column(name = "ends_at")
  @Nullable Instant endsAt;

  @Column(name = "key_taken_at")
  @Nullable Instant keyTakenAt;

  @Column(name = "over_at")
  @Nullable Instant overAt;

  /** The passkey with which it was asked for; empty for one over a case, and for one that was asked for before this was kept. */
  @Column(name = "asked_with")
  @Nullable UUID askedWith;

  /** Since when it is being taken back. */
  @Column(name = "ending_since")
  @Nullable Instant endingSince;

  /** What its holder cannot have a second time meanwhile; empty when it is over, and for one over a case. */
  @Column(name = "open_as")
  @Nullable String openAs;

  @Enumerated(EnumType.STRING)
  @Nullable Ending ending;

  int tries;

  /** How often it was begun to take it back: a look from before the last time closes nothing. */
  int turn;

  @Nullable String why;

  /** The request as it was read last, from which text and with which digest: it is asked for often, and to read it costs. */
  @Transient private @Nullable Request read;

  @Transient private @Nullable String readFrom;

  @Transient private @Nullable String readDigest;

  @SuppressWarnings("NullAway.Init")
  GrantRow() {}

  GrantRow(Request it) {
    id = it.id();
    entitlement = it.entitlement();
    target = it.target();
    holder = it.holder().value();
    request = it.text();
    digest = it.digest().hex();
    state = State.REQUESTED;
    askedAt = it.askedAt();
    answeredBy = it.answeredBy();
    openAs = isRecovery() ? null : holder + ":" + entitlement;
  }

  CaseId caseId() {
    return new CaseId(id);
  }

  PersonId person() {
    return new PersonId(holder);
  }

  /** @throws IllegalArgumentException when it is not what was asked for any more */
  Request frozen() {
    if (read == null || !request.equals(readFrom)) {
      read = Request.parse(request);
      // It was read from this very text, to the letter.
      readDigest = Digest.of(request.getBytes(StandardCharsets.UTF_8)).hex();
      readFrom = request;
    }
    if (!digest.equals(readDigest) || !read.id().equals(id) || !read.holder().equals(person())) {
      throw new IllegalArgumentException("the request was changed");
    }
    return read;
  }

  /** Whether it is what was asked for still. */
  boolean isWhole() {
    try {
      return frozen().target().equals(target) && frozen().entitlement().equals(entitlement);
    } catch (IllegalArgumentException changed) {
      return false;
    }
  }

  /** For showing it: one that was changed is shown as what is left of it, so that it hides nothing else from anybody. */
  Request shown() {
    return isWhole()
        ? frozen()
        : new Request(
            id, entitlement, target, "", entitlement, person(), person().toString(), Duration.ZERO, List.of(), askedAt,
            answeredBy,
            "", Map.of());
  }

  /** Whether it is over a case of its holder, which has its id. */
  boolean isRecovery() {
    return target.equals(PrivilegePolicy.REGAIN);
  }

  /** One that was changed waits for nobody. */
  boolean isWaiting(Instant now) {
    return state == State.REQUESTED && now.isBefore(answeredBy) && isWhole();
  }

  void approve() {
    state = State.APPROVED;
  }

  void intend(Instant now, Instant until) {
    state = State.ISSUING;
    issuedAt = now;
    endsAt = until;
  }

  void activate(Instant now) {
    state = State.ACTIVE;
    givenAt = now;
  }

  /** It is taken back from now on; the first reason stays. Returns whether that is new. */
  boolean revoke(Ending reason, Instant now) {
    boolean fresh = ending == null;
    endingSince = overAt == null && endingSince != null ? endingSince : now;
    ending = fresh ? reason : ending;
    if (state != State.REVOKE_STUCK) {
      state = State.REVOKING;
    }
    overAt = null;
    return fresh;
  }

  /** One more try in vain. Returns whether it counts as stuck from this one on. */
  boolean failed(String reason) {
    tries++;
    why = reason;
    boolean stuck = tries >= STUCK_AFTER && state != State.REVOKE_STUCK;
    if (stuck) {
      state = State.REVOKE_STUCK;
    }
    return stuck;
  }

  void revoked(Instant now) {
    state = State.REVOKED;
    overAt = now;
    openAs = null;
    tries = 0;
    why = null;
  }

  /** Ends what never came to a target. */
  void close(Ending reason, Instant now) {
    state = State.CLOSED;
    ending = reason;
    overAt = now;
    openAs = null;
  }
}
