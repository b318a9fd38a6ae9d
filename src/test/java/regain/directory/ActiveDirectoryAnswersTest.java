package regain.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.util.ssl.SSLUtil;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import regain.enrollment.port.Account;
import regain.kernel.PersonId;
import regain.policy.Eligibility;
import regain.policy.Population;
import regain.privileged.port.GrantConnector.Answer;
import regain.privileged.port.GrantConnector.Issued;
import regain.privileged.port.GrantConnector.Order;
import regain.privileged.port.GrantConnector.Presence;
import regain.privileged.port.GrantConnector.Seen;
import regain.privileged.port.GrantTag;

/** Whatever Active Directory, or what stands in its place, answers is read, or is no answer: bounded, and never read as gone or done. */
class ActiveDirectoryAnswersTest {
  private static final InstantSource CLOCK = InstantSource.system();
  private static final PersonId PERSON = new PersonId(UUID.fromString("11111111-2222-4333-8444-555555555555"));
  private static final Account HOLDER = new Account(
      PERSON, "b.stein", "Ben Stein", Population.EMPLOYEE, Eligibility.ELIGIBLE, Optional.empty(), List.of(),
      Locale.ENGLISH, Set.of(), Set.of(), Optional.empty(), Optional.empty(), Optional.empty());
  private static final Duration BOUND = Duration.ofSeconds(20);
  @TempDir private Path folder;
  private ActiveDirectoryStub directory;
  private ActiveDirectoryGroups target;

  @SuppressWarnings("NullAway.Init")
  ActiveDirectoryAnswersTest() {}

  @BeforeEach
  void start() throws LDAPException {
    directory = ActiveDirectoryStub.start(folder, CLOCK);
    directory.person("Stein, Ben", PERSON.toString());
    target = at("ldaps://127.0.0.1:" + directory.port());
  }

  private ActiveDirectoryGroups at(String url) {
    return ActiveDirectoryStub.target(url, ActiveDirectoryStub.BASE, folder, CLOCK);
  }

  @AfterEach
  void stop() {
    target.close();
    directory.close();
    assertThat(directory.undocumented).as("nothing is asked that is not documented and allowed").isEmpty();
  }

  private Order issued() {
    var order = new Order(
        new GrantTag(UUID.fromString("0a1b2c3d-0000-4000-8000-00000000000a")), HOLDER, "CN=server-admins",
        CLOCK.instant().plus(Duration.ofHours(1)), Map.of());
    assertThat(target.issue(order)).isInstanceOf(Issued.Done.class);
    return order;
  }

  private void nothingIsConcluded(ActiveDirectoryGroups asked, Order order) {
    assertThat(asked.observe(order.tag())).isEqualTo(Seen.unknown());
    assertThat(asked.inventory().known()).isEmpty();
    assertThat(asked.block(order.tag())).isInstanceOf(Answer.Again.class);
    assertThat(asked.revoke(order.tag())).isInstanceOf(Answer.Again.class);
    assertThat(asked.issue(order)).isNotInstanceOf(Issued.Done.class);
  }

  @Test
  void one_that_shows_nothing_to_whoever_may_not_read_proves_nothing() {
    Order order = issued();
    directory.hidesAll = true;
    nothingIsConcluded(target, order);
  }

  @Test
  void one_that_says_more_than_anybody_reads_is_not_read_to_its_end() {
    Order order = issued();
    directory.floods = 25_000;
    nothingIsConcluded(target, order);
  }

