package regain.recovery.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import regain.audit.Trail;
import regain.audit.Word;
import regain.enrollment.port.Post;
import regain.kernel.Actor;
import regain.kernel.CaseId;
import regain.kernel.PersonId;
import regain.recovery.Changes.Kind;
import regain.recovery.RecoveryEvent;

/** The posture becomes narrower, or ends, when a second person has signed. */
@Dependent
class PostureChange implements Controlled {
  private final PostureBook book;
  private final CaseStore store;
  private final Security security;
  private final Trail trail;

  @Inject
  PostureChange(PostureBook book, CaseStore store, Security security, Trail trail) {
    this.book = book;
    this.store = store;
    this.security = security;
    this.trail = trail;
  }

  @Override
  public Kind kind() {
    return Kind.POSTURE;
  }

  /** The names of what is narrowed are those of the record. */
  @Override
  public Optional<String> clause(UUID change, PersonId signer, Locale language) {
    boolean german = language.getLanguage().equals("de");
    return book.find(change).map(row -> {
      if (row.isEnd()) {
        return german ? "Regain nichts mehr einschränkt." : "Regain narrows nothing any more.";
      }
      long hours = row.duration().toHours();
      return german
          ? "Regain einschränkt: " + row.narrows + ", für " + hours + " Stunden ab der Bestätigung."
          : "Regain narrows: " + row.narrows + ", for " + hours + " hours from the confirmation.";
    });
  }

  @Override
  public void agreed(Agreed it) {
    PostureRow row = book.find(it.change()).orElseThrow();
    Instant until = row.begin(store.now());
    var act = new CaseId(it.change());
    PersonId by = it.confirmedBy().person();
    trail.record(
        new Actor.Human(by),
        new RecoveryEvent.PostureChanged(
            act, Optional.empty(), it.proposedBy(), by, new Word(row.narrows), until, it.digest()));
    security.tell(
        it.team(),
        row.isEnd() ? Post.Kind.POSTURE_ENDED : Post.Kind.POSTURE_ELEVATED,
        act,
        Map.of(
            "because", it.because(),
            "until", until.toString(),
            "by", it.confirmedBy().account().displayName()));
  }
}
