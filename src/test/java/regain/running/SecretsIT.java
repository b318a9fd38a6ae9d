package regain.running;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import regain.assurance.Requirement;
import regain.demo.DemoDirectory;
import regain.grants.Sshd;
import regain.house.Postgres;
import regain.house.SoftPasskey;

/**
 * Every journey with everything that the house and its libraries can log, and then each answer, log, row, figure and letter
 * is searched for every password, code, link and ticket that was used. The server's own trace of raw bytes is left out: no
 * setting of ours could keep a form out of it.
 */
class SecretsIT {
  private static final String OLD = "Nordhafen-2026-b.hansen";
  private static final String HENRIKS = "Nordhafen-2026-h.brandt";
  private static final String NEW = "three herons over the quay";
  private static final String WIEBKES = "Nordhafen-2026-w.schroeder";
  private static final String WRONG = "five herons over the quay";
  private static final String ADDRESS = "birte@elsewhere.example";
  private static final Pattern SHEET = Pattern.compile("<li dir=\"ltr\">([0-9A-Z-]{30,})</li>");
  private static final Pattern SHOWN = Pattern.compile("id=\"code\">([0-9A-Z-]{20,})<");
  /** What a grant is used with: the name beside it is no secret, nor is the kind of a certificate. */
  private static final Pattern KEY = Pattern
      .compile("<dd class=\"code\">(?:ssh-ed25519-cert-v01@openssh\\.com )?(?!jit-)([A-Za-z0-9+/=_-]{20,})");
  private static final Pattern COOKIE = Pattern.compile("__Host-[a-z]+=([^;,\\]\\s]{20,})");
  private static final String ALL = Stream
      .of("regain", "org.hibernate", "com.unboundid", "com.yubico", "org.thymeleaf", "org.flywaydb", "org.postgresql",
          "com.fasterxml", "org.eclipse.angus", "com.jcraft", "jakarta")
      .reduce("*=info", (before, each) -> before + ":" + each + ".*=all");

  @TempDir private Path folder;

  private final Postgres postgres = Postgres.start();
  private final List<Visitor> visitors = new ArrayList<>();
  private String origin = "";
  /** On no page, in no letter, nowhere. */
  private final Set<String> never = new LinkedHashSet<>(List.of(OLD, HENRIKS, WIEBKES, NEW, WRONG));
  /** On one page, once. */
  private final Set<String> once = new LinkedHashSet<>();

  @Test
  @Requirement({"R-ASVS-16.3.1", "R-NHI-2"})
  void b_11_b_12_f_8_no_answer_log_row_figure_or_letter_holds_a_secret_at_the_most_verbose_level() throws IOException {
    try (Estate estate = new Estate(folder.resolve("estate"), postgres, 0)) {
      var settings = new HashMap<>(estate.settings("", """
          "entitlements": [
            {"name": "crane-host", "target": "cranes", "is": "crane", "says": "Work on the crane’s host",
             "asked-by": ["operators"], "approved-by": ["security"], "longest": "PT1H",
             "prompts": [{"name": "ssh-key", "says": "The line of your .pub file"}]},
            {"name": "orders-support", "target": "orders", "is": "jit_orders", "says": "Read and mend orders",
             "asked-by": ["operators"], "approved-by": ["security"], "longest": "PT1H"}
          ]"""));
      settings.put("regain.founders", "v.hartmann,w.schroeder,b.stein");
      try (var server = new OwnServer(folder.resolve("server"), settings)) {
        tellAll();
        origin = server.start().origin();
        var letters = new Letters(origin);
        walk(letters);
        staff(server, estate.host);
        somebody().get("/metrics");
        search(letters.all(), estate.host);
      }
    }
  }

  /** In production letters go by SMTP, of which its library would write down every line. */
  @Test
  void b_11_b_12_no_log_of_production_holds_what_a_letter_says() throws IOException {
    postgres.create("production");
    try (postgres;
        DemoDirectory directory = DemoDirectory.start(folder.resolve("directory"), 0, InstantSource.system());
        var mail = new Mailboxes();
        var server = new OwnServer(
            folder.resolve("server"),
            Production.settings(folder, postgres.url("production"), directory, mail),
            System.getProperty("regain.war"))) {
      tellAll();
      server.start();
      try (var guest = new Guest("http://localhost:" + server.port, Production.ORIGIN)) {
        guest.go("/enroll").submit("/enrollment", Map.of("name", "b.hansen"));
        guest.submit("/enrollment/password", Map.of("password", OLD)).submit("/enrollment/code/send", Map.of());
        String code = mail.newestCode(Steps.mailbox("b.hansen"));
        guest.submit("/enrollment/code", Map.of("code", code));
        guest.passkey("/enrollment/passkey", new SoftPasskey(1)::create);
        assertThat(guest.title()).isEqualTo("Your passkey is set up");

        assertThat(logs()).contains("insert into", "org.eclipse.angus").doesNotContain(OLD, code,
            "Content-Language: en");
      }
    }
  }

