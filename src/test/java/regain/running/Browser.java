package regain.running;

import com.deque.html.axecore.selenium.AxeBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.TimeoutException;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;
import org.openqa.selenium.virtualauthenticator.VirtualAuthenticator;
import org.openqa.selenium.virtualauthenticator.VirtualAuthenticatorOptions;

/**
 * A person's Chromium, with a passkey provider of its own. Each page that it shows can be looked at: by axe in both themes,
 * for overflow at 320 pixels, and as pictures under target/screenshots.
 */
final class Browser implements AutoCloseable {
  private static final Path PICTURES = Path.of(System.getProperty("regain.root")).resolve("src/target/screenshots");
  private static final int NARROWEST = 320;
  private static final int MOST_TABS = 60;
  /** When a part did not answer a case waits for a minute: whoever waits for it looks again, once. */
  private static final By LOOK_AGAIN = By.cssSelector("form[action$='/resume'] button");
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration OFTEN = Duration.ofMillis(50);
  /** Legacy mode puts results together in the page itself, without a second window: our pages have no frames. */
  @SuppressWarnings("deprecation") private static final AxeBuilder AXE = new AxeBuilder().setLegacyMode(true);
  /** The same axe, which is in the page by then, for colours alone. */
  private static final String COLOURS = """
      const done = arguments[0];
      axe.run(document, {runOnly: ["color-contrast"]})
        .then(it => done(it.violations.flatMap(each => each.nodes.map(node => node.html + ": " + node.failureSummary))))
        .catch(broken => done([String(broken)]));
      """;
  /** {@code -Dregain.it.pictures=all}: otherwise light on a desktop and dark on a phone, which is half the time. */
  private static final boolean ALL = System.getProperty("regain.it.pictures", "").equals("all");

  private final ChromeDriverService service;
  private final Path profile = profile();
  private final ChromeDriver chrome;
  private final VirtualAuthenticator authenticator;
  private final String origin;

  Browser(String origin, String language) {
    this(origin, language, Optional.empty());
  }

  /** One on a computer that shows its certificate by itself, as device managements set browsers up. */
  Browser(String origin, String language, Computer computer) {
    this(origin, language, Optional.of(computer));
  }

