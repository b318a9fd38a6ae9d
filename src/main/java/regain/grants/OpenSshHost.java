package regain.grants;

import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.KeyPair;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import regain.grants.SshCertificate.PublicKey;
import regain.grants.SshShell.Said;
import regain.kernel.Chance;
import regain.kernel.Secret;
import regain.policy.Fact;
import regain.privileged.Grant;
import regain.privileged.port.GrantConnector;
import regain.privileged.port.GrantTag;

/**
 * A host with OpenSSH. Each grant is a principal of its own, let into one account until its end, which it has for itself; its holder takes certificates for it, a quarter of an hour
 * each, for the key that was named in the request and so agreed to. What is taken back is on the host's list of revoked keys. sshd ends no session: that is
 * ours to do, by ending all that runs as the account. On the host {@code regain-host} does it, the one command of the one key that we have there.
 */
final class OpenSshHost implements GrantConnector, AutoCloseable {
  private static final Logger LOG = System.getLogger(OpenSshHost.class.getName());
  /** By which the request says what key it is for. */
  static final String KEY = "ssh-key";
  private static final Pattern ACCOUNT = Pattern.compile("[a-z_][a-z0-9_-]{0,31}");
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'", Locale.ROOT);
  private static final int REFUSES = 3;
  private static final int NONCE_BYTES = 32;
  /** Each account has one grant at most. */
  private static final int MOST = 1_000;
  private static final int MOST_WORDS = 100;
  private static final int AT_ONCE = 25;
  private static final Duration ONE_BY_ONE = Duration.ofSeconds(10);
  /** What the host says of one that was taken back: what is seen of it, how many are in, how many were, how often it was used. */
  private static final Pattern OVER = Pattern
      .compile("(jit-[0-9a-f]{32}) (present|absent) ([0-9]{1,6}) ([0-9]{1,6}) ([0-9]{1,6}|-)");

  private final String name;
  private final SshShell shell;
  private final KeyPair authority;
  private final Optional<String> source;
  private final boolean strict;
  private final InstantSource clock;
  private final Chance chance;

  OpenSshHost(
      String name,
      SshShell shell,
      KeyPair authority,
      Optional<String> source,
      boolean strict,
      InstantSource clock,
      Chance chance) {
    this.name = name;
    this.shell = shell;
    this.authority = authority;
    this.source = source;
    this.strict = strict;
    this.clock = clock;
    this.chance = chance;
  }