  private void tellAll() throws IOException {
    Files.writeString(
        folder.resolve("server/servers/own/bootstrap.properties"),
        "com.ibm.ws.logging.trace.specification=" + ALL + "\n",
        StandardOpenOption.APPEND);
  }

  private Visitor somebody() {
    Visitor visitor = Visitor.apart(origin);
    visitors.add(visitor);
    return visitor;
  }

  private void walk(Letters letters) {
    Visitor birte = somebody();
    Visitor henrik = somebody();
    SoftPasskey passkey = letters.enrol(birte, "b.hansen", OLD);
    final SoftPasskey henriks = letters.enrol(henrik, "h.brandt", HENRIKS);
    postgres.change("regain", "update passkey set provisional_until = null");

    birte.get("/enroll").post("/enrollment", Map.of("name", "b.hansen"))
        .post("/enrollment/password", Map.of("password", WRONG));
    birte.get("/").post("/recovery", Map.of("name", "b.hansen"));
    answer(birte, "/recovery/passkey", passkey);
    birte.post("/recovery/password", Map.of("password", NEW));
    assertThat(birte.title()).isEqualTo("You have your account back");

    atTheAccountPage(birte, passkey, letters);
    invite(henrik, henriks);
    comeBack(birte, letters);
    report(letters);
  }

  private void atTheAccountPage(Visitor birte, SoftPasskey passkey, Letters letters) {
    signIn(birte, passkey);
    birte.get("/account/codes").post("/account/codes", Map.of());
    assertThat(keep(birte, SHEET)).isEqualTo(10);
    birte.post("/account/codes/kept", Map.of("saved", "yes"));
    birte.get("/account/contacts/new").post("/account/contacts", Map.of("address", ADDRESS));
    String code = Waiting.until(
        () -> Stream.of(letters.all().split("<article", -1)).filter(it -> it.contains(ADDRESS))
            .map(Letters.CODE::matcher).flatMap(it -> it.results()).map(it -> it.group(1)).findFirst());
    birte.post("/account/contacts/code", Map.of("code", code));
    assertThat(birte.get("/account").text()).contains("el•••.example");
    birte.get("/account/drill").post("/account/drill/saved-code", Map.of("saved", once.iterator().next()));
  }

  private void invite(Visitor henrik, SoftPasskey henriks) {
    signIn(henrik, henriks);
    String options = henrik.get("/account/invite?name=l.mueller")
        .options("/account/invite/options", Map.of("name", "l.mueller"));
    henrik.post("/account/invite", Map.of("name", "l.mueller", "answer", henriks.get(options, origin)));
    assertThat(keep(henrik, SHOWN)).isOne();
    String invitation = List.copyOf(once).getLast();
    Visitor lukas = somebody().get("/enroll").post("/enrollment", Map.of("name", "l.mueller"))
        .post("/enrollment/invitation", Map.of("code", invitation));
    assertThat(lukas.text()).contains("Invitation accepted");
  }

  /** Begins where nobody knows the browser, and goes on in the known one. */
  private void comeBack(Visitor birte, Letters letters) {
    Visitor strange = somebody().get("/").post("/recovery", Map.of("name", "b.hansen", "lost", "passkey"));
    strange.post("/recovery/saved-code", Map.of("saved", List.copyOf(once).get(1)));
    letters.code(strange, "/recovery");
    strange.post("/recovery/continuation", Map.of());
    assertThat(keep(strange, SHOWN)).isOne();
    birte.get("/continue").post("/continue", Map.of("code", List.copyOf(once).getLast()));
    birte.post("/recovery/resume", Map.of());
    var fresh = new SoftPasskey(2);
    String options = birte.options("/recovery/new-passkey/options");
    birte.post("/recovery/new-passkey", Map.of("answer", fresh.create(options, origin), "label", "Test"));
    assertThat(birte.title()).isEqualTo("Your new passkey works");
    birte.post("/recovery/codes", Map.of());
    assertThat(keep(birte, SHEET)).isEqualTo(10);
  }

  private void report(Letters letters) {
    Visitor henrik = somebody().get("/report").post("/recovery", Map.of("name", "h.brandt", "lost", "report"));
    letters.code(henrik, "/recovery");
    henrik.post("/recovery/loss", Map.of());
    letters.objectTo(henrik);
  }

  /** Whoever is there for others opens all that is theirs. */
  private void staff(OwnServer server, Sshd host) {
    Visitor security = somebody();
    var theirs = new SoftPasskey(3);
    founded(server, security, "v.hartmann", theirs);
    assertThat(security.get("/reviews").text()).contains("h.brandt");
    assertThat(security.get("/readiness").text()).contains("Who could come back");
    Visitor desk = somebody();
    founded(server, desk, "w.schroeder", new SoftPasskey(5));
    assertThat(desk.get("/desk").post("/desk", Map.of("name", "b.hansen")).page().statusCode()).isEqualTo(200);
    Visitor holder = somebody();
    founded(server, holder, "b.stein", new SoftPasskey(7));
    privilege(holder, "orders-support", Map.of(), security, theirs);
    privilege(holder, "crane-host", Map.of("value-ssh-key", host.publicKey()), security, theirs);
  }

