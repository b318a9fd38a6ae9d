package regain.demo;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/**
 * The settings of the demo: its directory, its keys, its names. Their ordinal is the lowest there is, so that
 * everything that somebody sets goes before them.
 */
public final class DemoSettings implements ConfigSource {
  private static final int LOWEST = 1;
  /** An application that there is not: its way back leads to the demo's own page. */
  private static final String PAYROLL = "regain.application.payroll.";

  private final Map<String, String> values;

  /** For the service loader. */
  public DemoSettings() {
    this(DemoPlace.here());
  }

  DemoSettings(DemoPlace place) {
    this.values = new TreeMap<>(DemoDirectory.settings(place, place.directoryPort()));
    values.put("regain.base-url", "http://localhost:" + place.httpPort());
    values.put("regain.organisation", "Nordhafen Logistics");
    values.put("regain.help.phone", "+49 40 5550 100");
    values.put("regain.zone", "Europe/Berlin");
    values.put("regain.keys.file", DemoKeys.in(place.data()).toString());
    values.put("regain.applications", "payroll");
    values.put("regain.applications.keys-file", DemoKeys.signing(place.data()).toString());
    values.put(PAYROLL + "name", "Payroll");
    values.put(PAYROLL + "return", "http://localhost:" + place.httpPort() + "/demo");
    values.put("regain.attestations.risk-analysis", "docs/attestation-risk.md");
    // Nobody in the demo has been here for a week.
    values.put("regain.attestations.settled", "PT0S");
    values.put("regain.privileged.file", DemoPrivileges.in(place).toString());
    values.put("regain.founders", "v.hartmann,s.oezdemir,m.thomsen");
  }

  @Override
  public Set<String> getPropertyNames() {
    return values.keySet();
  }

  @Override
  public @Nullable String getValue(String name) {
    return values.get(name);
  }

  @Override
  public String getName() {
    return "Regain demo";
  }

  @Override
  public int getOrdinal() {
    return LOWEST;
  }
}
