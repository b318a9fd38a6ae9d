package regain.web;

import jakarta.ws.rs.core.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import regain.enrollment.Enrollment.Change;

/**
 * What came of a wish, and what the next page says of it.
 *
 * @param note what to say when it was done
 */
record Outcome(Change change, String note) {
  static Outcome of(Change change, String note) {
    return new Outcome(change, note);
  }

  /** To {@code done} when it was done; to {@code again} when it was not; past a new proof when one is wanted. */
  Response back(Visit visit, String done, String again) {
    return switch (change) {
      case DONE -> {
        visit.say(note);
        yield To.page(done);
      }
      case PROVE_AGAIN -> Proofs.first(again);
      case GONE -> {
        visit.say("change-GONE");
        yield To.page("/account");
      }
      case DOES_NOT_FIT, PASSKEY_COPYABLE, PASSKEY_NOT_VOUCHED, LAST_ONE, NOT_AN_ADDRESS, TOO_SOON, TOO_MANY, TAKEN,
          ROLE_MAILBOX, NOT_YOUR_MAILBOX, YOURS_ALREADY, TRY_LATER, QUARANTINED -> {
        visit.say("change-" + change);
        yield To.page(again);
      }
    };
  }

  /** The same, but when what was typed will not do, the page of {@code again} comes at once, to mend it. */
  Response back(Visit visit, String done, String again, Supplier<Object> mend) {
    return switch (change) {
      case DONE, PROVE_AGAIN, GONE -> back(visit, done, again);
      case DOES_NOT_FIT, PASSKEY_COPYABLE, PASSKEY_NOT_VOUCHED, LAST_ONE, NOT_AN_ADDRESS, TOO_SOON, TOO_MANY, TAKEN,
          ROLE_MAILBOX, NOT_YOUR_MAILBOX, YOURS_ALREADY, TRY_LATER, QUARANTINED -> {
        visit.sayHere("change-" + change);
        yield To.mend(mend.get());
      }
    };
  }

  /** Where proofs are asked for, and where they lead. */
  static final class Proofs {
    private Proofs() {}

    static Response first(String then) {
      return To.page("/account/prove?to=" + URLEncoder.encode(then, StandardCharsets.UTF_8));
    }
  }
}
