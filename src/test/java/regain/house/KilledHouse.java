package regain.house;

import jakarta.persistence.EntityManager;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.Config;
import org.jboss.weld.environment.se.WeldContainer;
import regain.duties.Duties;
import regain.enrollment.port.Post;
import regain.enrollment.port.RelyingPartySettings;
import regain.kernel.Arrival;
import regain.kernel.Chance;
import regain.kernel.Hands;
import regain.kernel.Keyring;
import regain.kernel.Secret;
import regain.kernel.Transactions;
import regain.policy.Fact;
import regain.policy.Method;
import regain.policy.Policy;
import regain.policy.Purpose;
import regain.recovery.CaseView;
import regain.recovery.Recovery;
import regain.recovery.Recovery.Turn;
import regain.recovery.port.AttestationRules;
import regain.recovery.port.SignalOwner;
import regain.signals.port.Places;
import regain.wiring.TestKeys;

/**
 * The house in a process of its own that is there to be killed: the WAR's modules and adapters with its worker, on a database
 * that stays, and no Liberty, so that a start costs little. Somebody outside, who outlives it, makes the calls that pages
 * would make. Letters are appended to a file.
 */
public final class KilledHouse {
  /** What it says on its console when it can be called: this and the port. */
  public static final String READY = "ready at ";
  /** How a line begins on which it says what should not have happened. */
  public static final String COMPLAINT = "complaint: ";
  /** What a call gives that failed in the house, where a page would show the error of the server. */
  public static final String BROKEN = "broken";
  private static final PrintStream CONSOLE = System.out;
  private static final long WORK_MILLIS = 500;
  private static final long WATCH_MILLIS = 1000;
  /** Whatever takes longer hangs, and is shown where. */
  private static final Duration HANGS = Duration.ofSeconds(60);

  private final TestDatabase database;
  private final boolean onH2;
  private final WeldContainer container;
  private final Path letters;
  /** When the calls that are under way began, by the thread that answers them. */
  private final Map<Thread, Long> underWay = new ConcurrentHashMap<>();

  private KilledHouse(String url, Path folder, Map<String, String> settings) {
    database = TestDatabase.at(url, "killed");
    onH2 = url.startsWith("jdbc:h2:");
    letters = folder.resolve("letters");
    var random = new SecureRandom();
    Map<Class<?>, Object> given = new HashMap<>();
    given.put(EntityManager.class, database.entities());
    given.put(Transactions.class, database);
    given.put(Hands.class, (Hands) work -> work.forEach(Runnable::run));
    given.put(InstantSource.class, InstantSource.system());
    given.put(Chance.class, (Chance) length -> {
      byte[] bytes = new byte[length];
      random.nextBytes(bytes);
      return bytes;
    });
    given.put(Keyring.class, TestKeys.keyring());
    given.put(Policy.class, new Policy());
    given.put(AttestationRules.class, new AttestationRules("", Duration.ofDays(7)));
    given.put(SignalOwner.class, new SignalOwner(Optional.empty()));
    given.put(
        RelyingPartySettings.class,
        new RelyingPartySettings("localhost", "http://localhost:9080", "Nordhafen Logistics"));
    given.put(Post.class, (Post) this::send);
    given.put(Places.class, (Places) address -> Fact.notConfigured());
    given.put(Config.class, new TestConfig(settings));
    container = TestHouse.weld("killed", given).addBeanClasses(TestHouse.adapter(TestHouse.WATCH)).initialize();
  }

