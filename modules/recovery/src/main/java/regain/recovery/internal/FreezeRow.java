package regain.recovery.internal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** "That was not me": for 24 hours nothing but an existing passkey works. One report of one act freezes once. */
@Entity
@Table(name = "account_freeze")
class FreezeRow {
  static final Duration LENGTH = Duration.ofHours(24);
  /** In the place of a contact, when a reviewer found abuse. */
  private static final String REVIEW = "review";

  /** The case or act that was reported. */
  @Id UUID act;

  @Column(name = "person_id") UUID person;

  String contact;

  @Column(name = "began_at") Instant beganAt;

  @Column(name = "frozen_until") Instant until;

  /** Which systems have a password in place of an abuser's, one a line. */
  String blocked = "";

  @SuppressWarnings("NullAway.Init")
  FreezeRow() {}

  FreezeRow(UUID act, UUID person, String contact, Instant beganAt, Instant until) {
    this.act = act;
    this.person = person;
    this.contact = contact;
    this.beganAt = beganAt;
    this.until = until;
  }

  /** @param until now, when only what the case gave is taken back */
  static FreezeRow contained(UUID act, UUID person, Instant now, Instant until) {
    return new FreezeRow(act, person, REVIEW, now, until);
  }

  Set<String> blocked() {
    return blocked.lines().collect(Collectors.toSet());
  }

  void block(String target) {
    blocked = blocked + target + "\n";
  }

  boolean isContained() {
    return contact.equals(REVIEW);
  }

  /** The person had stopped it, and now a reviewer has found abuse, too: it begins anew. */
  void contain(Instant now) {
    contact = REVIEW;
    beganAt = now;
    until = now.plus(LENGTH);
  }
}
