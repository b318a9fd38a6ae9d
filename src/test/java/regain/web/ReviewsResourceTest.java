package regain.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import regain.enrollment.Enrollment.Holder;
import regain.enrollment.port.Directory;
import regain.kernel.CaseId;
import regain.privileged.Grants;
import regain.recovery.CaseFile;
import regain.recovery.Workspace;
import regain.recovery.Workspace.Waiting;
import regain.review.Reviews.Cause;
import regain.review.Reviews.Item;
import regain.review.Reviews.Place;
import regain.review.Reviews.Risk;
import regain.review.Reviews.Tally;
import regain.review.Reviews.Wanted;
import regain.words.Words;

/** What is asked for when somebody chooses among what waits, and what the list says that it shows. */
class ReviewsResourceTest {
  private static final UUID ID = new UUID(4, 2);
  /** One more than a page has. */
  private static final int MANY = 16;
  private static final Holder REVIEWER = new Holder(
      SampleReviews.ACCOUNT.person(), ID, SampleReviews.ACCOUNT, true, Optional.empty(), Optional.empty(), ID);

  private final List<Wanted> asked = new ArrayList<>();

  private QueuePage list(String query) {
    FakeRequest request = FakeRequest.to("GET", "/reviews");
    request.query = query;
    Visit visit = Visit.begin(request.request(), request.response(), Locale.ENGLISH, "v".repeat(43));
    visit.welcome(REVIEWER);
    InstantSource clock = InstantSource.fixed(SamplePages.NOW);
    var stories = new Stories(new Words(), PagesTest.settings(Set.of()), clock);
    return (QueuePage) new ReviewsResource(
        fake(Workspace.class), fake(Grants.class), fake(Directory.class), stories, clock, visit).list();
  }

  /** Of the workspace there is always more, of whatever is asked for; nothing else is asked. */
  private <T> T fake(Class<T> type) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[]{type},
            (self, called, arguments) -> {
              if (!called.getName().equals("waiting")) {
                throw new UnsupportedOperationException(called.getName());
              }
              asked.add((Wanted) arguments[1]);
              return new Waiting(
                  Collections.nCopies(MANY, line()), new Tally(MANY, 0, MANY), List.of(), Optional.empty(),
                  Optional.empty());
            }));
  }

  private static CaseFile.Line line() {
    var item = new Item(
        ID, new CaseId(ID), Optional.empty(), Cause.ALARM, SamplePages.NOW, SamplePages.NOW.plusSeconds(60), 0,
        Optional.empty(), Optional.empty(), Optional.empty());
    return new CaseFile.Line(item, Optional.empty(), false, 0);
  }

  private static String set(QueuePage page) {
    return PagesTest.typesetter(PagesTest.settings(Set.of())).set(page, FakeWeb.visit(Locale.ENGLISH));
  }

  @ParameterizedTest
  @EnumSource
  void chosen_by_risk_whatever_has_that_risk_is_asked_for_and_nothing_else(Risk risk) {
    QueuePage page = list("kind=" + risk);

    Set<Cause> causes = Arrays.stream(Cause.values()).filter(it -> it.risk() == risk).collect(Collectors.toSet());
    assertThat(causes).isNotEmpty();
    assertThat(asked).containsExactly(new Wanted(causes, Optional.empty(), Optional.empty()));
    assertThat(set(page)).containsOnlyOnce("selected=\"selected\"")
        .contains("<option value=\"" + risk + "\" selected=\"selected\"");
  }

  @Test
  void the_next_page_is_of_the_same_risk_and_goes_on_where_this_one_ended() {
    String next = list("kind=HIGH").next().orElseThrow();
    assertThat(next).startsWith("/reviews?kind=HIGH&after=");

    list(next.substring(next.indexOf('?') + 1));

    assertThat(asked).hasSize(2).extracting(Wanted::causes).containsOnly(asked.getFirst().causes());
    assertThat(asked.getLast().after()).contains(new Place(line().item().dueAt(), ID));
  }

  @Test
  void chosen_by_cause_it_is_that_one() {
    assertThat(set(list("kind=LOST"))).contains("<option value=\"LOST\" selected=\"selected\"");
    assertThat(asked).containsExactly(new Wanted(Set.of(Cause.LOST), Optional.empty(), Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "kind=", "kind=high", "kind=EVERYTHING", "kind=HIGH&kind=USUAL"})
  void what_is_no_kind_chooses_nothing(String query) {
    assertThat(list(query).kind()).isEmpty();
    assertThat(asked).containsExactly(Wanted.all());
  }
}
