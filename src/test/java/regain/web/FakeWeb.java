package regain.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** As much of a servlet container as a page needs to be written. */
final class FakeWeb {
  private static final Path WEBAPP = Path.of(System.getProperty("basedir", ".")).resolve("main/webapp").normalize();

  private FakeWeb() {}

  static ServletContext context() {
    return proxy(
        ServletContext.class,
        (method, arguments) -> {
          try {
            return Files.newInputStream(WEBAPP.resolve(String.valueOf(arguments[0]).substring(1)));
          } catch (IOException broken) {
            throw new UncheckedIOException(broken);
          }
        });
  }

  static Visit visit(Locale language) {
    return visit(language, "v".repeat(43));
  }

  static Visit visit(Locale language, String id) {
    Map<String, Object> attributes = new HashMap<>();
    HttpServletRequest request = proxy(
        HttpServletRequest.class,
        (method, arguments) -> switch (method.getName()) {
          case "getMethod" -> "GET";
          case "getRequestURI" -> "/here";
          case "getDispatcherType" -> DispatcherType.REQUEST;
          case "getCookies" -> new Cookie[0];
          case "setAttribute" -> attributes.put(String.valueOf(arguments[0]), arguments[1]);
          case "getAttribute" -> attributes.get(String.valueOf(arguments[0]));
          default -> null;
        });
    HttpServletResponse response = proxy(HttpServletResponse.class, (method, arguments) -> null);
    return Visit.begin(request, response, language, id);
  }

  private interface Answer {
    Object to(Method method, Object[] arguments);
  }

  private static <T> T proxy(Class<T> type, Answer answer) {
    Object made = Proxy.newProxyInstance(
        type.getClassLoader(), new Class<?>[]{type}, (self, method, arguments) -> answer.to(method, arguments));
    return type.cast(made);
  }
}
