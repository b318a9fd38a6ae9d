package regain.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.NoSuchElementException;

/** Everybody at Nordhafen Logistics, as written down in {@code people.txt}. */
public final class DemoPeople {
  private final List<DemoPerson> all;

  private DemoPeople(List<DemoPerson> all) {
    this.all = List.copyOf(all);
  }

  public static DemoPeople read() {
    try (InputStream in = DemoPeople.class.getResourceAsStream("people.txt")) {
      if (in == null) {
        throw new IllegalStateException("people.txt is missing from the demo's jar");
      }
      var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).lines();
      return new DemoPeople(
          lines.filter(it -> !it.isBlank() && !it.startsWith("#")).map(DemoPerson::parse).toList());
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  public List<DemoPerson> all() {
    return all;
  }

  /** @throws NoSuchElementException when nobody has this uid */
  public DemoPerson person(String uid) {
    return all.stream().filter(it -> it.uid().equals(uid)).findFirst().orElseThrow();
  }
}
