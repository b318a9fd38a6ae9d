import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import java.util.zip.ZipFile;

/**
 * Cuts the bill of materials of the whole build down to what is shipped: the jars that lie in the production WAR, and the
 * driver that an operator puts beside it. The WAR decides: a jar in it that the bill does not know stops the build, and so
 * does a licence that is not on the list. It runs on the libraries of the WAR itself.
 *
 * <p>Arguments: the bill of everything, the WAR, the bill to write, the list of licences to write.
 */
class Shipped {
  /** What does not lie in the WAR and has to lie beside it (docs/operations.md). */
  private static final Set<String> BESIDE = Set.of("pkg:maven/org.postgresql/postgresql");

  /** What Regain may be shipped with: licences that ask for no more than to be named, or for their own source. */
  private static final Set<String> ACCEPTED = Set.of(
      "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "EPL-2.0", "MIT", "Unlicense");

  /** Licences that their owners call by another name than SPDX: Yubico's, and that of CBOR's utilities. */
  private static final Map<String, String> ALSO = Map.of("BSD-license", "BSD-2-Clause", "CC0 Universal", "CC0-1.0");

  public static void main(String[] args) throws Exception {
    var mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    var bill = (ObjectNode) mapper.readTree(Path.of(args[0]).toFile());
    Set<String> jars = jars(Path.of(args[1]));
    Set<String> beside = new TreeSet<>(BESIDE);
    var kept = new ArrayList<JsonNode>();
    for (JsonNode each : bill.withArray("components")) {
      if (jars.remove(jar(each)) || beside.remove(each.path("purl").asText().replaceAll("@.*", ""))) {
        kept.add(each);
      }
    }
    refuse("Shipped and not in the bill: ", jars);
    refuse("Shipped and not in the bill: ", beside);
    refuse("Under no licence of the list: ", kept.stream().filter(it -> !accepted(it)).map(Shipped::line).toList());

    ((ArrayNode) bill.withArray("components")).removeAll().addAll(kept);
    ((ObjectNode) bill.path("metadata")).remove("timestamp");
    dependencies(bill, kept);
    mapper.writeValue(Path.of(args[2]).toFile(), bill);
    Files.write(Path.of(args[3]), kept.stream().map(Shipped::line).sorted().toList());
  }

  private static Set<String> jars(Path war) throws Exception {
    try (var zip = new ZipFile(war.toFile())) {
      return zip.stream().map(it -> it.getName()).filter(it -> it.matches("WEB-INF/lib/[^/]+\\.jar"))
          .map(it -> it.substring("WEB-INF/lib/".length())).collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private static String jar(JsonNode component) {
    return component.path("name").asText() + "-" + component.path("version").asText() + ".jar";
  }

  /** Who depends on whom, as far as both are shipped. */
  private static void dependencies(ObjectNode bill, List<JsonNode> kept) {
    Set<String> shipped = kept.stream().map(it -> it.path("bom-ref").asText()).collect(Collectors.toSet());
    String whole = bill.path("metadata").path("component").path("bom-ref").asText();
    var rows = new TreeMap<String, JsonNode>();
    for (JsonNode each : bill.withArray("dependencies")) {
      String from = each.path("ref").asText();
      if (shipped.contains(from) || from.equals(whole)) {
        var to = ((ObjectNode) each).arrayNode();
        each.path("dependsOn").forEach(it -> {
          if (shipped.contains(it.asText())) {
            to.add(it);
          }
        });
        rows.put(from, ((ObjectNode) each).set("dependsOn", to));
      }
    }
    ((ArrayNode) bill.withArray("dependencies")).removeAll().addAll(rows.values());
  }

  /** Whoever offers several licences leaves the choice. Ours is that of the whole. */
  private static boolean accepted(JsonNode component) {
    return licences(component).stream().anyMatch(ACCEPTED::contains);
  }

  private static List<String> licences(JsonNode component) {
    return StreamSupport.stream(component.path("licenses").spliterator(), false)
        .map(it -> it.has("expression") ? it.path("expression") : it.path("license").path("id").isMissingNode()
            ? it.path("license").path("name")
            : it.path("license").path("id"))
        .map(it -> ALSO.getOrDefault(it.asText(), it.asText()))
        .toList();
  }

  private static String line(JsonNode component) {
    return component.path("group").asText() + ":" + jar(component) + "  " + String.join(" or ", licences(component));
  }

  private static void refuse(String what, Collection<String> those) {
    if (!those.isEmpty()) {
      System.err.println(what + String.join(", ", those));
      System.exit(1);
    }
  }
}
