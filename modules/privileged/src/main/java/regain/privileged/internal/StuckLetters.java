package regain.privileged.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import regain.duties.Duties;
import regain.duties.Duty;
import regain.duties.DutyHandler;
import regain.enrollment.Notices;
import regain.enrollment.port.Account;
import regain.enrollment.port.Account.Role;
import regain.enrollment.port.Post;

/** Everybody of the security team is told of what is stuck, as soon as the directory says who that is: the target may be the directory. */
@Dependent
class StuckLetters implements DutyHandler {
  private static final String KIND = "TELL_STUCK";

  private final GrantBook book;
  private final People people;
  private final Duties duties;

  @Inject
  StuckLetters(GrantBook book, People people, Duties duties) {
    this.book = book;
    this.people = people;
    this.duties = duties;
  }

  /** Joins the caller's transaction. */
  void owe(GrantRow row) {
    String when = book.now().toString();
    duties.owe(
        new Duty(
            KIND,
            "stuck-grant:" + row.id + ":" + when,
            Optional.of(row.caseId()),
            Map.of("target", row.target, "when", when)));
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Outcome perform(Duty duty) {
    Optional<List<Account>> team = people.such(it -> it.roles().contains(Role.SECURITY)).known();
    return team
        .map(it -> (Outcome) new Outcome.Done(Integer.toString(it.size()), () -> tell(duty, it)))
        .orElseGet(() -> new Outcome.Again("the directory does not answer"));
  }

  private void tell(Duty duty, List<Account> team) {
    var act = duty.caseId().orElseThrow();
    people.tell(
        team, Post.Kind.GRANT_STUCK, act,
        Map.of(Notices.ONCE, duty.detail("when"), "target", duty.detail("target"), "number", act.number()));
  }
}
