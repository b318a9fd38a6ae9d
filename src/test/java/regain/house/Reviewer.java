package regain.house;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import regain.enrollment.Enrollment.Holder;
import regain.recovery.CaseFile;
import regain.recovery.Workspace;
import regain.recovery.Workspace.Judged;
import regain.recovery.Workspace.Sight;
import regain.review.Judgement;
import regain.review.Reviews.Cause;
import regain.review.Reviews.No;
import regain.review.Reviews.Wanted;

/** Somebody in the review workspace. */
final class Reviewer {
  private static final int PAGE = 100;

  private final TestHouse house;
  private final SoftPasskey passkey;
  private final SignedIn session;

  private Reviewer(TestHouse house, SoftPasskey passkey) {
    this.house = house;
    this.passkey = passkey;
    this.session = SignedIn.with(house, passkey);
  }

  /** They enrol, were witnessed, and sign in. */
  static Reviewer enrolled(TestHouse house, String name) {
    return signedIn(house, Given.enrolledByInvitation(house, name, "Nordhafen-2026-" + name));
  }

  static Reviewer signedIn(TestHouse house, SoftPasskey passkey) {
    return new Reviewer(house, passkey);
  }

  Workspace workspace() {
    return house.part(Workspace.class);
  }

  Holder holder() {
    return session.holder();
  }

  List<CaseFile.Line> queue() {
    return workspace().waiting(holder(), Wanted.all(), PAGE, 1).lines();
  }

  /** The open item of this cause about this person. */
  UUID item(Cause cause, String name) {
    return queue().stream()
        .map(CaseFile.Line::item)
        .filter(it -> it.cause() == cause && it.subject().equals(Optional.of(house.person(name))))
        .findFirst()
        .orElseThrow()
        .id();
  }

  Sight look(UUID item) {
    return workspace().look(holder(), item);
  }

  /** @throws IllegalStateException when the page does not open for them */
  CaseFile file(UUID item) {
    if (look(item) instanceof Sight.Open(CaseFile file)) {
      return file;
    }
    throw new IllegalStateException("barred");
  }

  Optional<No> take(UUID item) {
    return workspace().take(holder(), item);
  }

  Optional<No> draft(UUID item, Judgement judgement) {
    String seen = file(item).shown().hex();
    return workspace().draft(holder(), item, seen, judgement, "I asked at the next desk.");
  }

  Judged sign(UUID item) {
    return sign(item, passkey);
  }

  Judged sign(UUID item, SoftPasskey with) {
    String options = workspace().ask(holder(), item).orElseThrow();
    return workspace().judge(holder(), item, with.get(options));
  }

  /** Takes it, says this and signs. */
  Judged judge(UUID item, Judgement judgement) {
    take(item).ifPresent(why -> {
      throw new IllegalStateException(why.name());
    });
    draft(item, judgement).ifPresent(why -> {
      throw new IllegalStateException(why.name());
    });
    return sign(item);
  }
}
