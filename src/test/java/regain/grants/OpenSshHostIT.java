package regain.grants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import regain.grants.SshCertificate.PublicKey;
import regain.kernel.Chance;
import regain.kernel.PersonId;
import regain.privileged.port.GrantConnector;
import regain.privileged.port.GrantConnector.Answer;
import regain.privileged.port.GrantConnector.Ended;
import regain.privileged.port.GrantConnector.Found;
import regain.privileged.port.GrantConnector.Issued;
import regain.privileged.port.GrantConnector.Order;
import regain.privileged.port.GrantConnector.Seen;
import regain.privileged.port.GrantTag;

/** The contract, against the sshd of Debian, with the ssh of Debian at the other end. */
class OpenSshHostIT extends DistantGrantContract {
  private static final Chance CHANCE = length -> {
    byte[] bytes = new byte[length];
    ThreadLocalRandom.current().nextBytes(bytes);
    return bytes;
  };

  @TempDir private Path folder;
  private Sshd sshd;
  private boolean silent;
  private OpenSshHost target;

  @BeforeEach
  void start() {
    sshd = new Sshd(folder);
    target = target("regain", InstantSource.system(), Optional.empty());
  }

  private OpenSshHost target(String key, InstantSource clock, Optional<String> source) {
    return target(sshd.port, key, clock, source);
  }

  @Override
  protected OpenSshHost by(int port) {
    return target(port, "regain", InstantSource.system(), Optional.empty());
  }

  @Override
  protected List<Integer> together() {
    return List.of(1, 2);
  }

  @Override
  protected int port() {
    return sshd.port;
  }

  /** Versions, keys, and who it is that comes (RFC 4253, RFC 4252). */
  @Override
  protected int greetings() {
    return 8;
  }

  /** What may stand before the version (RFC 4253 section 4.2), on one line. */
  @Override
  protected byte[] huge() {
    return "welcome ".getBytes(StandardCharsets.US_ASCII);
  }

  private OpenSshHost target(int port, String key, InstantSource clock, Optional<String> source) {
    var shell = new SshShell("root", "127.0.0.1", port, sshd.file(key).toString(), sshd.known(port).toString());
    return new OpenSshHost(
        "cranes", shell, OpenSshHost.authority(sshd.file("ca").toString()), source, true, clock, CHANCE);
  }

  @AfterEach
  void stop() {
    target.close();
    if (!silent) {
      sshd.close();
    }
  }

  @Override
  protected GrantConnector target() {
    return target;
  }

  @Override
  protected String is() {
    return Sshd.ACCOUNT;
  }

  @Override
  protected String isOfAnother() {
    return Sshd.SECOND;
  }

  private Order second() {
    Order order = order(UUID.randomUUID(), Duration.ofHours(1));
    return new Order(order.tag(), order.holder(), Sshd.SECOND, order.until(), order.values());
  }

  @Override
  protected Map<String, String> values() {
    return Map.of(OpenSshHost.KEY, sshd.publicKey());
  }

  @Override
  protected PersonId person() {
    return new PersonId(UUID.fromString("11111111-2222-4333-8444-555555555555"));
  }

  @Override
  protected void silence() {
    sshd.close();
    silent = true;
  }

  private String certificate(Order order) {
    return certificate(target, order);
  }

  private static String certificate(OpenSshHost of, Order order) {
    return of.key(order.tag(), order.until(), order.values()).orElseThrow().open(String::new);
  }

  private boolean letsIn(Order order) {
    return sshd.letsIn("user", certificate(order), Sshd.ACCOUNT);
  }

  /** Something that the holder has run there, to its end. */
  private void runs(Order order, String command) {
    assertThat(Sshd.ended(sshd.ssh("user", certificate(order), Sshd.ACCOUNT, command))).isZero();
  }

  /** A session that stays, which has begun when this returns. */
  private Process open(Order order, String command) {
    try {
      Process session = new ProcessBuilder(
          sshd.ssh("user", certificate(order), Sshd.ACCOUNT, command + "\necho in\nexec sleep 600"))
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start();
      assertThat(session.inputReader().readLine()).isEqualTo("in");
      return session;
    } catch (IOException broken) {
      throw new IllegalStateException(broken);
    }
  }