  @Test
  void a_group_with_more_members_than_are_shown_at_once_proves_nothing() {
    Order order = issued();
    directory.showsRanges = true;
    assertThat(target.observe(order.tag())).isEqualTo(Seen.unknown());
    assertThat(target.inventory().known()).isEmpty();
    assertThat(target.issue(order)).isNotInstanceOf(Issued.Done.class);

    // What was made for the grant goes all the same, and with it what could not be read.
    target.revoke(order.tag());
    assertThat(target.observe(order.tag()).isGone()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {ResultCode.BUSY_INT_VALUE, ResultCode.UNAVAILABLE_INT_VALUE, ResultCode.REFERRAL_INT_VALUE,
      ResultCode.NO_SUCH_OBJECT_INT_VALUE, ResultCode.INSUFFICIENT_ACCESS_RIGHTS_INT_VALUE,
      ResultCode.UNAVAILABLE_CRITICAL_EXTENSION_INT_VALUE, ResultCode.SIZE_LIMIT_EXCEEDED_INT_VALUE,
      ResultCode.TIME_LIMIT_EXCEEDED_INT_VALUE, ResultCode.OPERATIONS_ERROR_INT_VALUE, ResultCode.OTHER_INT_VALUE})
  void a_refusal_is_never_read_as_gone_or_done(int code) {
    Order order = issued();
    directory.trouble = it -> {
      throw new LDAPException(ResultCode.valueOf(code));
    };
    nothingIsConcluded(target, order);
    directory.trouble = it -> {
      if (it.equals("delete")) {
        throw new LDAPException(ResultCode.valueOf(code));
      }
    };
    assertThat(target.revoke(order.tag())).isInstanceOf(Answer.Again.class);
    assertThat(target.observe(order.tag()).presence()).isEqualTo(Presence.PRESENT);
  }

  @Test
  void one_whose_answers_are_lost_is_not_waited_for() throws Exception {
    Order order = issued();
    try (var proxy = new Proxy("127.0.0.1", directory.port());
        var through = at("ldaps://" + proxy.address())) {
      assertThat(through.observe(order.tag()).presence()).isEqualTo(Presence.PRESENT);
      proxy.swallowAnswers();
      assertTimeout(BOUND, () -> nothingIsConcluded(through, order));
      proxy.refuse();
      assertTimeout(BOUND, () -> nothingIsConcluded(through, order));
    }
  }

  /** Something that is no LDAP, or half of it, or more of it than anybody reads. */
  private static final Map<String, byte[]> STRANGE = Map.of(
      "nothing", new byte[0],
      "a page",
      "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html>Sign in</html>".getBytes(StandardCharsets.US_ASCII),
      "half a bind", new byte[]{0x30, 0x0c, 0x02, 0x01, 0x01, 0x61},
      "a bind that announces two gigabytes",
      new byte[]{0x30, (byte) 0x84, 0x7f, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x02, 0x01, 0x01},
      "a bind, and half an entry",
      new byte[]{0x30, 0x0c, 0x02, 0x01, 0x01, 0x61, 0x07, 0x0a, 0x01, 0x00, 0x04, 0x00, 0x04, 0x00,
          0x30, 0x50, 0x02, 0x01, 0x02, 0x64});

  @ParameterizedTest
  @ValueSource(strings = {"nothing", "a page", "half a bind", "a bind that announces two gigabytes",
      "a bind, and half an entry"})
  void what_is_no_answer_of_a_directory_is_none(String strange) throws Exception {
    Order order = issued();
    try (ServerSocket door = new SSLUtil(ActiveDirectoryStub.CERTIFICATE.keys(), null).createSSLServerSocketFactory()
        .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        var asked = at("ldaps://127.0.0.1:" + door.getLocalPort())) {
      Thread.ofVirtual().start(() -> say(door, STRANGE.getOrDefault(strange, new byte[0])));
      assertTimeout(BOUND, () -> nothingIsConcluded(asked, order));
    }
  }

  private static void say(ServerSocket door, byte[] words) {
    while (!door.isClosed()) {
      try (Socket socket = door.accept(); OutputStream out = socket.getOutputStream()) {
        socket.getInputStream().readNBytes(1);
        out.write(words);
        out.flush();
      } catch (IOException gone) {
        // The next one.
      }
    }
  }

  @Test
  void its_password_is_in_no_log() {
    try (var overheard = Overheard.begin()) {
      Order order = issued();
      directory.trouble = it -> {
        throw new LDAPException(ResultCode.OPERATIONS_ERROR);
      };
      nothingIsConcluded(target, order);
      assertThat(overheard.text()).contains("did not do it").doesNotContain(ActiveDirectoryStub.PASSWORD);
    }
  }

  @Test
  void what_cannot_be_right_stops_the_start_and_says_which() {
    assertThatThrownBy(() -> at("ldap:/nowhere")).isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("corp: url");
    assertThatThrownBy(() -> ActiveDirectoryStub.target("ldaps://a", "not a name", folder, CLOCK))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("base");
  }
}