  private Browser(String origin, String language, Optional<Computer> computer) {
    this.origin = origin;
    var options = new ChromeOptions();
    options.setBinary("/usr/bin/chromium");
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--accept-lang=" + language,
        "--lang=" + language,
        "--user-data-dir=" + profile,
        "--window-size=1280,900");
    options.setCapability("goog:loggingPrefs", Map.of("browser", "ALL"));
    var driver = new ChromeDriverService.Builder().usingDriverExecutable(Path.of("/usr/bin/chromedriver").toFile());
    computer.ifPresent(
        it -> {
          options.setExperimentalOption("prefs", it.preferences(origin));
          driver.withEnvironment(Map.of("HOME", it.home().toString()));
        });
    service = driver.build();
    chrome = new ChromeDriver(service, options);
    authenticator = chrome.addVirtualAuthenticator(
        new VirtualAuthenticatorOptions()
            .setProtocol(VirtualAuthenticatorOptions.Protocol.CTAP2)
            .setTransport(VirtualAuthenticatorOptions.Transport.INTERNAL)
            .setHasResidentKey(true)
            .setHasUserVerification(true)
            .setIsUserVerified(true));
  }

  /** From now on a proxy says that it comes from this address. */
  Browser from(String address) {
    chrome.executeCdpCommand("Network.enable", Map.of());
    chrome.executeCdpCommand(
        "Network.setExtraHTTPHeaders", Map.of("headers", Map.of("X-Forwarded-For", address)));
    return this;
  }

  Browser go(String path) {
    chrome.get(path.startsWith("http") ? path : origin + path);
    return this;
  }

  Browser type(String name, String value) {
    WebElement field = await(By.cssSelector("input[name='" + name + "']:not([type=hidden])"));
    field.clear();
    field.sendKeys(value);
    return this;
  }

  /** Into a field of several lines. */
  Browser write(String name, String value) {
    WebElement field = await(By.cssSelector("textarea[name='" + name + "']"));
    field.clear();
    field.sendKeys(value);
    return this;
  }

  Browser reload() {
    chrome.navigate().refresh();
    return this;
  }

  /** Presses the button that says this, and waits for the next page. */
  Browser press(String words) {
    WebElement button = find("//button[contains(normalize-space(.), \"" + words + "\")]");
    button.click();
    return left(button, words);
  }

  /** Goes with the key for it, and with nothing else, to the first thing on the page that is called so. */
  Browser tabTo(String words) {
    for (int i = 0; i < MOST_TABS; i++) {
      keys(Keys.TAB);
      if (called(chrome.switchTo().activeElement()).contains(words)) {
        return this;
      }
    }
    throw new AssertionError(words + " is not reached with the keyboard:\n" + text());
  }

  private static String called(WebElement element) {
    return element.getAccessibleName();
  }

  /** To whatever has the focus. */
  Browser keys(CharSequence... keys) {
    new Actions(chrome).sendKeys(keys).perform();
    return this;
  }

  /** Presses the key for it where the focus is, and waits for the next page. */
  Browser enter() {
    WebElement there = chrome.switchTo().activeElement();
    String words = called(there);
    keys(Keys.ENTER);
    return left(there, words);
  }

  /** Chooses one of several, or ticks the first of them. */
  Browser choose(String value) {
    await(By.cssSelector("fieldset input[value='" + value + "']")).click();
    return this;
  }

  Browser tick(String name) {
    await(By.cssSelector("input[type=checkbox][name='" + name + "']")).click();
    return this;
  }

  /** The passkey provider with which every browser comes goes, and nothing takes its place yet. */
  Browser withoutProvider() {
    chrome.removeVirtualAuthenticator(authenticator);
    return this;
  }

  Authenticator plug(Authenticator.Kind kind) {
    return Authenticator.plug(chrome, kind);
  }

  /** Presses a button for a passkey that comes to nothing, and gives what the page says then. */
  String inVain(String words) {
    find("//button[contains(normalize-space(.), \"" + words + "\")]").click();
    return await(By.cssSelector(".said:not([hidden])")).getText();
  }

  /** Every passkey of this browser is gone. */
  Browser losePasskeys() {
    authenticator.removeAllCredentials();
    return this;
  }

  /** The first of what is shown in a list of codes, or the one code. */
  String shown(String selector) {
    return chrome.findElement(By.cssSelector(selector)).getText();
  }

  /** Opens what is folded away. */
  Browser unfold(String words) {
    find("//summary[contains(normalize-space(.), \"" + words + "\")]").click();
    return this;
  }

  Browser follow(String words) {
    WebElement link = find("//a[contains(normalize-space(.), \"" + words + "\")]");
    link.click();
    return left(link, words);
  }

  private Browser left(WebElement behind, String words) {
    try {
      new WebDriverWait(chrome, PATIENCE, OFTEN).until(it -> gone(behind));
      return this;
    } catch (TimeoutException never) {
      throw new AssertionError(
          words + " led nowhere from " + chrome.getCurrentUrl() + ":\n" + text() + "\n" + complaints(), never);
    }
  }

  /** While the page changes the driver has more than one way to say that an element is gone. */
  private boolean gone(WebElement behind) {
    try {
      behind.isEnabled();
      return false;
    } catch (WebDriverException gone) {
      return "complete".equals(chrome.executeScript("return document.readyState"));
    }
  }

  private WebElement find(String path) {
    return await(By.xpath(path));
  }

  private WebElement await(By what) {
    try {
      return patiently(what);
    } catch (TimeoutException late) {
      try {
        chrome.findElement(LOOK_AGAIN).click();
        return patiently(what);
      } catch (TimeoutException | NoSuchElementException never) {
        throw new AssertionError(what + " is not at " + chrome.getCurrentUrl() + ":\n" + text(), late);
      }
    }
  }

  private WebElement patiently(By what) {
    return new WebDriverWait(chrome, PATIENCE, OFTEN).until(ExpectedConditions.elementToBeClickable(what));
  }

  String title() {
    return chrome.findElement(By.tagName("h1")).getText();
  }

  String text() {
    return chrome.findElement(By.tagName("body")).getText();
  }

  String number() {
    return chrome.findElements(By.tagName("dd")).stream()
        .map(WebElement::getText)
        .filter(it -> it.matches("RG-[0-9A-Z]{4}-[0-9A-Z]{4}"))
        .findFirst()
        .orElseThrow();
  }

  /** What the browser complained of: a refused script, a missing file. */
  List<String> complaints() {
    return chrome.manage().logs().get("browser").getAll().stream().map(Object::toString).toList();
  }

  /** The newest letter to this address that says this. */
  Optional<String> letter(String address, String words) {
    return letters(address, words).stream().findFirst();
  }

  /** The letters to this address that say this, newest first, from the outbox page in a window of its own. */
  List<String> letters(String address, String words) {
    String here = chrome.getWindowHandle();
    chrome.switchTo().newWindow(WindowType.TAB);
    try {
      chrome.get(origin + "/demo/outbox");
      return chrome.findElements(By.cssSelector("article")).stream()
          .map(WebElement::getText)
          .filter(it -> it.contains(address) && it.contains(words))
          .toList();
    } finally {
      chrome.close();
      chrome.switchTo().window(here);
    }
  }

  /**
   * Looks at the page: both themes, of which only colours differ, phone and desktop, and no wider than the narrowest phone.
   * Without motion, because a colour on its way from one theme to the other is neither.
   */
  Browser look(String name) {
    theme("light");
    found(name + " in light", AXE.analyze(chrome).getViolations());
    picture(name, 1280, "light");
    if (ALL) {
      picture(name, 390, "light");
    }
    theme("dark");
    found(name + " in dark", (List<?>) Objects.requireNonNull(chrome.executeAsyncScript(COLOURS)));
    picture(name, 390, "dark");
    if (ALL) {
      picture(name, 1280, "dark");
    }
    size(NARROWEST);
    // The window of a phone grows with a page that is too wide for it, so it is no measure.
    Number width = (Number) chrome.executeScript("return document.documentElement.scrollWidth");
    if (width == null || width.intValue() > NARROWEST) {
      throw new AssertionError(name + " is " + width + " pixels wide on a phone of " + NARROWEST);
    }
    chrome.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
    return this;
  }

  private void theme(String theme) {
    chrome.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(
            Map.of("name", "prefers-color-scheme", "value", theme),
            Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
  }

  private static void found(String where, List<?> violations) {
    if (!violations.isEmpty()) {
      throw new AssertionError(where + ": " + violations);
    }
  }

  private void picture(String name, int width, String theme) {
    size(width);
    Map<String, Object> shot = chrome.executeCdpCommand("Page.captureScreenshot",
        Map.of("format", "png", "captureBeyondViewport", true));
    try {
      Files.createDirectories(PICTURES);
      Files.write(
          PICTURES.resolve(name + "-" + width + "-" + theme + ".png"),
          Base64.getDecoder().decode(String.valueOf(shot.get("data"))));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private void size(int width) {
    chrome.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", width < 500));
  }

  String path() {
    return URI.create(Optional.ofNullable(chrome.getCurrentUrl()).orElseThrow()).getPath();
  }

  /** Not in order: asked to quit, it takes many seconds until it has nothing left to write down. */
  @Override
  public void close() {
    ProcessHandle.current().descendants()
        .filter(it -> it.info().commandLine().filter(line -> line.contains(profile.toString())).isPresent())
        .forEach(ProcessHandle::destroyForcibly);
    service.stop();
  }

  /** Beside the pictures, and gone with them: what a dying browser still writes cannot be removed at once. */
  private static Path profile() {
    try {
      return Files.createTempDirectory(Files.createDirectories(PICTURES.resolveSibling("browsers")), "profile");
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