  @Test
  void pam_1_pam_2_whoever_has_it_comes_into_that_account_with_that_key_and_nowhere_else() {
    Order order = issued(Duration.ofHours(1));
    String certificate = certificate(order);

    assertThat(sshd.letsIn("user", certificate, Sshd.ACCOUNT)).isTrue();
    assertThat(sshd.letsIn("user", certificate, Sshd.OTHER)).isFalse();
    assertThat(sshd.letsIn("user", certificate, "root")).isFalse();
    assertThat(sshd.letsIn("stranger", certificate, Sshd.ACCOUNT)).as("without its key it opens nothing").isFalse();
    assertThat(target.used(order.tag()).known()).contains(1);
    assertThat(sshd.text("log"))
        .containsPattern("sshd\\[[0-9]+]: Accepted publickey for crane from 127\\.0\\.0\\.1 port [0-9]+ ssh2: "
            + "ED25519-CERT SHA256:\\S+ ID " + order.tag() + " \\(serial [0-9]+\\) CA ED25519");
  }

  @Test
  void pam_1_pam_2_a_certificate_has_one_principal_a_quarter_of_an_hour_and_a_terminal() throws IOException {
    Order order = issued(Duration.ofHours(1));
    Path file = Files.writeString(folder.resolve("shown.pub"), certificate(order));

    String shown = Sshd.run("ssh-keygen", "-L", "-f", file.toString());
    assertThat(shown)
        .contains("Type: ssh-ed25519-cert-v01@openssh.com user certificate", "Key ID: \"" + order.tag() + "\"")
        .containsPattern(
            "Principals:\\s+" + order.tag() + "\\s+Critical Options: \\(none\\)\\s+Extensions:\\s+permit-pty\\s*$");
    var times = Pattern.compile("from (\\S+) to (\\S+)").matcher(shown);
    assertThat(times.find()).isTrue();
    assertThat(Duration.between(
        LocalDateTime.parse(times.group(1)), LocalDateTime.parse(times.group(2))))
        .isLessThanOrEqualTo(Duration.ofMinutes(16));
  }

  @Test
  void every_kind_of_key_that_is_taken_is_certified_as_sshd_reads_it() throws IOException {
    Order order = issued(Duration.ofHours(1));
    for (String bits : List.of("256", "384", "521")) {
      Path key = folder.resolve("ecdsa" + bits);
      Sshd.run("ssh-keygen", "-q", "-t", "ecdsa", "-b", bits, "-N", "", "-f", key.toString());
      var other = new Order(
          order.tag(), order.holder(), order.is(), order.until(),
          Map.of(OpenSshHost.KEY, Files.readString(folder.resolve("ecdsa" + bits + ".pub"))));
      assertThat(sshd.letsIn("ecdsa" + bits, certificate(other), Sshd.ACCOUNT)).as(bits).isTrue();
    }
  }

  @Test
  void a_security_key_is_certified_as_ssh_keygen_reads_it() throws IOException {
    // The public half of a key on a security key: no such key is at hand here to come in with.
    var blob = new ByteArrayOutputStream();
    for (byte[] each : List.of(
        "sk-ssh-ed25519@openssh.com".getBytes(StandardCharsets.US_ASCII), CHANCE.bytes(32),
        "ssh:".getBytes(StandardCharsets.US_ASCII))) {
      blob.writeBytes(ByteBuffer.allocate(4).putInt(each.length).array());
      blob.writeBytes(each);
    }
    String line = "sk-ssh-ed25519@openssh.com " + Base64.getEncoder().encodeToString(blob.toByteArray());
    Order order = issued(Duration.ofHours(1));
    String certificate = target.key(order.tag(), order.until(), Map.of(OpenSshHost.KEY, line)).orElseThrow()
        .open(String::new);

    Path file = Files.writeString(folder.resolve("shown.pub"), certificate);
    assertThat(Sshd.run("ssh-keygen", "-L", "-f", file.toString()))
        .contains("Type: sk-ssh-ed25519-cert-v01@openssh.com user certificate", "Public key: ED25519-SK-CERT");
  }

