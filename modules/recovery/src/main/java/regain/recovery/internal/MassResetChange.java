package regain.recovery.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import regain.audit.Trail;
import regain.audit.Word;
import regain.enrollment.port.Post;
import regain.kernel.Actor;
import regain.kernel.PersonId;
import regain.recovery.Changes.Kind;
import regain.recovery.MassResetEvent;
import regain.recovery.MassResets.Condition;
import regain.recovery.MassResets.Stage;
import regain.review.Part;
import regain.review.Reviews;

/** A mass reset starts when a second person has signed. Whoever stands in the list can sign nothing of it. */
@Dependent
class MassResetChange implements Controlled {
  private final MassResetBook book;
  private final CaseStore store;
  private final Waves waves;
  private final Calling calling;
  private final Security security;
  private final Reviews reviews;
  private final Trail trail;

  @Inject
  MassResetChange(
      MassResetBook book,
      CaseStore store,
      Waves waves,
      Calling calling,
      Security security,
      Reviews reviews,
      Trail trail) {
    this.book = book;
    this.store = store;
    this.waves = waves;
    this.calling = calling;
    this.security = security;
    this.reviews = reviews;
    this.trail = trail;
  }

  @Override
  public Kind kind() {
    return Kind.MASS_RESET;
  }

  @Override
  public Optional<String> clause(UUID change, PersonId signer, Locale language) {
    boolean german = language.getLanguage().equals("de");
    return book.find(change)
        .filter(it -> it.is(Condition.DRAFT))
        .filter(it -> book.members(it.id).stream().noneMatch(each -> each.person().equals(Optional.of(signer))))
        .map(it -> german ? german(it) : english(it));
  }

  private static String english(MassResetRow row) {
    return "the passwords of " + row.people + " people are blocked and these people have to recover, "
        + row.waveSize + " at a time with " + row.pause().toMinutes() + " minutes in between.\n"
        + "The list has the SHA-256 " + row.digest + ".\n"
        + (row.since == null ? "No passkey is suspended." : "What was added since " + row.since + " is suspended.");
  }

  private static String german(MassResetRow row) {
    return "die Passwörter von " + row.people
        + " Menschen gesperrt werden und diese ihr Konto wiederherstellen müssen, "
        + "je " + row.waveSize + " auf einmal mit " + row.pause().toMinutes() + " Minuten dazwischen.\n"
        + "Die Liste hat die SHA-256 " + row.digest + ".\n"
        + (row.since == null
            ? "Kein Passkey wird ausgesetzt."
            : "Was seit " + row.since + " hinzukam, wird ausgesetzt.");
  }

  @Override
  public void agreed(Agreed it) {
    MassResetRow row = book.lock(it.change()).orElseThrow();
    Instant now = store.now();
    PersonId by = it.confirmedBy().person();
    row.start(now);
    Stream.of(it.proposedBy(), by).forEach(
        each -> reviews.join(row.act(), each, Part.INITIATOR).ifPresent(MassResetChange::impossible));
    List<MemberRow> waiting = book.at(row.id, Stage.WAITING, Integer.MAX_VALUE);
    if (row.since().isPresent()) {
      waiting.forEach(calling::oweSuspension);
    }
    waves.owe(row, now);
    trail.record(
        new Actor.Human(by),
        new MassResetEvent.MassResetStarted(
            row.act(), Optional.empty(), it.proposedBy(), by, waiting.size(), new Word(row.digest), it.digest()));
    security.tell(
        it.team(),
        Post.Kind.MASS_RESET_STARTED,
        row.act(),
        Map.of(
            "because", it.because(),
            "by", it.confirmedBy().account().displayName(),
            "people", Integer.toString(waiting.size())));
  }

  private static void impossible(Reviews.No why) {
    throw new IllegalStateException("whoever signs has another part in it: " + why);
  }
}
