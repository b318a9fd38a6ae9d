package regain.web;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyWriter;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;

/** Writes pages. The whole page is set before its first byte leaves, so that a fault still becomes an error page. */
@Provider
@Produces("text/html;charset=UTF-8")
@Dependent
public class PageWriter implements MessageBodyWriter<Object> {
  @Inject private Typesetter typesetter;
  @Inject private HttpServletRequest request;

  /** JAX-RS makes providers without arguments. */
  @SuppressWarnings("NullAway.Init")
  public PageWriter() {}

  @Override
  public boolean isWriteable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
    return Typesetter.template(type).isPresent();
  }

  @Override
  public void writeTo(
      Object page,
      Class<?> type,
      Type genericType,
      Annotation[] annotations,
      MediaType mediaType,
      MultivaluedMap<String, Object> headers,
      OutputStream out)
      throws IOException {
    byte[] text = typesetter.set(page, Visit.of(request)).getBytes(StandardCharsets.UTF_8);
    headers.putSingle("Content-Language", Visit.of(request).language().getLanguage());
    out.write(text);
  }
}