  @Test
  void pam_22_what_is_no_key_that_is_taken_is_refused_a_certificate_too() throws IOException {
    Path rsa = folder.resolve("rsa");
    Sshd.run("ssh-keygen", "-q", "-t", "rsa", "-b", "3072", "-N", "", "-f", rsa.toString());
    String good = sshd.publicKey();
    Order issued = issued(Duration.ofHours(1));
    for (String line : List.of(
        "", "ssh-ed25519", "ssh-ed25519 ", "ssh-ed25519 %%%", "ssh-ed25519 AAAA", good.substring(0, 60),
        good.replace("ssh-ed25519 ", "ecdsa-sha2-nistp256 "), "command=\"x\" " + good,
        Files.readString(folder.resolve("rsa.pub")), certificate(issued), Files.readString(folder.resolve("user")))) {
      Order order = order(UUID.randomUUID(), Duration.ofHours(1));
      var with = new Order(order.tag(), order.holder(), order.is(), order.until(), Map.of(OpenSshHost.KEY, line));
      assertThat(PublicKey.parse(line)).as(line).isEmpty();
      assertThat(target.issue(with)).as(line).isInstanceOf(Issued.Refused.class);
      assertThat(target.key(with.tag(), with.until(), with.values())).as(line).isEmpty();
    }
    assertThat(target.inventory().known().orElseThrow()).extracting(Found::object)
        .containsExactly(issued.tag().text());
  }

  @Test
  void pam_5_pam_11_an_account_that_may_not_be_given_is_not_whatever_policy_says() {
    Order order = order(UUID.randomUUID(), Duration.ofHours(1));
    for (String is : List.of(Sshd.OTHER, "root", "crane/../root", "crane\nroot", "-x", "crane root", "")) {
      var sly = new Order(order.tag(), order.holder(), is, order.until(), order.values());
      assertThat(target.issue(sly)).as(is).isInstanceOf(Issued.Refused.class);
    }
    assertThat(target.inventory().known().orElseThrow()).isEmpty();
  }

  @Test
  void pam_12_the_key_that_regain_has_there_opens_that_one_command_and_nothing_else_also_with_many_tags()
      throws IOException {
    String none = "";
    Order order = issued(Duration.ofHours(1));
    String good = order.tag().text();
    String list = Sshd.run("sha256sum", sshd.file("etc-ssh/regain/krl").toString());
    for (String words : List.of(
        "sh", "cat /etc/shadow", "give jit-x crane 9999999999", "see x; id", "list /", "prepare", "see $(id)",
        "take ../../x", "end jit-0a1b2c3d000040008000000000000001 x", "",
        "over", "over x", "over root", "over *", "over " + good + " x", "over x " + good, "over " + good + " ../../x",
        "over " + good + " " + good.toUpperCase(Locale.ROOT), "over " + good + " " + good + "0",
        "over " + good + "; id",
        "over " + good + " $(id)", "over " + good + " " + Sshd.SECOND, "over " + good + " " + good.substring(0, 35),
        "over " + good + " -x", "over list", "over " + good + " prepare")) {
      assertThat(Sshd.ended(sshd.ssh("regain", none, "root", words))).as(words).isEqualTo(3);
    }
    assertThat(target.observe(order.tag()).presence()).as("one that is wrong among several, and none is touched")
        .isEqualTo(GrantConnector.Presence.PRESENT);
    assertThat(sshd.text("etc-ssh/regain/private/revoked")).isEmpty();
    assertThat(Sshd.run("sha256sum", sshd.file("etc-ssh/regain/krl").toString())).isEqualTo(list);
    assertThat(letsIn(order)).isTrue();
  }

  @Test
  void pam_17_sshd_itself_lets_nobody_in_after_its_end() {
    Order order = issued(Duration.ofSeconds(4));
    String certificate = certificate(
        target("regain", () -> Instant.now().plusSeconds(30), Optional.empty()),
        new Order(order.tag(), order.holder(), order.is(), order.until().plusSeconds(600), order.values()));
    assertThat(becomes(() -> !sshd.letsIn("user", certificate, Sshd.ACCOUNT), Duration.ofSeconds(30)))
        .as("though the certificate itself would count for longer").isTrue();
  }

