package regain.running;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.AddRequest;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.unboundidds.controls.IgnoreNoUserModificationRequestControl;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import regain.demo.DemoDirectory;
import regain.demo.DemoTree;
import regain.running.OwnHouse.Cut;

/** The people under whose hands the house dies: a few at a time, and new ones come as long as it goes on. */
final class Casualties implements AutoCloseable {
  private static final int AT_A_TIME = 5;
  /** So many may wait for a letter, or for an attempt that is settled after half a minute; then nobody new comes. */
  private static final int MOST_WAITING = 24;
  /** A letter that a dead worker had taken, another one, an attempt that is settled, and a wait because a part was late. */
  private static final Duration LONGEST = Duration.ofMinutes(5);
  private static final long BETWEEN_MILLIS = 20;

  private final OwnHouse house;
  private final DemoDirectory directory;
  private final Queue<Somebody> people = new ConcurrentLinkedQueue<>();
  private final Queue<Somebody> waiting = new ConcurrentLinkedQueue<>();
  private final Queue<Throwable> wrong = new ConcurrentLinkedQueue<>();
  private final AtomicInteger turns = new AtomicInteger();
  private final List<Thread> hands;
  private volatile boolean open = true;
  private volatile boolean stopped;

  Casualties(OwnHouse house, DemoDirectory directory) {
    this.house = house;
    this.directory = directory;
    hands = IntStream.range(0, AT_A_TIME).mapToObj(it -> Thread.ofPlatform().daemon().start(this::live)).toList();
  }

  /**
   * Nobody new comes, and whoever is there gets what they came for.
   *
   * @param complaints what the house said meanwhile
   */
  void finish(Collection<String> complaints) {
    open = false;
    try {
      Waiting.until(LONGEST, () -> Optional.of(unfinished()).filter(it -> it.isEmpty() || !wrong.isEmpty()));
    } catch (AssertionError late) {
      throw new AssertionError("still under way: " + unfinished() + "; the house said " + complaints, late);
    }
    nothingWentWrong();
    assertThat(people.stream().filter(it -> it.gaveUp).count())
        .as("people who ran into a limit because of the kills").isLessThanOrEqualTo(people.size() / 10);
  }

  void nothingWentWrong() {
    assertThat(wrong).isEmpty();
  }

  List<Somebody> people() {
    return List.copyOf(people);
  }

  private List<Somebody> unfinished() {
    return people.stream().filter(it -> !it.done()).toList();
  }

  private void live() {
    try {
      while (!stopped) {
        next().ifPresentOrElse(this::serve, Casualties::pause);
      }
    } catch (RuntimeException | AssertionError broken) {
      wrong.add(broken);
    }
  }

  private Optional<Somebody> next() {
    boolean newcomer = open && turns.incrementAndGet() % 2 == 0 && waiting.size() < MOST_WAITING;
    return newcomer ? Optional.of(newcomer()) : Optional.ofNullable(waiting.poll());
  }

  private void serve(Somebody one) {
    boolean more = true;
    while (more && !stopped) {
      try {
        more = one.next();
      } catch (Cut died) {
        more = false;
      }
    }
    if (!one.done()) {
      waiting.add(one);
      pause();
    }
  }

  private static void pause() {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(BETWEEN_MILLIS));
  }

  private Somebody newcomer() {
    var one = new Somebody(house);
    var entry = new Entry("uid=" + one.name + ",ou=people," + DemoTree.BASE);
    entry.addAttribute("objectClass", "top", "person", "organizationalPerson", "inetOrgPerson");
    entry.addAttribute("uid", one.name);
    entry.addAttribute("cn", one.name);
    entry.addAttribute("sn", one.name);
    entry.addAttribute("displayName", one.name);
    entry.addAttribute("preferredLanguage", "en");
    entry.addAttribute("mail", one.name + "@nordhafen.example", one.mailbox);
    entry.addAttribute("userPassword", one.first);
    entry.addAttribute("entryUUID", UUID.nameUUIDFromBytes(one.name.getBytes(StandardCharsets.UTF_8)).toString());
    var request = new AddRequest(entry);
    request.addControl(new IgnoreNoUserModificationRequestControl(true));
    try {
      directory.administrator().add(request);
    } catch (LDAPException broken) {
      throw new IllegalStateException(broken);
    }
    people.add(one);
    return one;
  }

  @Override
  public String toString() {
    return people.size() + " people, " + people.stream().mapToInt(it -> it.told.size()).sum() + " cases completed, "
        + people.stream().mapToInt(it -> it.closed).sum() + " tickets dead, "
        + people.stream().mapToInt(it -> it.usedUp).sum() + " saved codes refused the second time, "
        + people.stream().filter(it -> it.gaveUp).count() + " gave up";
  }

  @Override
  public void close() {
    stopped = true;
    try {
      for (Thread each : hands) {
        each.join(TimeUnit.SECONDS.toMillis(10));
      }
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }
}