  /** Asked for, agreed to, taken, and given back. */
  private void privilege(
      Visitor holder, String entitlement, Map<String, String> values, Visitor security, SoftPasskey theirs) {
    var fields = new HashMap<>(values);
    fields.putAll(Map.of("minutes", "30", "because", "A crane hangs."));
    String ask = "/account/privilege/ask/" + entitlement;
    String grant = holder.get(ask).post(ask, fields).page().uri().getPath();
    String agree = grant + "/answer/agree";
    String options = security.get(agree).options(agree + "/options");
    security.post(agree + "/sign", Map.of("answer", theirs.get(options, origin)));
    Waiting.until(() -> Estate.when(holder.get(grant).text().contains("In force")));
    holder.post(grant + "/key", Map.of());
    assertThat(keep(holder, KEY)).isOne();
    holder.get(grant).post(grant + "/end", Map.of());
    Waiting.until(() -> Estate.when(holder.get(grant).text().contains("The target was seen without it")));
  }

  /** With a code of the host. */
  private void founded(OwnServer server, Visitor visitor, String name, SoftPasskey passkey) {
    String code = server.founding(name);
    never.add(code);
    visitor.get("/enroll").post("/enrollment", Map.of("name", name))
        .post("/enrollment/invitation", Map.of("code", code))
        .post("/enrollment/password", Map.of("password", "Nordhafen-2026-" + name));
    String options = visitor.options("/enrollment/passkey/options");
    visitor.post("/enrollment/passkey", Map.of("answer", passkey.create(options, origin), "label", "Test"));
    signIn(visitor, passkey);
  }

  private void signIn(Visitor visitor, SoftPasskey passkey) {
    visitor.get("/sign-in");
    answer(visitor, "/sign-in", passkey);
    assertThat(visitor.page().uri().getPath()).isEqualTo("/account");
  }

  private void answer(Visitor visitor, String path, SoftPasskey passkey) {
    visitor.post(path, Map.of("answer", passkey.get(visitor.options(path + "/options"), origin)));
  }

  /** How many were on the page. */
  private int keep(Visitor visitor, Pattern shown) {
    List<String> found = shown.matcher(visitor.page().body()).results().map(it -> it.group(1)).toList();
    once.addAll(found);
    return found.size();
  }

  private void search(String outbox, Sshd host) throws IOException {
    List<String> answers = visitors.stream().flatMap(it -> it.everything().stream()).toList();
    Set<String> tickets = new LinkedHashSet<>();
    answers.forEach(it -> COOKIE.matcher(it).results().forEach(at -> tickets.add(at.group(1))));
    Set<String> mailed = new LinkedHashSet<>();
    Stream.of(Letters.CODE, Letters.LINK)
        .forEach(it -> it.matcher(outbox).results().forEach(at -> mailed.add(at.group(1))));
    assertThat(tickets).as("tickets and tokens").hasSizeGreaterThan(40);
    assertThat(mailed).as("codes and links").hasSizeGreaterThan(10);
    assertThat(once).as("codes of two sheets, an invitation, a continuation, a password and a certificate of grants")
        .hasSize(24);

    Set<String> nowhere = union(List.of(never, mailed, tickets));
    assertThat(answers).hasSizeGreaterThan(60)
        .allSatisfy(it -> assertThat(COOKIE.matcher(it).replaceAll("")).doesNotContain(nowhere));
    assertThat(once).allSatisfy(each -> assertThat(answers.stream().filter(it -> it.contains(each))).hasSize(1));
    assertThat(outbox).doesNotContain(union(List.of(never, once, tickets)));
    Set<String> all = union(List.of(never, once, mailed, tickets));
    assertThat(logs()).contains("regain.").contains("insert into").doesNotContain(all);
    assertThat(host.text("log")).contains("Accepted publickey").doesNotContain(all);
    String rows = postgres.rows("regain").toLowerCase(Locale.ROOT);
    assertThat(rows).contains("recovery_case", "audit_event");
    assertThat(all).allSatisfy(it -> assertThat(rows).doesNotContain(inRows(it)));
  }

  private static Set<String> union(List<Set<String>> sets) {
    return sets.stream().flatMap(Set::stream).collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** As it is, as octets, and without what is only there for the eye. */
  private static List<String> inRows(String secret) {
    return Stream.of(secret, secret.replace("-", ""))
        .flatMap(it -> Stream.of(it, HexFormat.of().formatHex(it.getBytes(StandardCharsets.UTF_8))))
        .map(it -> it.toLowerCase(Locale.ROOT))
        .toList();
  }

  private String logs() throws IOException {
    var text = new StringBuilder();
    try (Stream<Path> files = Files.walk(folder.resolve("server/servers/own/logs"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        text.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
      }
    }
    return text.toString();
  }
}