  /** What is running on the host as the account that is given. */
  private List<String> running() {
    return Sshd.run("ps", "-e", "-o", "uid=,args=").lines().map(String::strip)
        .filter(it -> it.startsWith(sshd.number + " "))
        .toList();
  }

  private void takenBack(Order order) {
    assertThat(target.block(order.tag())).isEqualTo(new Answer.Done());
    assertThat(target.killSessions(order.tag()).known()).isPresent();
    assertThat(target.revoke(order.tag())).isEqualTo(new Answer.Done());
    assertThat(target.killSessions(order.tag()).known()).isPresent();
  }

  @Test
  void pam_18_whoever_is_in_is_out_and_comes_in_no_more() {
    Order order = issued(Duration.ofHours(1));
    String certificate = certificate(order);
    Process first = open(order, "true");
    Process second = open(order, "true");
    assertThat(target.observe(order.tag()).sessions()).isEqualTo(2);

    assertThat(target.block(order.tag())).isEqualTo(new Answer.Done());
    assertThat(sshd.letsIn("user", certificate, Sshd.ACCOUNT)).as("it is on the list of revoked keys").isFalse();
    assertThat(target.killSessions(order.tag()).known()).contains(2);
    for (Process each : List.of(first, second)) {
      assertThat(each.onExit()).succeedsWithin(Duration.ofSeconds(30));
    }
    assertThat(target.revoke(order.tag())).isEqualTo(new Answer.Done());
    assertThat(target.observe(order.tag()).isGone()).isTrue();
  }

  /** Deaf to signals, somebody else's child, in a session of its own, without a name, and always another. */
  @ParameterizedTest
  @ValueSource(
      strings = {"trap '' TERM HUP; while :; do sleep 1; done", "env -i sleep 601", "setsid env -i sleep 602",
          "env -i setsid sh -c 'hop() { sleep 0.01; hop & }; hop; wait'",
          "setsid sh -c 'logger -p auth.info -t sshd[1] Accepted publickey for crane from x; sleep 603'"})
  void pam_18_nothing_that_somebody_left_behind_outlives_it(String left) {
    Order order = issued(Duration.ofHours(1));
    open(order, "(" + left + ") >/dev/null 2>&1 &\n(" + left + " &) >/dev/null 2>&1");
    assertThat(running()).isNotEmpty();

    takenBack(order);

    assertThat(target.observe(order.tag()).isGone()).isTrue();
    assertThat(running()).isEmpty();
    assertThat(sshd.letsIn("user", certificate(order), Sshd.ACCOUNT)).isFalse();
    Order next = order(UUID.randomUUID(), Duration.ofHours(1));
    assertThat(target.issue(next)).as("sshd is there for the next").isInstanceOf(Issued.Done.class);
    assertThat(letsIn(next)).isTrue();
  }

