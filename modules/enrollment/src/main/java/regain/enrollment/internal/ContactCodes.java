package regain.enrollment.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import regain.audit.Personal;
import regain.audit.Trail;
import regain.duties.Duties;
import regain.duties.Duty;
import regain.duties.DutyHandler;
import regain.enrollment.Codes;
import regain.enrollment.EnrollmentEvent;
import regain.enrollment.port.Post;
import regain.kernel.Actor;
import regain.kernel.Chance;
import regain.kernel.Crockford;
import regain.kernel.Keyring;
import regain.kernel.Transactions;

/** Codes, and the duty that makes and sends them. */
@Dependent
class ContactCodes implements Codes, DutyHandler {
  private static final String KIND = "SEND_CODE";

  private final EntityManager database;
  private final InstantSource clock;
  private final Chance chance;
  private final Keyring keyring;
  private final Transactions transactions;
  private final Duties duties;
  private final Trail trail;
  private final Post post;

  @Inject
  ContactCodes(
      EntityManager database,
      InstantSource clock,
      Chance chance,
      Keyring keyring,
      Transactions transactions,
      Duties duties,
      Trail trail,
      Post post) {
    this.database = database;
    this.clock = clock;
    this.chance = chance;
    this.keyring = keyring;
    this.transactions = transactions;
    this.duties = duties;
    this.trail = trail;
    this.post = post;
  }

  @Override
  public void send(Request request) {
    CodeRow row = find(request.binding()).orElseGet(() -> fresh(request.binding()));
    row.address = request.address();
    row.openedByAccount = request.openedByAccount();
    row.askedAt = clock.instant();
    row.tag = null;
    row.expiresAt = null;
    database.persist(row);
    duties.owe(
        new Duty(
            KIND,
            "code:" + chance.uuid(),
            Optional.of(request.caseId()),
            Map.of(
                "binding", request.binding(),
                "to", request.address(),
                "language", request.language().toLanguageTag(),
                "number", request.caseId().number())));
    trail.record(
        new Actor.House("codes"),
        new EnrollmentEvent.CodeSent(
            Optional.of(request.person()), Optional.of(request.caseId()), new Personal(request.address())));
  }

  private static CodeRow fresh(String binding) {
    var row = new CodeRow();
    row.binding = binding;
    return row;
  }

  @Override
  public Optional<Pending> pending(String binding) {
    @Nullable CodeRow row = database.find(CodeRow.class, binding);
    if (row == null || row.failures >= MOST_FAILURES || row.expiresAt != null && row.tag == null) {
      return Optional.empty();
    }
    return Optional.of(new Pending(row.address, row.askedAt, Optional.ofNullable(row.expiresAt), row.failures));
  }

  @Override
  public boolean usedUp(String binding) {
    @Nullable CodeRow row = database.find(CodeRow.class, binding);
    return row != null && row.failures >= MOST_FAILURES;
  }

  @Override
  public Answer check(String binding, String typed) {
    Optional<CodeRow> found = find(binding);
    if (found.isEmpty() || found.get().failures >= MOST_FAILURES) {
      return new Answer.Dead();
    }
    CodeRow row = found.get();
    if (row.tag == null || row.expiresAt == null || !row.expiresAt.isAfter(clock.instant())) {
      return new Answer.Dead();
    }
    row.failures++;
    if (!keyring.verify("regain/code/v1", message(binding, Crockford.normalize(typed)), row.tag)) {
      return new Answer.Wrong(MOST_FAILURES - row.failures);
    }
    row.failures--;
    row.tag = null;
    return new Answer.Fits(row.address, row.openedByAccount);
  }

  @Override
  public String kind() {
    return KIND;
  }

  /** Makes the code, stores its tag, and only then lets it out. A second try makes another one. */
  @Override
  public Outcome perform(Duty duty) {
    String binding = duty.detail("binding");
    String code = chance.code(LENGTH);
    Boolean wanted = transactions.begin(
        () -> {
          Optional<CodeRow> row = find(binding).filter(it -> it.address.equals(duty.detail("to")));
          row.ifPresent(
              it -> {
                Instant now = clock.instant();
                it.tag = keyring.tag("regain/code/v1", message(binding, code));
                it.expiresAt = now.plus(LIFE);
              });
          return row.isPresent();
        });
    if (!wanted) {
      return new Outcome.Done("no longer asked for");
    }
    post.send(
        new Post.Letter(
            duty.detail("to"),
            Locale.forLanguageTag(duty.detail("language")),
            Post.Kind.CODE,
            Map.of(
                "code", Crockford.grouped(code),
                "minutes", Long.toString(LIFE.toMinutes()),
                "number", duty.detail("number"))));
    return new Outcome.Done("sent");
  }

  private Optional<CodeRow> find(String binding) {
    @Nullable CodeRow row = database.find(CodeRow.class, binding, LockModeType.PESSIMISTIC_WRITE);
    return Optional.ofNullable(row);
  }

  private static byte[] message(String binding, String code) {
    return (binding + "\n" + code).getBytes(StandardCharsets.UTF_8);
  }
}
