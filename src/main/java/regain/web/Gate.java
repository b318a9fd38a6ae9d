package regain.web;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import regain.wiring.Settings;

/**
 * The first thing that a request meets, whatever answers it later: headers, method, source, language, and for a POST its
 * size, its kind, its origin and its token (ASVS 5.0.0 3.5.1). Behind it a form is one of ours, or there is none.
 */
@WebFilter("/*")
public class Gate extends HttpFilter {
  private static final long serialVersionUID = 1;
  private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST");
  private static final String FORM = "application/x-www-form-urlencoded";

  private final transient Settings settings;
  private final transient Csrf csrf;
  private final transient Turned turned;

  @Inject
  Gate(Settings settings, Csrf csrf, Turned turned) {
    this.settings = settings;
    this.csrf = csrf;
    this.turned = turned;
  }

  @Override
  protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    request.setCharacterEncoding(StandardCharsets.UTF_8.name());
    Headers.put(response, settings.baseUrl().getScheme().equals("https"));
    Visit visit = begin(request, response);
    Optional<Integer> no = refusal(request, visit);
    if (no.isPresent()) {
      turned.away(visit, response, no.get());
    } else if (wish(request).isPresent()) {
      speak(request, response);
    } else {
      chain.doFilter(request, response);
    }
  }

  /** A browser that asks for a page gets its two random cookies; assets get none. */
  private Visit begin(HttpServletRequest request, HttpServletResponse response) {
    Optional<String> known = Cookies.VISIT.read(request).filter(Csrf::isVisit);
    var visit = Visit.begin(request, response, Tongue.of(request), known.orElseGet(csrf::fresh));
    if (request.getMethod().equals("GET") && !Assets.isAsset(request.getRequestURI())) {
      if (known.isEmpty()) {
        visit.set(Cookies.VISIT, visit.id());
      }
      if (Cookies.BROWSER.read(request).isEmpty()) {
        visit.set(Cookies.BROWSER, csrf.fresh());
      }
    }
    return visit;
  }

  /** The status of a refusal, or empty when the request may go on. */
  private Optional<Integer> refusal(HttpServletRequest request, Visit visit) throws IOException {
    if (!METHODS.contains(request.getMethod())) {
      return Optional.of(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
    }
    Set<InetAddress> proxies = settings.trustedProxies();
    Optional<InetAddress> source = Source.of(request.getRemoteAddr(), headers(request, "X-Forwarded-For"), proxies);
    if (source.isEmpty()) {
      return Optional.of(HttpServletResponse.SC_BAD_REQUEST);
    }
    visit.from(source.get());
    visit.shows(ClientCertificate.of(request.getRemoteAddr(), headers(request, ClientCertificate.HEADER), proxies));
    return request.getMethod().equals("POST") ? form(request, visit) : Optional.empty();
  }

  private Optional<Integer> form(HttpServletRequest request, Visit visit) throws IOException {
    if (!isForm(header(request, "Content-Type"))) {
      return Optional.of(HttpServletResponse.SC_UNSUPPORTED_MEDIA_TYPE);
    }
    byte[] body = request.getInputStream().readNBytes(Form.MOST_BYTES + 1);
    if (body.length > Form.MOST_BYTES) {
      return Optional.of(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
    }
    if (!new SameOrigin(settings.origin()).permits(header(request, "Origin"), header(request, "Sec-Fetch-Site"))) {
      return Optional.of(HttpServletResponse.SC_FORBIDDEN);
    }
    try {
      Form form = Form.parse(body);
      visit.posted(form);
      boolean ours = Cookies.VISIT.read(request).isPresent() && csrf.fits(visit.id(), form.maybe("csrf").orElse(""));
      return ours ? Optional.empty() : Optional.of(HttpServletResponse.SC_FORBIDDEN);
    } catch (Form.Unreadable broken) {
      return Optional.of(HttpServletResponse.SC_BAD_REQUEST);
    }
  }

  private static boolean isForm(Optional<String> type) {
    return type.map(it -> it.split(";", 2)[0].strip().toLowerCase(Locale.ROOT)).filter(FORM::equals).isPresent();
  }

  private static List<String> headers(HttpServletRequest request, String name) {
    return Collections.list(request.getHeaders(name));
  }

  private static Optional<String> header(HttpServletRequest request, String name) {
    @Nullable String value = request.getHeader(name);
    return Optional.ofNullable(value);
  }

  /** The language that a link of the footer asks for. */
  private static Optional<Locale> wish(HttpServletRequest request) {
    @Nullable String query = request.getQueryString();
    return request.getMethod().equals("GET") && query != null ? Tongue.wished(query) : Optional.empty();
  }

  private static void speak(HttpServletRequest request, HttpServletResponse response) {
    wish(request).ifPresent(it -> Cookies.LANGUAGE.write(response, it.getLanguage()));
    response.setStatus(HttpServletResponse.SC_SEE_OTHER);
    response.setHeader("Location", Tongue.without(request.getRequestURI(), request.getQueryString()));
  }
}
