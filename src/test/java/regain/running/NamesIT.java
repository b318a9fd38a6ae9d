package regain.running;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import regain.assurance.Requirement;
import regain.bench.Guess;
import regain.demo.DemoDirectory;
import regain.demo.DemoTree;

/**
 * Whether the first two answers tell one name from another, octet by octet and by the clock. Each request comes from a
 * browser and an address that were never there before, in an order of chance.
 */
@Isolated("it measures time")
class NamesIT {
  private static final int EACH = Integer.getInteger("regain.names", 500);
  /** Chance is 50, and the best threshold on noise finds a little more. */
  private static final double AT_MOST_PERCENT = 60;
  private static final Pattern CASE = Pattern.compile("__Host-case=([^;]+)");

  /** Whose name is typed. */
  private enum Kind {
    UNKNOWN("x.nobody"),
    KNOWN("b.hansen"),
    DISABLED("g.paulsen"),
    WITHOUT_CONTACT("t.groth"),
    WITHOUT_PASSKEY("g.jansen"),
    FROZEN("l.mueller");

    private final String name;

    Kind(String name) {
      this.name = name;
    }
  }

  @TempDir private Path folder;

  private final Map<Kind, Set<String>> answers = new EnumMap<>(Kind.class);
  private final Map<Kind, List<Long>> times = new EnumMap<>(Kind.class);
  private int browsers;

  @Test
  @Requirement({"R-ASVS-6.3.8", "R-CS-FP-1"})
  void d_1_no_answer_to_a_name_tells_it_from_another() throws LDAPException {
    try (DemoDirectory directory = DemoDirectory.start(folder.resolve("directory"), 0, InstantSource.system());
        var server = new OwnServer(folder.resolve("server"), directory.settings())) {
      directory.administrator()
          .modify("uid=t.groth,ou=people," + DemoTree.BASE, new Modification(ModificationType.DELETE, "mail"));
      prepare(server.start());
      var visitor = new Visitor(server.origin()).get("/");
      String csrf = visitor.hidden().getOrDefault("csrf", "");
      String visit = "__Host-visit=" + visitor.cookies.get("__Host-visit");

      var order = new Random(1);
      for (int i = 0; i < EACH; i++) {
        List<Kind> kinds = new ArrayList<>(List.of(Kind.values()));
        Collections.shuffle(kinds, order);
        kinds.forEach(it -> ask(server, it, csrf, visit));
      }

      assertThat(answers.get(Kind.UNKNOWN)).as("one answer to the name, and one page").hasSize(2);
      for (Kind kind : Kind.values()) {
        assertThat(answers.get(kind)).as(kind + " gets the same bytes").isEqualTo(answers.get(Kind.UNKNOWN));
        assertThat(Guess.bestPercent(times.get(kind), times.get(Kind.UNKNOWN))).as(kind + " by the clock")
            .isLessThan(kind == Kind.UNKNOWN ? 51 : AT_MOST_PERCENT);
      }
    }
  }

  /** One has a passkey; another has said that what was begun in their name was not theirs. */
  private static void prepare(OwnServer server) {
    var letters = new Letters(server.origin());
    letters.enrol(new Visitor(server.origin()), Kind.KNOWN.name, "Nordhafen-2026-" + Kind.KNOWN.name);
    Visitor another = new Visitor(server.origin()).get("/").post("/recovery", Map.of("name", Kind.FROZEN.name));
    letters.objectTo(another);
  }

  private void ask(OwnServer server, Kind kind, String csrf, String visit) {
    String form = "lost=password&name=" + kind.name + "&csrf=" + csrf;
    long began = System.nanoTime();
    String first = send(
        server,
        "POST /recovery HTTP/1.1\r\nCookie: " + visit + "\r\nOrigin: " + server.origin()
            + "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: " + form.length() + "\r\n",
        form);
    Matcher ticket = CASE.matcher(first);
    assertThat(ticket.find()).as(first).isTrue();
    String second = send(
        server,
        "GET /recovery HTTP/1.1\r\nCookie: " + visit + "; __Host-case=" + ticket.group(1) + "\r\n",
        "");
    times.computeIfAbsent(kind, it -> new ArrayList<>()).add(System.nanoTime() - began);
    browsers++;
    Stream.of(first, second)
        .map(it -> it.replace(kind.name, "NAME"))
        .map(NamesIT::withoutWhatIsNew)
        .forEach(answers.computeIfAbsent(kind, it -> new TreeSet<>())::add);
  }

  /** What differs from one case to the next of one and the same name: tickets, tokens, numbers, cookies, the time. */
  static String withoutWhatIsNew(String answer) {
    return answer
        .replaceAll("Date: [^\r]*", "Date: D")
        .replaceAll("Content-Length: \\d+", "Content-Length: L")
        .replaceAll("__Host-(case|visit|browser)=[^;]+", "__Host-$1=C")
        .replaceAll("name=\"csrf\" value=\"[^\"]*\"", "name=\"csrf\" value=\"T\"")
        .replaceAll("RG-[0-9A-Z]{4}-[0-9A-Z]{4}", "RG")
        .replaceAll("datetime=\"[^\"]*\"", "datetime=\"I\"")
        .replaceAll("\\b\\d\\d:\\d\\d\\b", "HH:MM")
        .replaceAll("\\b(59|60) minutes", "M minutes");
  }

  /** From an address of its own, because one address may not begin as much as this. */
  private String send(OwnServer server, String head, String body) {
    byte[] own = {127, 10, (byte) (browsers / 20 >> 8), (byte) (browsers / 20)};
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port, InetAddress.getByAddress(own), 0)) {
      String request = head + "Host: localhost:" + server.port + "\r\nConnection: close\r\n\r\n" + body;
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
