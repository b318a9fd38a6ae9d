package regain.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** One request as a container would hand it in, and the answer as it would go out. */
final class FakeRequest {
  final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  final Map<String, Object> attributes = new HashMap<>();
  final List<Cookie> cookies = new ArrayList<>();
  String method = "GET";
  String path = "/how";
  String query;
  String peer = "127.0.0.1";
  String host = "regain.example";
  byte[] body = {};

  int status = 200;
  final Map<String, List<String>> answered = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  final ByteArrayOutputStream page = new ByteArrayOutputStream();

  static FakeRequest to(String method, String path) {
    var request = new FakeRequest();
    request.method = method;
    request.path = path;
    return request;
  }

  FakeRequest with(String header, String value) {
    headers.put(header, value);
    return this;
  }

  String answer(String header) {
    return String.join(", ", answered.getOrDefault(header, List.of()));
  }

  /** Everything that goes out, headers and all. */
  String all() {
    return answered + "\n" + page.toString(StandardCharsets.UTF_8);
  }

  HttpServletRequest request() {
    return (HttpServletRequest) Proxy.newProxyInstance(
        HttpServletRequest.class.getClassLoader(),
        new Class<?>[]{HttpServletRequest.class},
        (self, called, arguments) -> switch (called.getName()) {
          case "getMethod" -> method;
          case "getRequestURI", "getServletPath" -> path;
          case "getQueryString" -> query;
          case "getServerName" -> host;
          case "getRemoteAddr" -> peer;
          case "getDispatcherType" -> DispatcherType.REQUEST;
          case "getHeader" -> headers.get(String.valueOf(arguments[0]));
          case "getHeaders" -> headers.containsKey(String.valueOf(arguments[0]))
              ? Collections.enumeration(List.of(headers.get(String.valueOf(arguments[0]))))
              : Collections.emptyEnumeration();
          case "getCookies" -> cookies.toArray(Cookie[]::new);
          case "getInputStream" -> input();
          case "setAttribute" -> attributes.put(String.valueOf(arguments[0]), arguments[1]);
          case "getAttribute" -> attributes.get(String.valueOf(arguments[0]));
          case "getLocale" -> Locale.ENGLISH;
          case "setCharacterEncoding" -> null;
          default -> throw new UnsupportedOperationException(called.getName());
        });
  }

  HttpServletResponse response() {
    return (HttpServletResponse) Proxy.newProxyInstance(
        HttpServletResponse.class.getClassLoader(),
        new Class<?>[]{HttpServletResponse.class},
        (self, called, arguments) -> switch (called.getName()) {
          case "setHeader" -> answered.put((String) arguments[0], new ArrayList<>(List.of((String) arguments[1])));
          case "addHeader" -> answered.computeIfAbsent((String) arguments[0], it -> new ArrayList<>())
              .add((String) arguments[1]);
          case "setStatus" -> said((int) arguments[0]);
          case "setContentType" -> answered.put("Content-Type", new ArrayList<>(List.of((String) arguments[0])));
          case "getOutputStream" -> output();
          default -> throw new UnsupportedOperationException(called.getName());
        });
  }

  private Object said(int code) {
    status = code;
    return code;
  }

  private ServletInputStream input() {
    var in = new ByteArrayInputStream(body);
    return new ServletInputStream() {
      @Override
      public boolean isFinished() {
        return in.available() == 0;
      }

      @Override
      public boolean isReady() {
        return true;
      }

      @Override
      public void setReadListener(ReadListener listener) {}

      @Override
      public int read() {
        return in.read();
      }

      @Override
      public int read(byte[] into, int from, int most) {
        return in.read(into, from, most);
      }
    };
  }

  private ServletOutputStream output() {
    return new ServletOutputStream() {
      @Override
      public boolean isReady() {
        return true;
      }

      @Override
      public void setWriteListener(WriteListener listener) {}

      @Override
      public void write(int octet) {
        page.write(octet);
      }
    };
  }
}