  @Test
  void pam_18_several_end_in_one_go_with_whoever_is_in_and_whatever_they_left() {
    Order order = issued(Duration.ofHours(1));
    Order other = second();
    assertThat(target.issue(other)).isInstanceOf(Issued.Done.class);
    String certificate = certificate(order);
    Process first = open(order, "(env -i setsid sh -c 'hop() { sleep 0.01; hop & }; hop; wait' &) >/dev/null 2>&1");
    Process second = open(order, "true");
    var never = new GrantTag(UUID.randomUUID());

    List<Ended> ended = target.end(List.of(other.tag(), never, order.tag()));

    assertThat(ended).extracting(Ended::tag).containsExactly(other.tag(), never, order.tag());
    assertThat(ended).allMatch(Ended.Gone.class::isInstance);
    assertThat(ended).extracting(it -> ((Ended.Gone) it).sessions()).containsExactly(0, 0, 2);
    assertThat(((Ended.Gone) ended.getLast()).used().known()).contains(2);
    for (Process each : List.of(first, second)) {
      assertThat(each.onExit()).succeedsWithin(Duration.ofSeconds(30));
    }
    assertThat(running()).isEmpty();
    assertThat(sshd.letsIn("user", certificate, Sshd.ACCOUNT)).isFalse();
    assertThat(target.inventory().known()).contains(List.of());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void pam_18_a_line_that_somebody_else_wrote_shields_nobody(int together) throws IOException {
    Order order = issued(Duration.ofHours(1));
    Process in = open(order, "true");
    Path lines = sshd.file("etc-ssh/regain/principals/crane");
    String others = "# by hand\ndeploy\n";
    Files.writeString(lines, others + Files.readString(lines));

    List<GrantTag> all = List.of(order.tag(), new GrantTag(UUID.randomUUID())).subList(0, together);
    assertThat(target.end(all)).hasSize(together).first()
        .isInstanceOfSatisfying(Ended.Gone.class, it -> assertThat(it.sessions()).isPositive());
    assertThat(in.onExit()).succeedsWithin(Duration.ofSeconds(30));
    assertThat(running()).isEmpty();
    assertThat(lines).content().isEqualTo(others);
    Order next = order(UUID.randomUUID(), Duration.ofHours(1));
    assertThat(target.issue(next)).as("and nothing is put beside it").isInstanceOf(Issued.Refused.class);
  }

  @Test
  void pam_16_what_ends_in_one_go_touches_nobody_elses() {
    Order order = issued(Duration.ofHours(1));
    takenBack(order);
    Order next = order(UUID.randomUUID(), Duration.ofHours(1));
    assertThat(target.issue(next)).isInstanceOf(Issued.Done.class);
    Process nexts = open(next, "true");
    assertThat(target.end(List.of(order.tag(), new GrantTag(UUID.randomUUID()))))
        .allMatch(Ended.Gone.class::isInstance);
    assertThat(nexts.isAlive()).isTrue();
    assertThat(target.observe(next.tag()).sessions()).isEqualTo(1);
    nexts.destroy();
  }

  @Test
  void a_host_with_an_older_command_is_told_one_after_the_other() throws IOException {
    Order order = issued(Duration.ofHours(1));
    Order other = second();
    assertThat(target.issue(other)).isInstanceOf(Issued.Done.class);
    Path command = sshd.file("etc-ssh/regain-host");
    Files.writeString(command, Files.readString(command).replaceAll("(?m)^ *[*1]:over\\).*$", ""));
    assertThat(target.end(List.of(order.tag(), other.tag()))).hasSize(2).allMatch(Ended.Gone.class::isInstance);
  }

  @Test
  void one_that_cannot_end_keeps_no_other_from_it() throws IOException {
    Order order = issued(Duration.ofHours(1));
    Order other = second();
    assertThat(target.issue(other)).isInstanceOf(Issued.Done.class);
    Path accounts = sshd.file("passwd");
    Files.writeString(accounts, Files.readString(accounts).replaceAll("(?m)^" + Sshd.SECOND + ":.*\n", ""));
    List<Ended> ended = target.end(List.of(other.tag(), order.tag()));
    assertThat(ended.getFirst()).isInstanceOf(Ended.Not.class);
    assertThat(ended.getLast()).isInstanceOf(Ended.Gone.class);
  }

  @Test
  void pam_18_what_is_left_while_the_line_is_gone_is_seen() {
    Order order = issued(Duration.ofHours(1));
    Process session = open(order, "(env -i setsid sleep 604 &) >/dev/null 2>&1");
    target.revoke(order.tag());
    session.destroy();
    assertThat(becomes(() -> running().stream().noneMatch(it -> it.contains("sshd")), Duration.ofSeconds(30))).isTrue();

    assertThat(target.observe(order.tag())).isEqualTo(new Seen(GrantConnector.Presence.ABSENT, 1));
    assertThat(target.killSessions(order.tag()).known()).contains(1);
    assertThat(target.observe(order.tag()).isGone()).isTrue();
  }

  @Test
  void pam_16_an_account_is_one_grants_at_a_time_and_empty_before_the_next() {
    Order order = issued(Duration.ofHours(1));
    Order next = order(UUID.randomUUID(), Duration.ofHours(1));
    assertThat(target.issue(next)).isInstanceOf(Issued.Refused.class);

    Process session = open(order, "(env -i setsid sleep 605 &) >/dev/null 2>&1");
    target.revoke(order.tag());
    assertThat(target.issue(next)).isInstanceOf(Issued.Done.class);
    assertThat(session.onExit()).succeedsWithin(Duration.ofSeconds(30));
    assertThat(running()).isEmpty();

    Process nexts = open(next, "true");
    assertThat(target.killSessions(order.tag()).known()).as("the other's is not touched").contains(0);
    assertThat(target.observe(order.tag()).isGone()).isTrue();
    assertThat(nexts.isAlive()).isTrue();
    nexts.destroy();
  }

  @Test
  void what_a_holder_leaves_opens_nothing_and_holds_nothing_up() throws IOException {
    Order order = issued(Duration.ofHours(1));
    Files.setPosixFilePermissions(sshd.file("home"), PosixFilePermissions.fromString("rwxrwxrwx"));
    runs(order, "mkdir -p -m 700 .ssh && echo '" + sshd.text("stranger.pub").strip() + "' > .ssh/authorized_keys");
    assertThat(sshd.letsIn("stranger", "", Sshd.ACCOUNT)).as("a key of their own").isFalse();
    for (String path : List.of("lock", "given", "revoked")) {
      assertThat(
          Sshd.ended(
              sshd.ssh(
                  "user", certificate(order), Sshd.ACCOUNT, "flock -n /etc/ssh/regain/private/" + path + " true")))
          .as(path).isNotZero();
    }
    takenBack(order);
    assertThat(target.observe(order.tag()).isGone()).isTrue();
  }

  @Test
  void what_is_done_by_half_is_not_said_to_be_done() throws IOException {
    Order order = issued(Duration.ofHours(1));
    Path authority = sshd.file("etc-ssh/regain/ca.pub");
    Path away = Files.move(authority, folder.resolve("away"));
    for (int i = 0; i < 2; i++) {
      assertThat(target.block(order.tag())).isInstanceOf(Answer.Again.class);
    }
    Files.move(away, authority);
    assertThat(target.block(order.tag())).isEqualTo(new Answer.Done());
    assertThat(letsIn(order)).isFalse();
  }

  @Test
  void an_answer_is_whole_each_time() {
    Order order = issued(Duration.ofHours(1));
    for (int i = 0; i < 60; i++) {
      assertThat(target.observe(order.tag()).presence()).isEqualTo(GrantConnector.Presence.PRESENT);
    }
  }

  /** Before it says who it is a host may say more, and this one says it for ever. */
  @Test
  void one_that_talks_and_never_answers_is_left() throws IOException {
    try (var door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var shell = new SshShell(
            "root", "127.0.0.1", door.getLocalPort(), sshd.file("regain").toString(), sshd.file("known").toString())) {
      Thread.ofVirtual().start(() -> talk(door));
      assertThat(CompletableFuture.supplyAsync(() -> failure(shell), Thread::startVirtualThread))
          .succeedsWithin(Duration.ofSeconds(60)).isEqualTo("the host does not answer");
    }
  }

  private static void talk(ServerSocket door) {
    try (Socket caller = door.accept()) {
      while (true) {
        caller.getOutputStream().write("Good morning\r\n".getBytes(StandardCharsets.US_ASCII));
        LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
      }
    } catch (IOException left) {
      // It was left.
    }
  }

  private static String failure(SshShell shell) {
    try {
      return shell.say("list").text();
    } catch (IOException said) {
      return String.valueOf(said.getMessage());
    }
  }

  @Test
  void pam_19_whoever_is_in_when_it_goes_is_seen_and_ended() {
    Order order = issued(Duration.ofHours(1));
    Process session = open(order, "true");
    assertThat(target.revoke(order.tag())).isEqualTo(new Answer.Done());

    Seen seen = target.observe(order.tag());
    assertThat(seen.isGone()).as("nobody new comes in, and somebody is in").isFalse();
    target.killSessions(order.tag());
    assertThat(session.onExit()).succeedsWithin(Duration.ofSeconds(30));
    assertThat(target.observe(order.tag()).isGone()).isTrue();
  }

  @Test
  void the_list_of_revoked_keys_has_what_was_taken_back_and_nothing_else() throws IOException {
    Order order = issued(Duration.ofHours(1));
    Order other = second();
    target.issue(other);
    Path taken = Files.writeString(folder.resolve("taken.pub"), certificate(order));
    Path kept = Files.writeString(folder.resolve("kept.pub"), certificate(other));
    target.block(order.tag());

    String krl = sshd.file("etc-ssh/regain/krl").toString();
    assertThat(Sshd.ended(List.of("ssh-keygen", "-Q", "-f", krl, taken.toString()))).isNotZero();
    assertThat(Sshd.ended(List.of("ssh-keygen", "-Q", "-f", krl, kept.toString()))).isZero();
    assertThat(letsIn(order)).as("a new certificate for it counts no more either").isFalse();
    assertThat(sshd.letsIn("user", certificate(other), Sshd.SECOND)).isTrue();
    assertThat(target.issue(order)).as("what was taken back is not given again").isInstanceOf(Issued.Refused.class);
  }

  @Test
  void a_certificate_counts_from_where_it_should_and_not_from_elsewhere() {
    Order order = issued(Duration.ofHours(1));
    OpenSshHost elsewhere = target("regain", InstantSource.system(), Optional.of("192.0.2.0/24"));
    OpenSshHost here = target("regain", InstantSource.system(), Optional.of("192.0.2.0/24,127.0.0.0/8"));

    assertThat(sshd.letsIn("user", certificate(elsewhere, order), Sshd.ACCOUNT)).isFalse();
    assertThat(sshd.letsIn("user", certificate(here, order), Sshd.ACCOUNT)).isTrue();
  }

  @Test
  void pam_24_a_line_that_somebody_else_wrote_is_seen() throws IOException {
    Order order = issued(Duration.ofHours(1));
    Path lines = sshd.file("etc-ssh/regain/principals/crane");
    Files.writeString(lines, "deploy\nexpiry-time=\"20991231235959Z\" jit-abc\n" + Files.readString(lines));

    assertThat(target.inventory().known().orElseThrow())
        .extracting(Found::object, Found::single)
        .containsExactlyInAnyOrder(
            tuple("a principal of crane", false),
            tuple(order.tag().text(), true));
  }

  @Test
  void pam_23_a_host_that_is_not_the_one_or_does_not_know_us_is_told_nothing() throws IOException {
    Order order = order(UUID.randomUUID(), Duration.ofHours(1));
    try (OpenSshHost unknown = target("stranger", InstantSource.system(), Optional.empty())) {
      assertThat(unknown.issue(order)).isInstanceOf(Issued.Unclear.class);
    }
    Files.writeString(sshd.file("known"),
        sshd.text("known").replace(sshd.text("etc-ssh/host.pub").strip(), sshd.publicKey()));
    try (OpenSshHost other = target("regain", InstantSource.system(), Optional.empty())) {
      assertThat(other.issue(order)).isInstanceOf(Issued.Unclear.class);
    }
    assertThat(sshd.text("etc-ssh/regain/private/revoked") + target.inventory()).doesNotContain(order.tag().text());
  }

  @Test
  void a_host_that_was_started_again_is_found_again() {
    Order order = issued(Duration.ofHours(1));
    sshd.stop();
    assertThat(target.observe(order.tag())).isEqualTo(Seen.unknown());
    sshd.start();
    assertThat(target.observe(order.tag()).presence()).isEqualTo(GrantConnector.Presence.PRESENT);
    assertThat(letsIn(order)).isTrue();
  }

  @Test
  void an_authority_that_is_no_such_key_stops_the_start() {
    assertThatThrownBy(() -> OpenSshHost.authority(sshd.file("ca.pub").toString()))
        .isInstanceOf(IllegalStateException.class);
    Path locked = folder.resolve("locked");
    Sshd.run("ssh-keygen", "-q", "-t", "ed25519", "-N", "a passphrase", "-f", locked.toString());
    assertThatThrownBy(() -> OpenSshHost.authority(locked.toString())).hasMessageContaining("passphrase");
  }
}
