package regain.web;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import regain.recovery.Changes;
import regain.recovery.MassResets;
import regain.recovery.MassResets.Wish;

/**
 * What somebody has typed to write a list down.
 *
 * @param names one a line
 * @param pause in minutes
 * @param since a local time of the house, or empty
 */
record MassResetForm(String names, String because, int wave, int pause, int days, String since) {
  static final MassResetForm EMPTY = new MassResetForm(
      "", "", MassResets.USUAL_WAVE, (int) MassResets.USUAL_PAUSE.toMinutes(), MassResets.USUAL_DAYS, "");

  static MassResetForm of(Form form) {
    return new MassResetForm(
        form.text("names"),
        form.text("because").strip(),
        Math.clamp(form.number("wave"), 1, MassResets.MOST_PEOPLE),
        Math.clamp(form.number("pause"), 0, (int) MassResets.LONGEST_PAUSE.toMinutes()),
        Math.clamp(form.number("days"), 1, MassResets.MOST_DAYS),
        form.text("since").strip());
  }

  /** The first field that has to be mended. */
  Optional<String> missing(ZoneId zone) {
    if (accounts().isEmpty()) {
      return Optional.of("names");
    }
    if (because.isEmpty() || because.length() > Changes.MOST_BECAUSE) {
      return Optional.of("because");
    }
    return since.isEmpty() || moment(zone).isPresent() ? Optional.empty() : Optional.of("since");
  }

  Wish wish(ZoneId zone) {
    return new Wish(accounts(), because, wave, Duration.ofMinutes(pause), days, moment(zone));
  }

  private List<String> accounts() {
    return names.lines().flatMap(it -> Names.of(it).stream()).toList();
  }

  private Optional<Instant> moment(ZoneId zone) {
    try {
      return since.isEmpty() ? Optional.empty() : Form.time(LocalDateTime.parse(since).atZone(zone).toInstant());
    } catch (DateTimeException noTime) {
      return Optional.empty();
    }
  }
}
