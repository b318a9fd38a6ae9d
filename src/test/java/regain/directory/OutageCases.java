package regain.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import regain.kernel.PersonId;
import regain.policy.Fact;
import regain.recovery.port.CredentialTarget.Outcome;
import regain.recovery.port.CredentialTarget.Why;

/** A directory that is away, falls silent, or is not the one it should be. */
interface OutageCases extends Given {
  String LOOPBACK = "127.0.0.1";
  String CHOSEN = "Ebbe und Flut am Kai";
  Map<String, String> IMPATIENT = Map.of("answer-timeout", "PT2S", "connect-timeout", "PT2S", "wait-timeout",
      "PT2S");

  /** Far above what is configured, far below the defaults of the library. */
  Duration BOUND = Duration.ofSeconds(12);

  @Test
  default void a_directory_that_is_away_is_unavailable_and_nothing_is_sent() {
    PersonId person = adapter().person("b.hansen");
    try (var proxy = proxy(LOOPBACK)) {
      Adapter adapter = through(proxy, IMPATIENT, () -> {});
      proxy.refuse();

      assertTimeout(BOUND, () -> assertThat(adapter.directory().named("b.hansen")).isEqualTo(Fact.unavailable()));
      assertTimeout(BOUND, () -> assertThat(adapter.directory().account(person)).isEqualTo(Fact.unavailable()));
      assertTimeout(BOUND, () -> assertThat(adapter.fits(person, CHOSEN)).isEqualTo(Fact.unavailable()));
      assertTimeout(
          BOUND, () -> assertThat(adapter.set(person, CHOSEN)).isEqualTo(new Outcome.Refused(Why.UNREACHABLE)));
    }
  }

  @Test
  default void a_directory_that_falls_silent_is_unavailable_within_the_time() {
    PersonId person = adapter().person("b.hansen");
    try (var proxy = proxy(LOOPBACK)) {
      Adapter adapter = through(proxy, IMPATIENT, () -> {});
      adapter.person("b.hansen");
      proxy.swallowAnswers();

      assertTimeout(BOUND, () -> assertThat(adapter.directory().named("b.hansen")).isEqualTo(Fact.unavailable()));
      assertTimeout(
          BOUND, () -> assertThat(adapter.set(person, CHOSEN)).isEqualTo(new Outcome.Refused(Why.UNREACHABLE)));
    }
  }

  @Test
  default void a_change_without_an_answer_is_unclear_within_the_time() throws InterruptedException {
    PersonId person = adapter().person("b.hansen");
    try (var proxy = proxy(LOOPBACK)) {
      Adapter adapter = through(proxy, IMPATIENT, proxy::swallowAnswers);

      assertTimeout(BOUND, () -> assertThat(adapter.set(person, CHOSEN)).isEqualTo(new Outcome.Unclear()));
      proxy.awaitSwallowed();
      assertThat(adapter().fits(person, CHOSEN)).isEqualTo(Fact.known(true));
    }
  }

  /** The attempt would count as over before the answer came. */
  @Test
  default void a_change_that_has_become_late_is_not_sent() {
    PersonId person = adapter().person("b.hansen");
    Iterator<Long> stopwatch = List.of(0L, Duration.ofMillis(20_001).toNanos()).iterator();

    assertThat(adapter().slow(stopwatch::next).set(person, CHOSEN)).isEqualTo(new Outcome.Refused(Why.UNREACHABLE));
    assertThat(adapter().fits(person, CHOSEN)).isEqualTo(Fact.known(false));
  }

  @Test
  default void a_change_just_in_time_is_made() {
    PersonId person = adapter().person("b.hansen");
    Iterator<Long> stopwatch = List.of(0L, Duration.ofSeconds(20).toNanos()).iterator();

    assertThat(adapter().slow(stopwatch::next).set(person, CHOSEN)).isEqualTo(new Outcome.Set());
  }

