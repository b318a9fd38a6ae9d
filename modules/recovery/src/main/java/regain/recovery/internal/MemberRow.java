package regain.recovery.internal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import regain.kernel.CaseId;
import regain.kernel.PersonId;
import regain.recovery.MassResets.Member;
import regain.recovery.MassResets.Stage;
import regain.recovery.MassResets.Standing;

/**
 * One of the people of a mass reset. The id is that of what is done to them. Every change is made under a lock on the row;
 * whether somebody is stuck or stranded follows from what is kept, and is not kept itself.
 */
@Entity
@Table(name = "mass_reset_member")
class MemberRow {
  @Id UUID id;

  @Column(name = "reset_id") UUID reset;

  int place;

  @Column(name = "person_id")
  @Nullable UUID person;

  /** As typed. */
  String name;

  @Column(name = "display_name") String displayName;

  String standing;

  String stage;

  int wave;

  /** When what lies in our own database was done: open cases void, sessions ended. */
  @Column(name = "begun_at")
  @Nullable Instant begunAt;

  @Column(name = "blocked_at")
  @Nullable Instant blockedAt;

  @Column(name = "back_at")
  @Nullable Instant backAt;

  @Column(length = 400) String taken = "";

  @Column(length = 400) String lacks = "";

  int reminders;

  @SuppressWarnings("NullAway.Init")
  MemberRow() {}

  MemberRow(UUID id, UUID reset, int place, Roster.Entry entry) {
    this.id = id;
    this.reset = reset;
    this.place = place;
    this.person = entry.person().map(PersonId::value).orElse(null);
    this.name = entry.name();
    this.displayName = entry.displayName();
    this.standing = entry.standing().name();
    this.stage = (entry.standing().isBlocked() ? Stage.WAITING : Stage.LEFT_OUT).name();
  }

  CaseId act() {
    return new CaseId(id);
  }

  Optional<PersonId> person() {
    return Optional.ofNullable(person).map(PersonId::new);
  }

  Standing standing() {
    return Standing.valueOf(standing);
  }

  Stage stage() {
    return Stage.valueOf(stage);
  }

  boolean is(Stage which) {
    return stage() == which;
  }

  /** As it is shown. */
  Stage shown() {
    return switch (stage()) {
      case BLOCKING -> lacks.isEmpty() ? Stage.BLOCKING : Stage.STUCK;
      case BLOCKED -> standing() == Standing.STRANDED ? Stage.STRANDED : Stage.BLOCKED;
      case WAITING, STUCK, STRANDED, BACK, LEFT_OUT -> stage();
    };
  }

  Set<String> taken() {
    return taken.lines().collect(Collectors.toSet());
  }

  void called(int which) {
    stage = Stage.BLOCKING.name();
    wave = which;
  }

  /** Not now after all. */
  void waitAgain() {
    stage = Stage.WAITING.name();
    wave = 0;
  }

  void begin(Standing now, Instant at) {
    standing = now.name();
    begunAt = at;
  }

  /** What came of one round: which systems have it now, and which have not. */
  void tried(Set<String> took, Set<String> not) {
    taken = String.join("\n", took);
    lacks = String.join("\n", not);
  }

  void block(Instant now) {
    stage = Stage.BLOCKED.name();
    lacks = "";
    blockedAt = now;
  }

  void leaveOut(Standing why) {
    stage = Stage.LEFT_OUT.name();
    standing = why.name();
    lacks = "";
  }

  /** Never reached: it was stopped before. */
  void spare() {
    stage = Stage.LEFT_OUT.name();
    lacks = "";
  }

  void back(Instant at) {
    stage = Stage.BACK.name();
    lacks = "";
    backAt = at;
  }

  boolean isOpen() {
    return switch (stage()) {
      case WAITING, BLOCKING, STUCK, BLOCKED, STRANDED -> true;
      case BACK, LEFT_OUT -> false;
    };
  }

  Member member() {
    Stage now = shown();
    String about = switch (now) {
      case STUCK -> lacks.replace('\n', ' ');
      case LEFT_OUT -> standing().isBlocked() ? "STOPPED" : standing;
      case WAITING, BLOCKING, BLOCKED, STRANDED, BACK -> "";
    };
    return new Member(
        name, displayName, now, about, Optional.ofNullable(blockedAt), Optional.ofNullable(backAt), reminders);
  }
}
