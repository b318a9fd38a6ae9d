package regain.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import regain.enrollment.Enrollment.Holder;
import regain.kernel.Arrival;
import regain.kernel.Digest;
import regain.kernel.Secret;
import regain.recovery.ShownDevice;

/** One request that has passed the {@link Gate}: who sent it as far as that is known, its form, and its cookies. */
final class Visit {
  private static final String ATTRIBUTE = Visit.class.getName();
  private static final int AGENT_LENGTH = 400;

  private final HttpServletRequest request;
  private final HttpServletResponse response;
  private final Locale language;
  private String id;
  private @Nullable InetAddress address;
  private Form form = Form.EMPTY;
  private @Nullable Holder holder;
  private ShownDevice shown = new ShownDevice.Nothing();
  private @Nullable String note;

  private Visit(HttpServletRequest request, HttpServletResponse response, Locale language, String id) {
    this.request = request;
    this.response = response;
    this.language = language;
    this.id = id;
  }

  static Visit begin(HttpServletRequest request, HttpServletResponse response, Locale language, String id) {
    var visit = new Visit(request, response, language, id);
    request.setAttribute(ATTRIBUTE, visit);
    return visit;
  }

  /** @throws IllegalStateException when the request came round the gate */
  static Visit of(HttpServletRequest request) {
    if (request.getAttribute(ATTRIBUTE) instanceof Visit visit) {
      return visit;
    }
    throw new IllegalStateException("no visit: the request did not come through the gate");
  }

  static boolean isKnown(HttpServletRequest request) {
    return request.getAttribute(ATTRIBUTE) instanceof Visit;
  }

  void from(InetAddress source) {
    address = source;
  }

  void shows(ShownDevice device) {
    shown = device;
  }

  /** What this request shows of the computer that it comes from. */
  ShownDevice shown() {
    return shown;
  }

  void posted(Form posted) {
    form = posted;
  }

  Locale language() {
    return language;
  }

  /** The browser's visit, of which forms carry the tag. */
  String id() {
    return id;
  }

  /** A name for this visit that may be stored. */
  String name() {
    return Digest.of(id.getBytes(StandardCharsets.US_ASCII)).hex();
  }

  Form form() {
    return form;
  }

  /** What stands behind the question mark, read as strictly as a form. What cannot be read so is nothing. */
  Form query() {
    @Nullable String query = request.getQueryString();
    try {
      return query == null ? Form.EMPTY : Form.parse(query.getBytes(StandardCharsets.UTF_8));
    } catch (Form.Unreadable broken) {
      return Form.EMPTY;
    }
  }

  /** This page in another language: never with a host, whatever the request line said. */
  String in(Locale other) {
    boolean page = request.getMethod().equals("GET") && request.getDispatcherType() == DispatcherType.REQUEST;
    @Nullable String query = request.getQueryString();
    String here = page ? Tongue.without(request.getRequestURI(), query == null ? "" : query) : "/";
    return here + (here.contains("?") ? "&" : "?") + "lang=" + other.getLanguage();
  }

  boolean hasNoQuery() {
    @Nullable String query = request.getQueryString();
    return query == null;
  }

  String source() {
    return requireAddress().getHostAddress();
  }

  Arrival arrival() {
    return new Arrival(requireAddress(), Cookies.BROWSER.read(request).map(Secret::of), agent(), language);
  }

  private InetAddress requireAddress() {
    if (address == null) {
      throw new IllegalStateException("the gate lets nobody in whose address is not known");
    }
    return address;
  }

  String agent() {
    @Nullable String agent = request.getHeader("User-Agent");
    if (agent == null) {
      return "";
    }
    return agent.length() > AGENT_LENGTH ? agent.substring(0, AGENT_LENGTH) : agent;
  }

  Optional<String> cookie(Cookies which) {
    return which.read(request);
  }

  void set(Cookies which, String value) {
    which.write(response, value);
  }

  void clear(Cookies which) {
    which.clear(response);
  }

  /** Signing in and out end the visit: forms from before are worth nothing after it. */
  void renew(String fresh) {
    id = fresh;
    set(Cookies.VISIT, fresh);
  }

  /** Has the next page say something. */
  void say(String key) {
    set(Cookies.NOTE, key);
  }

  /** Has the page say something that is the answer to this very request. */
  void sayHere(String key) {
    note = key;
  }

  /** The key of what the page says. */
  Optional<String> note() {
    return Optional.ofNullable(note).or(() -> cookie(Cookies.NOTE));
  }

  void welcome(Holder known) {
    holder = known;
  }

  Optional<Holder> guest() {
    return Optional.ofNullable(holder);
  }

  /** @throws IllegalStateException when nobody is signed in: the doors let nobody in then */
  Holder holder() {
    return guest().orElseThrow(() -> new IllegalStateException("nobody is signed in"));
  }
}