  /** A password is tried on a connection of its own, which is how it can be seen from outside. */
  @Test
  default void a_password_is_tried_as_often_for_nobody_as_for_somebody() {
    PersonId person = adapter().person("b.hansen");
    try (var proxy = proxy(LOOPBACK)) {
      Adapter adapter = through(proxy, () -> {});
      adapter.person("b.hansen");

      for (PersonId each : List.of(person, PersonId.of("00000000-0000-4000-8000-00000000ffff"))) {
        int before = proxy.connections();
        assertThat(adapter.fits(each, CHOSEN)).isEqualTo(Fact.known(false));
        assertThat(proxy.connections() - before).isOne();
      }
    }
  }

  @Test
  default void a_connection_lost_before_the_change_leaves_it_unclear_and_is_not_tried_twice() {
    PersonId person = adapter().person("b.hansen");
    try (var proxy = proxy(LOOPBACK)) {
      Adapter adapter = through(proxy, proxy::hangUp);

      assertThat(adapter.set(person, CHOSEN)).isEqualTo(new Outcome.Unclear());
      assertThat(adapter().fits(person, CHOSEN)).isEqualTo(Fact.known(false));
    }
  }

  @Test
  default void a_connection_that_died_while_idle_is_replaced() {
    try (var proxy = proxy(LOOPBACK)) {
      Adapter adapter = through(proxy, () -> {});
      PersonId person = adapter.person("b.hansen");
      proxy.hangUp();
      assertThat(adapter.person("b.hansen")).isEqualTo(person);
      proxy.hangUp();

      assertThat(adapter.set(person, CHOSEN)).isEqualTo(new Outcome.Set());
    }
  }

  @Test
  default void a_certificate_that_is_not_trusted_is_refused(@TempDir Path folder) throws Exception {
    Path other = Files.writeString(folder.resolve("other.pem"), TestCertificate.make().certificate());

    refusesToSpeak(Map.of("trust", other.toString()));
  }

  @Test
  default void a_certificate_for_another_host_is_refused() {
    try (var proxy = proxy("127.0.0.2")) {
      refusesToSpeak(Map.of("url", scheme() + "://" + proxy.address()));
    }
  }

  @Test
  default void a_wrong_password_of_the_service_account_is_a_wrong_setting(@TempDir Path folder) throws Exception {
    Path wrong = Files.writeString(folder.resolve("password"), "wrong");
    PersonId person = adapter().person("b.hansen");
    Adapter adapter = adapter(Map.of("bind-password-file", wrong.toString()), InstantSource.system());

    assertThat(adapter.directory().named("b.hansen")).isEqualTo(Fact.unavailable());
    assertThat(adapter.set(person, CHOSEN)).isEqualTo(new Outcome.Refused(Why.MISCONFIGURED));
  }

  private void refusesToSpeak(Map<String, String> settings) {
    PersonId person = adapter().person("b.hansen");
    Adapter adapter = adapter(settings, InstantSource.system());

    assertThat(adapter.directory().named("b.hansen")).isEqualTo(Fact.unavailable());
    assertThat(adapter.fits(person, "Nordhafen-2026-b.hansen")).isEqualTo(Fact.unavailable());
    assertThat(adapter.set(person, CHOSEN)).isEqualTo(new Outcome.Refused(Why.UNREACHABLE));
  }

  private Proxy proxy(String address) {
    return new Proxy(address, URI.create(server().settings().get("regain.directory.url")).getPort());
  }

  private String scheme() {
    return URI.create(server().settings().get("regain.directory.url")).getScheme();
  }

  private Adapter through(Proxy proxy, Meanwhile meanwhile) {
    return through(proxy, Map.of(), meanwhile);
  }

  private Adapter through(Proxy proxy, Map<String, String> times, Meanwhile meanwhile) {
    var settings = new HashMap<>(times);
    settings.put("url", scheme() + "://" + proxy.address());
    return adapterWith(settings, meanwhile);
  }
}