  /** @throws IllegalStateException when it is no such key, or wants a passphrase */
  static KeyPair authority(String file) {
    try {
      KeyPair key = KeyPair.load(new JSch(), file);
      if (key.getKeyType() != KeyPair.ED25519 || key.isEncrypted()) {
        throw new IllegalStateException("ca-file is no Ed25519 key without a passphrase: " + file);
      }
      return key;
    } catch (JSchException unreadable) {
      throw new IllegalStateException("ca-file cannot be used: " + file, unreadable);
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String kind() {
    return "OpenSSH";
  }

  @Override
  public boolean strict() {
    return strict;
  }

  @Override
  public boolean ends() {
    return true;
  }

  @Override
  public Grant.Key keyed() {
    return Grant.Key.CERTIFICATE;
  }

  /** Empty when nobody knows what became of it. */
  private Optional<Said> say(String words) {
    return heard(words).filter(it -> it.status() == 0 || it.status() == REFUSES);
  }

  /** Empty when the host does not answer. */
  private Optional<Said> heard(String words) {
    try {
      Said said = shell.say(words);
      if (said.status() == 0 || said.status() == REFUSES) {
        return Optional.of(said);
      }
      String why = said.text().strip().replaceAll("[^ -~]", "?");
      LOG.log(
          Level.WARNING, "The target {0} did not do it: status {1}, {2}", name, said.status(),
          why.substring(0, Math.min(why.length(), MOST_WORDS)));
      return Optional.of(said);
    } catch (IOException silent) {
      LOG.log(Level.WARNING, "The target {0} did not do it: {1}", name, silent.getMessage());
      LOG.log(Level.DEBUG, "Why it did not", silent);
    }
    return Optional.empty();
  }

  private <T> Optional<T> done(String words, Function<String, T> then) {
    return say(words).filter(it -> it.status() == 0).map(it -> then.apply(it.text().strip()));
  }

  @Override
  public Issued issue(Order order) {
    if (!ACCOUNT.matcher(order.is()).matches()) {
      return new Issued.Refused("not the name of an account");
    }
    if (key(order.values().getOrDefault(KEY, "")).isEmpty()) {
      return new Issued.Refused("no key that could be certified");
    }
    Optional<Said> said = say("give " + order.tag() + " " + order.is() + " " + order.until().getEpochSecond());
    if (said.isEmpty()) {
      return new Issued.Unclear("the host does not answer");
    }
    return said.get().status() == 0
        ? new Issued.Done(time(said.get().text().strip()))
        : new Issued.Refused("the host refuses it");
  }

  private static Optional<PublicKey> key(String line) {
    return PublicKey.parse(line);
  }

  private static Optional<Instant> time(String text) {
    try {
      return Optional.of(LocalDateTime.parse(text, TIME).toInstant(ZoneOffset.UTC));
    } catch (DateTimeException none) {
      return Optional.empty();
    }
  }

  @Override
  public Seen observe(GrantTag tag) {
    return done("see " + tag, OpenSshHost::seen).orElse(Seen.unknown());
  }

  static Seen seen(String text) {
    String[] words = text.split(" ", 2);
    if (words.length != 2 || !words[1].matches("[0-9]{1,6}")) {
      return Seen.unknown();
    }
    int sessions = Integer.parseInt(words[1]);
    return switch (words[0]) {
      case "present" -> new Seen(Presence.PRESENT, sessions);
      case "absent" -> new Seen(Presence.ABSENT, sessions);
      default -> Seen.unknown();
    };
  }

  private Answer changed(String words) {
    return done(words, it -> (Answer) new Answer.Done()).orElse(new Answer.Again("the host did not do it"));
  }

  @Override
  public Answer block(GrantTag tag) {
    return changed("block " + tag);
  }

  @Override
  public Fact<Integer> killSessions(GrantTag tag) {
    return count("end " + tag);
  }

  private Fact<Integer> count(String words) {
    return done(words, OpenSshHost::number).orElse(Fact.unavailable());
  }

  static Fact<Integer> number(String text) {
    return text.matches("[0-9]{1,6}") ? Fact.known(Integer.valueOf(text)) : Fact.unavailable();
  }

  @Override
  public Answer revoke(GrantTag tag) {
    return changed("take " + tag);
  }

  /** Several in one go, because what takes long is to wait on the host until whoever was in is out. */
  @Override
  public List<Ended> end(List<GrantTag> tags) {
    if (tags.size() == 1) {
      return GrantConnector.super.end(tags);
    }
    Optional<Said> answer = heard(tags.stream().map(GrantTag::text).collect(Collectors.joining(" ", "over ", "")));
    if (answer.isEmpty()) {
      return tags.stream().map(it -> (Ended) new Ended.Not(it, "the host does not answer")).toList();
    }
    Map<GrantTag, Ended> all = answer.get().status() == 0 ? ended(answer.get().text()) : Map.of();
    List<Ended> said = tags.stream().flatMap(it -> Optional.ofNullable(all.get(it)).stream()).toList();
    return said.size() == tags.size() ? said : oneByOne(tags);
  }

  /** One of them keeps all of them from being done, or the host has an older command. What there is no time for is not asked. */
  private List<Ended> oneByOne(List<GrantTag> tags) {
    Instant until = clock.instant().plus(ONE_BY_ONE);
    return tags.stream().takeWhile(it -> clock.instant().isBefore(until)).flatMap(it -> end(List.of(it)).stream())
        .toList();
  }

  @Override
  public int atOnce() {
    return AT_ONCE;
  }

  /** Nothing when it is no such answer: then nothing of it counts. */
  static Map<GrantTag, Ended> ended(String text) {
    var all = new HashMap<GrantTag, Ended>();
    for (String line : text.strip().lines().toList()) {
      Matcher words = OVER.matcher(line);
      Optional<GrantTag> tag = words.matches() ? GrantTag.parse(words.group(1)) : Optional.empty();
      if (tag.isEmpty()) {
        return Map.of();
      }
      Fact<Integer> used = words.group(5).equals("-")
          ? Fact.unavailable()
          : Fact.known(Integer.valueOf(words.group(5)));
      all.put(
          tag.get(),
          Ended.of(
              tag.get(), seen(words.group(2) + " " + words.group(3)), Fact.known(Integer.valueOf(words.group(4))),
              Fact.known(0), () -> used));
    }
    return all;
  }

  @Override
  public Fact<Integer> used(GrantTag tag) {
    return count("used " + tag);
  }

  @Override
  public Fact<List<Found>> inventory() {
    Optional<List<Found>> all = done("list", OpenSshHost::list).orElse(Optional.empty());
    return all.filter(it -> it.size() < MOST).map(Fact::known).orElse(Fact.unavailable());
  }

  static Optional<List<Found>> list(String text) {
    try {
      return Optional.of(found(text));
    } catch (IllegalArgumentException other) {
      return Optional.empty();
    }
  }

  private static String tag(String text) {
    return GrantTag.parse(text).map(GrantTag::text).orElseThrow(() -> new IllegalArgumentException("not a list"));
  }

  /** @throws IllegalArgumentException when it is no such list: then nothing of it counts */
  private static List<Found> found(String text) {
    var all = new ArrayList<Found>();
    for (String line : text.lines().distinct().toList()) {
      String[] words = line.split(" ", -1);
      if (!ACCOUNT.matcher(words[0]).matches() || words.length == 2 || words.length > 3) {
        throw new IllegalArgumentException("not a list");
      }
      all.add(
          words.length == 3
              ? new Found(tag(words[1]), time(words[2]), true)
              : new Found("a principal of " + words[0], Optional.empty(), false));
    }
    return all;
  }

  @Override
  public Optional<Secret> key(GrantTag tag, Instant until, Map<String, String> values) {
    Instant now = clock.instant();
    return key(values.getOrDefault(KEY, "")).filter(it -> now.isBefore(until))
        .map(it -> SshCertificate.of(it, serial(), tag.text(), now, until, source))
        .map(it -> Secret.of(it.signed(authority, chance.bytes(NONCE_BYTES))));
  }

  private long serial() {
    return ByteBuffer.wrap(chance.bytes(Long.BYTES)).getLong() & Long.MAX_VALUE;
  }

  @Override
  public void close() {
    shell.close();
  }
}
