package regain.web;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import regain.policy.Policy;
import regain.recovery.Alerts;
import regain.recovery.Alerts.Precision;
import regain.recovery.Changes;
import regain.recovery.RiskSignals;
import regain.recovery.RiskSignals.Card;
import regain.review.Reviews.Cause;
import regain.review.Reviews.Risk;
import regain.signals.Dial;
import regain.signals.Measured;
import regain.signals.Thresholds;

/** The score card of the risk signals, and how they are changed or switched off. */
@Path("/reviews/signals")
@RolesAllowed(Doors.SECURITY)
@Dependent
public class SignalsResource {
  private final RiskSignals signals;
  private final Alerts alerts;
  private final Visit visit;

  @Inject
  public SignalsResource(RiskSignals signals, Alerts alerts, Visit visit) {
    this.signals = signals;
    this.alerts = alerts;
    this.visit = visit;
  }

  /** @param causes for which somebody looks within this time */
  record Due(Risk risk, List<Cause> causes) {
    static Due of(Risk risk) {
      return new Due(risk, Arrays.stream(Cause.values()).filter(it -> it.risk() == risk).toList());
    }

    Due {
      causes = List.copyOf(causes);
    }
  }

  /**
   * @param typed what stands in the fields, by the names of the dials
   * @param missing the field that has to be mended, or empty
   */
  @Named("signals")
  record Page(Card card, Precision precision, Map<String, String> typed, String because, String missing) {
    Page {
      typed = Map.copyOf(typed);
    }

    /** Which tab is open. */
    public String tab() {
      return "alerts";
    }

    /** What makes a single case slow. */
    public Policy.Friction rules() {
      return Policy.FRICTION;
    }

    public Measured measured() {
      return Measured.SHIPPED;
    }

    /** By when what is looked at, what is due first before the rest. */
    public List<Due> dues() {
      return Arrays.stream(Risk.values()).map(Due::of).toList();
    }

    public List<Dialed> dials() {
      return Arrays.stream(Dial.values()).map(this::dialed).toList();
    }

    /** As people write it, with all its digits. */
    public String number(double value) {
      return plain(value);
    }

    private Dialed dialed(Dial dial) {
      String now = plain(card.now().thresholds().at(dial));
      return new Dialed(
          dial, typed.getOrDefault(dial.name(), now), plain(Thresholds.FIRST.at(dial)), plain(dial.least()),
          plain(dial.most()));
    }
  }

  /** @param shipped where it stands in what Regain comes with */
  record Dialed(Dial dial, String value, String shipped, String least, String most) {}

  private static String plain(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }

  private Page page(Map<String, String> typed, String because, String missing) {
    return new Page(
        signals.look(visit.holder()), alerts.picture(visit.holder()).precision(), typed, because, missing);
  }

  @GET
  public Object page() {
    return page(Map.of(), "", "");
  }

  /** Other numbers, written down; they are nothing before they are signed. */
  @POST
  public Object turn() {
    Form form = visit.form();
    Card card = signals.look(visit.holder());
    var turned = new EnumMap<Dial, Double>(Dial.class);
    var typed = new HashMap<String, String>();
    for (Dial dial : Dial.values()) {
      String text = form.text("dial-" + dial).strip();
      typed.put(dial.name(), text);
      Optional<Double> value = number(text).filter(dial::allows);
      if (value.isEmpty()) {
        return To.mend(page(typed, form.text("because"), dial.name()));
      }
      if (value.get() != card.now().thresholds().at(dial)) {
        turned.put(dial, value.get());
      }
    }
    if (turned.isEmpty()) {
      return To.mend(page(typed, form.text("because"), "nothing"));
    }
    return draft(card.now().on(), turned, typed);
  }

  /** Alarms off, or on again. */
  @POST
  @Path("switch")
  public Object turnOff() {
    return draft(!signals.look(visit.holder()).now().on(), Map.of(), Map.of());
  }

  private Object draft(boolean on, Map<Dial, Double> turned, Map<String, String> typed) {
    String because = visit.form().text("because").strip();
    if (because.isEmpty() || because.length() > Changes.MOST_BECAUSE) {
      return To.mend(page(typed, because, turned.isEmpty() ? "switch" : "because"));
    }
    return To.page(ChangesResource.path(signals.draft(visit.holder(), on, turned, because)));
  }

  /** With a point or a comma, as people write numbers. */
  private static Optional<Double> number(String text) {
    try {
      return text.length() > 20 ? Optional.empty() : Optional.of(Double.valueOf(text.replace(',', '.')));
    } catch (NumberFormatException none) {
      return Optional.empty();
    }
  }
}
