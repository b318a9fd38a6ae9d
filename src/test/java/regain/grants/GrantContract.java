package regain.grants;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import regain.enrollment.port.Account;
import regain.kernel.PersonId;
import regain.policy.Eligibility;
import regain.policy.Population;
import regain.privileged.port.GrantConnector;
import regain.privileged.port.GrantConnector.Answer;
import regain.privileged.port.GrantConnector.Ended;
import regain.privileged.port.GrantConnector.Found;
import regain.privileged.port.GrantConnector.Issued;
import regain.privileged.port.GrantConnector.Order;
import regain.privileged.port.GrantConnector.Presence;
import regain.privileged.port.GrantConnector.Seen;
import regain.privileged.port.GrantTag;

/** What Regain relies on in any target of privilege; the stand-in of the tests of the house is held to the same. */
public abstract class GrantContract {
  private static final UUID FIRST = UUID.fromString("0a1b2c3d-0000-4000-8000-000000000001");
  private static final UUID SECOND = UUID.fromString("0a1b2c3d-0000-4000-8000-000000000002");
  private static final UUID THIRD = UUID.fromString("0a1b2c3d-0000-4000-8000-000000000003");

  protected abstract GrantConnector target();

  /** What is given on it. */
  protected abstract String is();

  /** What is given beside it, where one thing is one grant's at a time. */
  protected String isOfAnother() {
    return is();
  }

  protected abstract PersonId person();

  /** What else was said when it was asked for. */
  protected Map<String, String> values() {
    return Map.of();
  }

  /** Ends it, so that nobody answers any more. */
  protected abstract void silence();

  protected final Order order(UUID grant, Duration lasts) {
    return new Order(new GrantTag(grant), holder(), is(), InstantSource.system().instant().plus(lasts), values());
  }

  private Account holder() {
    return new Account(
        person(), "b.stein", "Ben Stein", Population.EMPLOYEE, Eligibility.ELIGIBLE, Optional.empty(), List.of(),
        Locale.ENGLISH, Set.of(), Set.of(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  protected final Order issued(Duration lasts) {
    Order order = order(FIRST, lasts);
    assertThat(target().issue(order)).isInstanceOf(Issued.Done.class);
    return order;
  }

  @Test
  void what_is_issued_is_seen_and_ends_in_time() {
    Order order = order(FIRST, Duration.ofHours(1));
    Issued.Done done = (Issued.Done) target().issue(order);

    assertThat(done.until().isPresent()).isEqualTo(target().ends());
    assertThat(done.until().filter(order.until()::isBefore)).as("never later than was agreed to").isEmpty();
    assertThat(done.until().filter(order.until().minusSeconds(5)::isAfter)).as("and not much sooner").isEmpty();
    assertThat(target().observe(order.tag()).presence()).isEqualTo(Presence.PRESENT);
    assertThat(target().inventory().known().orElseThrow()).extracting(Found::object)
        .containsExactly(order.tag().text());
  }

  @Test
  void what_is_issued_twice_is_there_once() {
    Order order = issued(Duration.ofHours(1));
    assertThat(target().issue(order)).isInstanceOf(Issued.Done.class);
    assertThat(target().inventory().known().orElseThrow()).hasSize(1);
  }

  @Test
  void pam_16_each_grant_is_one_of_its_own() {
    Order order = issued(Duration.ofHours(1));
    Order like = order(SECOND, Duration.ofHours(1));
    Order other = new Order(like.tag(), like.holder(), isOfAnother(), like.until(), like.values());
    target().issue(other);
    assertThat(target().revoke(order.tag())).isEqualTo(new Answer.Done());

    assertThat(target().observe(order.tag()).isGone()).isTrue();
    assertThat(target().observe(other.tag()).presence()).isEqualTo(Presence.PRESENT);
  }

  @Test
  void what_was_revoked_is_gone_and_revoking_what_is_gone_is_done() {
    Order order = issued(Duration.ofHours(1));
    assertThat(target().block(order.tag())).isEqualTo(new Answer.Done());
    for (int i = 0; i < 2; i++) {
      assertThat(target().revoke(order.tag())).isEqualTo(new Answer.Done());
      assertThat(target().killSessions(order.tag()).known()).isPresent();
      assertThat(target().observe(order.tag())).isEqualTo(new Seen(Presence.ABSENT, 0));
    }
    assertThat(target().block(order.tag())).isEqualTo(new Answer.Done());
    assertThat(target().inventory().known()).contains(List.of());
  }

  @Test
  void what_ends_together_is_gone_and_so_is_what_never_was_there() {
    Order order = issued(Duration.ofHours(1));
    Order like = order(SECOND, Duration.ofHours(1));
    target().issue(new Order(like.tag(), like.holder(), isOfAnother(), like.until(), like.values()));
    List<GrantTag> tags = List.of(order.tag(), new GrantTag(THIRD), like.tag());
    for (int i = 0; i < 2; i++) {
      assertThat(target().end(tags)).extracting(Ended::tag).containsExactlyElementsOf(tags);
      assertThat(target().end(tags)).allSatisfy(it -> assertThat(it).isInstanceOf(Ended.Gone.class));
      assertThat(tags).allMatch(it -> target().observe(it).isGone());
    }
    assertThat(target().inventory().known()).contains(List.of());
  }

  @Test
  void what_does_not_end_together_is_left_alone() {
    Order order = issued(Duration.ofHours(1));
    Order like = order(SECOND, Duration.ofHours(1));
    Order other = new Order(like.tag(), like.holder(), isOfAnother(), like.until(), like.values());
    target().issue(other);
    assertThat(target().end(List.of(order.tag()))).allMatch(Ended.Gone.class::isInstance);
    assertThat(target().observe(other.tag()).presence()).isEqualTo(Presence.PRESENT);
  }

  @Test
  void one_that_does_not_answer_says_nothing() {
    Order order = issued(Duration.ofHours(1));
    silence();
    assertThat(target().end(List.of(order.tag()))).allMatch(Ended.Not.class::isInstance);

    assertThat(target().observe(order.tag())).isEqualTo(Seen.unknown());
    assertThat(target().observe(order.tag()).isGone()).isFalse();
    assertThat(target().revoke(order.tag())).isInstanceOf(Answer.Again.class);
    assertThat(target().inventory().known()).isEmpty();
    assertThat(target().issue(order)).isInstanceOf(Issued.Unclear.class);
  }

  /** Asked again until it is so, or much too long has passed. */
  protected static boolean becomes(java.util.function.BooleanSupplier so, Duration within) {
    Instant last = InstantSource.system().instant().plus(within);
    while (!so.getAsBoolean()) {
      if (InstantSource.system().instant().isAfter(last)) {
        return false;
      }
      Thread.onSpinWait();
    }
    return true;
  }
}
