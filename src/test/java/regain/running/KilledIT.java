package regain.running;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedModifyRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedModifyResult;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ReadOnlyModifyRequest;
import com.unboundid.ldap.sdk.ResultCode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import regain.assurance.Requirement;
import regain.demo.DemoDirectory;
import regain.house.SoftPasskey;

/**
 * The server is killed at each step of the flow and started again on the same data. The case resumes or fails closed, and
 * the page says what is true.
 */
@Requirement("R-ASVS-2.3.3")
class KilledIT {
  private static final String OLD = "Nordhafen-2026-b.hansen";
  private static final String NEW = "three herons over the quay";
  private static final String AFRESH = "nine boats under the bridge";

  @TempDir private Path folder;

  /** A directory that can be told to hold a password change up, before or after it is done. */
  private static final class Held extends InMemoryOperationInterceptor {
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch letGo = new CountDownLatch(1);
    private volatile boolean before;
    private volatile boolean after;

    @Override
    public void processModifyRequest(InMemoryInterceptedModifyRequest request) throws LDAPException {
      if (before && setsPassword(request.getRequest())) {
        hold();
        throw new LDAPException(ResultCode.UNAVAILABLE);
      }
    }

    @Override
    public void processModifyResult(InMemoryInterceptedModifyResult result) {
      if (after && setsPassword(result.getRequest())) {
        hold();
      }
    }

    private static boolean setsPassword(ReadOnlyModifyRequest request) {
      return request.getModifications().stream().anyMatch(it -> it.getAttributeName().equals("userPassword"));
    }

    private void release() {
      letGo.countDown();
      before = false;
      after = false;
    }

    private void hold() {
      reached.countDown();
      try {
        letGo.await();
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Test
  void killed_after_the_opening_after_the_proofs_and_after_the_receipt_the_case_goes_on_where_it_was() {
    try (DemoDirectory directory = directory(new Held());
        var server = new OwnServer(folder.resolve("server"), directory.settings()).start()) {
      var visitor = new Visitor(server.origin());
      SoftPasskey passkey = enrol(visitor);

      visitor.get("/").post("/recovery", Map.of("name", "b.hansen"));
      again(server);
      assertThat(visitor.get("/recovery").text()).contains("Use a passkey");

      prove(visitor, passkey);
      again(server);
      assertThat(visitor.get("/recovery").text()).contains("Choose a new password");

      visitor.post("/recovery/password", Map.of("password", NEW));
      assertThat(visitor.text()).contains("You have your account back");
      again(server);
      assertThat(visitor.get("/recovery").text()).contains("You have your account back");
      assertThat(Binds.with(directory, "b.hansen", NEW)).isTrue();
    }
  }

  @Test
  void killed_before_the_directory_was_asked_the_old_password_stays_and_the_page_asks_for_a_fresh_proof()
      throws InterruptedException {
    var held = new Held();
    held.before = true;
    killedWhileClaiming(held, OLD);
  }

  @Test
  void killed_after_the_directory_did_it_the_new_password_holds_and_the_page_does_not_guess()
      throws InterruptedException {
    var held = new Held();
    held.after = true;
    killedWhileClaiming(held, NEW);
  }

  private void killedWhileClaiming(Held held, String holds) throws InterruptedException {
    try (DemoDirectory directory = directory(held);
        var server = new OwnServer(folder.resolve("server"), directory.settings()).start()) {
      var visitor = new Visitor(server.origin());
      SoftPasskey passkey = enrol(visitor);
      visitor.get("/").post("/recovery", Map.of("name", "b.hansen"));
      prove(visitor, passkey);

      CompletableFuture<HttpResponse<String>> claim = visitor.postAndLeave("/recovery/password",
          Map.of("password", NEW));
      held.reached.await();
      server.kill();
      assertThat(claim).as("nobody was told anything").failsWithin(Duration.ofSeconds(60));
      held.release();
      server.start();
      assertThat(visitor.get("/recovery").text()).doesNotContain("You have your account back");
      assertThat(Binds.with(directory, "b.hansen", OLD)).isEqualTo(holds.equals(OLD));
      assertThat(Binds.with(directory, "b.hansen", NEW)).isEqualTo(holds.equals(NEW));

      awaitSettled(visitor);
      awaitLetters(visitor, "Ihr Passwort wurde vielleicht geändert");
      prove(visitor, passkey);
      visitor.post("/recovery/password", Map.of("password", AFRESH));
      assertThat(visitor.text()).contains("You have your account back");
      assertThat(Binds.with(directory, "b.hansen", AFRESH)).isTrue();
    }
  }

  private DemoDirectory directory(Held held) {
    return DemoDirectory.start(folder.resolve("directory"), 0, InstantSource.system(), held);
  }

  private static void again(OwnServer server) {
    server.kill();
    server.start();
  }

  private static SoftPasskey enrol(Visitor visitor) {
    visitor.get("/enroll").post("/enrollment", Map.of("name", "b.hansen"));
    visitor.post("/enrollment/password", Map.of("password", OLD));
    visitor.post("/enrollment/code/send", Map.of("contact", "0"));
    typeCode(visitor, "/enrollment");
    var passkey = new SoftPasskey(1);
    String options = visitor.options("/enrollment/passkey/options");
    visitor.post("/enrollment/passkey", Map.of("answer", passkey.create(options, visitor.origin()), "label", "Test"));
    assertThat(visitor.text()).contains("passkey");
    return passkey;
  }

  private static void prove(Visitor visitor, SoftPasskey passkey) {
    provePasskey(visitor, passkey);
    proveCode(visitor);
  }

  private static void provePasskey(Visitor visitor, SoftPasskey passkey) {
    visitor.get("/recovery");
    String options = visitor.options("/recovery/passkey/options");
    visitor.post("/recovery/passkey", Map.of("answer", passkey.get(options, visitor.origin())));
  }

  private static void proveCode(Visitor visitor) {
    visitor.post("/recovery/code/send", Map.of("contact", "0"));
    typeCode(visitor, "/recovery");
  }

  private static void typeCode(Visitor visitor, String journey) {
    String code = newestCode(visitor, number(visitor));
    visitor.get(journey).post(journey + "/code", Map.of("code", code));
  }

  /** Looks into the outbox until the worker has sent it. */
  private static String newestCode(Visitor visitor, String number) {
    Pattern code = Pattern.compile("(?<!RG-)\\b([0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4})\\b");
    return Waiting.until(
        () -> Arrays.stream(visitor.get("/demo/outbox").page().body().split("<article", -1))
            .filter(it -> it.contains(number))
            .map(code::matcher)
            .filter(Matcher::find)
            .map(it -> it.group(1))
            .findFirst());
  }

  /** The timer that gives an attempt up after half a minute. */
  private static void awaitSettled(Visitor visitor) {
    Waiting.until(() -> Optional.of(visitor.get("/recovery").text()).filter(it -> it.contains("Use a passkey")));
  }

  /** The server that came back tells the work mailbox and the private one, in the language of their owner. */
  private static void awaitLetters(Visitor visitor, String subject) {
    String number = number(visitor);
    Waiting.until(
        () -> Optional.of(
            Arrays.stream(visitor.get("/demo/outbox").page().body().split("<article", -1))
                .filter(it -> it.contains(number) && it.contains(subject))
                .count())
            .filter(it -> it == 2));
    visitor.get("/recovery");
  }

  private static String number(Visitor visitor) {
    Matcher number = Pattern.compile("RG-[0-9A-Z]{4}-[0-9A-Z]{4}").matcher(visitor.text());
    assertThat(number.find()).as("the page shows the number of the case").isTrue();
    return number.group();
  }
}