  /** @param arguments where the database is, and the folder in which the settings lie and all else is kept */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[1]);
    var settings = new Properties();
    try (var reader = Files.newBufferedReader(folder.resolve("settings"))) {
      settings.load(reader);
    }
    Map<String, String> all = settings.stringPropertyNames().stream()
        .collect(Collectors.toMap(it -> it, settings::getProperty));
    all.put("regain.keys.file", folder.resolve("keys").toString());
    Thread.ofPlatform().daemon().start(KilledHouse::endWithTheTest);
    new KilledHouse(arguments[0], folder, all).serve();
  }

  /** Nobody else would end it when the test itself dies. */
  private static void endWithTheTest() {
    try {
      System.in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException gone) {
      // As good as the end.
    }
    Runtime.getRuntime().halt(1);
  }

  private void serve() throws IOException {
    Runnable watch = (Runnable) container.select(TestHouse.adapter(TestHouse.WATCH)).get();
    Thread.ofPlatform().start(() -> again(watch, WATCH_MILLIS));
    Thread.ofPlatform().start(() -> again(this::work, WORK_MILLIS));
    Thread.ofPlatform().start(() -> again(this::showWhatHangs, WATCH_MILLIS));
    try (var door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      CONSOLE.println(READY + door.getLocalPort());
      while (true) {
        Socket caller = door.accept();
        Thread.ofPlatform().start(() -> talk(caller));
      }
    }
  }

  private static void again(Runnable work, long pauseMillis) {
    while (true) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(pauseMillis));
      work.run();
    }
  }

  /** Once for each call; with it whatever else is busy, because that may be what it waits for. */
  private void showWhatHangs() {
    long from = System.nanoTime() - HANGS.toNanos();
    List<Thread> hanging = underWay.entrySet().stream().filter(it -> it.getValue() < from).map(Map.Entry::getKey)
        .toList();
    if (underWay.keySet().removeAll(hanging)) {
      Thread.getAllStackTraces().forEach(
          (thread, frames) -> CONSOLE.println(
              COMPLAINT + (hanging.contains(thread) ? "it hangs: " : "beside it: ") + thread + " "
                  + Arrays.toString(frames)));
    }
  }

  private void work() {
    try {
      Duties duties = container.select(Duties.class).get();
      while (duties.work() > 0) {
        Thread.onSpinWait();
      }
    } catch (RuntimeException broken) {
      CONSOLE.println(COMPLAINT + "the worker: " + broken);
    }
  }

  /** One write for each letter, so that a process that dies leaves a whole one or none. */
  private void send(Post.Letter letter) {
    String line = String.join(
        "\t", letter.kind().name(), letter.to(), letter.values().getOrDefault("number", ""),
        letter.values().getOrDefault("code", "")) + "\n";
    try {
      Files.writeString(letters, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException full) {
      throw new UncheckedIOException(full);
    }
  }

  private void talk(Socket caller) {
    try (caller;
        var in = new DataInputStream(new BufferedInputStream(caller.getInputStream()));
        var out = new DataOutputStream(new BufferedOutputStream(caller.getOutputStream()))) {
      while (true) {
        write(out, answered(read(in)));
        out.flush();
      }
    } catch (IOException left) {
      // The caller went away.
    }
  }

  /** Reads a list of texts, as both sides write them. */
  public static List<String> read(DataInputStream in) throws IOException {
    int size = in.readInt();
    var texts = new ArrayList<String>(size);
    for (int i = 0; i < size; i++) {
      texts.add(new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8));
    }
    return texts;
  }

  public static void write(DataOutputStream out, List<String> texts) throws IOException {
    out.writeInt(texts.size());
    for (String each : texts) {
      byte[] bytes = each.getBytes(StandardCharsets.UTF_8);
      out.writeInt(bytes.length);
      out.write(bytes);
    }
  }

  private List<String> answered(List<String> call) {
    underWay.put(Thread.currentThread(), System.nanoTime());
    try {
      return answer(call);
    } catch (RuntimeException broken) {
      CONSOLE.println(COMPLAINT + call.getFirst() + ": " + broken + " by " + broken.getCause());
      return List.of(BROKEN, broken.toString());
    } finally {
      underWay.remove(Thread.currentThread());
    }
  }

  /** What is called, from which address, with which ticket, at which step, and what else it takes. */
  private List<String> answer(List<String> call) {
    Recovery recovery = container.select(Recovery.class).get();
    Arrival arrival = arrival(call.get(1));
    String ticket = call.get(2);
    int step = Integer.parseInt(call.get(3));
    String more = call.get(4);
    return switch (call.getFirst()) {
      case "open" -> List.of(recovery.open(Purpose.valueOf(ticket), more, arrival).ticket());
      case "look" -> recovery.look(ticket).map(KilledHouse::seen).orElse(List.of());
      case "password" -> turned(recovery.provePassword(ticket, step, Secret.of(more), arrival));
      case "send" -> turned(recovery.sendCode(ticket, step, 0, arrival));
      case "code" -> turned(recovery.proveCode(ticket, step, Secret.of(more), arrival));
      case "saved" -> turned(recovery.proveRecoveryCode(ticket, step, Secret.of(more), arrival));
      case "ask" -> recovery.askPasskey(ticket).map(List::of).orElse(List.of());
      case "passkey" -> turned(recovery.provePasskey(ticket, step, more, arrival));
      case "set" -> turned(recovery.setPassword(ticket, step, Secret.of(more), arrival));
      case "ask-new" -> recovery.askNewPasskey(ticket).map(List::of).orElse(List.of());
      case "bind" -> turned(recovery.bindPasskey(ticket, step, more, "Passkey", arrival));
      case "resume" -> turned(recovery.resume(ticket, step, arrival));
      case "codes" ->
        recovery.drawCodes(ticket).map(it -> it.codes().stream().map(code -> code.open(String::new)).toList())
            .orElse(List.of());
      case "query" -> List.of(kept(more));
      default -> throw new IllegalArgumentException(call.getFirst());
    };
  }

  /**
   * What is answered is in the file: H2 has others read what was committed a moment before it has written that, and only
   * whoever committed it waits. PostgreSQL lets nobody read what is not written.
   */
  private String kept(String query) {
    String found = database.text(query);
    if (onH2) {
      database.change("checkpoint");
    }
    return found;
  }

  private static List<String> turned(Optional<Turn> turn) {
    return turn.map(it -> List.of(it.ticket())).orElse(List.of());
  }

  /**
   * The state, the step, what is wanted, from when another code may be sent, why the last step did not go on, the number, and
   * until when it waits.
   */
  private static List<String> seen(CaseView view) {
    return List.of(
        view.state().name(),
        Integer.toString(view.step()),
        view.open().stream().flatMap(it -> it.stream()).map(Method::name).collect(Collectors.joining(" ")),
        view.code().map(it -> it.resendFrom().toString()).orElse(""),
        view.refusal().map(Enum::name).orElse(""),
        view.number(),
        view.waitsUntil().map(Object::toString).orElse(""));
  }

  private static Arrival arrival(String address) {
    try {
      return new Arrival(
          InetAddress.getByName(address), Optional.of(Secret.of("browser of " + address)), "JUnit", Locale.ENGLISH);
    } catch (UnknownHostException impossible) {
      throw new IllegalArgumentException(address, impossible);
    }
  }
}
