package regain.recovery;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import regain.audit.Trail;
import regain.duties.Duties;
import regain.enrollment.Signing;
import regain.enrollment.port.Account;
import regain.kernel.CaseId;
import regain.kernel.Digest;
import regain.kernel.PersonId;
import regain.policy.Facts;
import regain.policy.Method;
import regain.policy.Purpose;
import regain.policy.Reason;
import regain.policy.Signal;
import regain.review.Reviews.Given;
import regain.review.Reviews.Item;
import regain.review.Reviews.Note;
import regain.review.Reviews.Taken;
import regain.signals.Alarm;

/**
 * What a reviewer is shown of one item.
 *
 * @param subject whom it is about, if the directory still tells
 * @param mine whether this reviewer has taken it
 * @param told the case, if it is about one
 * @param alarm what was unusual, if it is about that
 * @param entries everything on record about it, oldest first, without who read it
 * @param reads how often its page was read
 * @param effects the lines of its receipt
 * @param owed what is not done yet
 * @param earlier sign-ins of this person before it, newest first
 * @param given what was found so far
 * @param notes what reviewers have remarked, oldest first
 * @param related other cases with which it has something in common, newest first
 * @param names how the people are called who are named here, as far as the directory tells
 * @param countries by address, where the addresses of the case and of earlier sign-ins are, as far as that is known (ISO 3166-1
 *     alpha-2)
 */
public record CaseFile(
    Item item,
    Optional<Account> subject,
    boolean mine,
    Optional<Told> told,
    Optional<Alarm> alarm,
    List<Trail.Entry> entries,
    int reads,
    List<CaseView.Effect> effects,
    List<Duties.Status> owed,
    List<Trail.Entry> earlier,
    List<Given> given,
    List<Note> notes,
    List<Related> related,
    Map<PersonId, String> names,
    Map<String, String> countries) {
  /** The longest reason that a reviewer can give, in characters. */
  public static final int MOST_BECAUSE = 1000;

  /** The longest note, in characters. */
  public static final int MOST_NOTE = 1000;

  public CaseFile {
    entries = List.copyOf(entries);
    effects = List.copyOf(effects);
    owed = List.copyOf(owed);
    earlier = List.copyOf(earlier);
    given = List.copyOf(given);
    notes = List.copyOf(notes);
    related = List.copyOf(related);
    names = Map.copyOf(names);
    countries = Map.copyOf(countries);
  }

  /** Everybody who is named in it. */
  public Set<PersonId> people() {
    return Stream.of(
        item.subject().stream(),
        item.taken().stream().map(Taken::by),
        told.stream().flatMap(it -> it.evidence().stream()).flatMap(it -> it.from().stream()),
        told.stream().flatMap(it -> it.vouched().stream()).map(Vouched::by),
        given.stream().map(Given::by),
        notes.stream().map(Note::by))
        .flatMap(it -> it)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The same, with the names of these. */
  public CaseFile naming(Map<PersonId, Account> known) {
    return new CaseFile(
        item, item.subject().map(known::get), mine, told, alarm, entries, reads, effects, owed, earlier, given, notes,
        related,
        known.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, it -> it.getValue().displayName())),
        countries);
  }

  /**
   * Over all that the page shows of what happened and what it is compared with: a line for each thing, whatever the directory calls
   * people now and whoever reads it. Whoever signs a verdict signs this.
   */
  public Digest shown() {
    var lines = new ArrayList<String>();
    entries.forEach(it -> lines.add(line("entry", it)));
    earlier.forEach(it -> lines.add(line("earlier", it)));
    told.ifPresent(it -> lines.addAll(it.lines()));
    alarm.ifPresent(it -> lines.add("alarm " + it));
    effects.forEach(it -> lines.add("effect " + it.what() + " " + it.about() + " " + it.mark()));
    given.forEach(it -> lines.add("verdict " + it.at() + " " + it.by() + " " + it.judgement() + " " + it.statement()));
    notes.forEach(it -> lines.add("note " + it.at() + " " + it.by() + " " + Signing.line(it.text())));
    related.forEach(
        it -> lines.add("related " + it.id() + " " + it.state() + " " + new TreeSet<>(it.common())));
    return Digest.of(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
  }

  private static String line(String what, Trail.Entry entry) {
    return what + " " + entry.at() + " " + entry.type() + " " + new TreeMap<>(entry.fields());
  }

  /**
   * The case itself.
   *
   * @param from the address from which it was opened
   * @param with the browser, as it calls itself
   * @param risk what a rule found that refused it because of risk, if one ever did
   * @param vouched who has vouched for the person, oldest first
   * @param facts on which the last decision rested
   * @param spoke the rules that objected in it
   * @param decided every decision that moved the case, oldest first
   * @param slowedBy the risk rules that ever made somebody wait here or show more
   */
  public record Told(
      Purpose purpose,
      String name,
      State state,
      Instant openedAt,
      String from,
      String with,
      Optional<Instant> closedAt,
      List<Shown> evidence,
      List<Signal> risk,
      List<Vouched> vouched,
      Optional<Facts> facts,
      List<String> spoke,
      List<Decided> decided,
      List<String> slowedBy,
      int floor,
      Optional<Reason> denied) {
    public Told {
      evidence = List.copyOf(evidence);
      risk = List.copyOf(risk);
      vouched = List.copyOf(vouched);
      spoke = List.copyOf(spoke);
      decided = List.copyOf(decided);
      slowedBy = List.copyOf(slowedBy);
    }

    private List<String> lines() {
      var lines = new ArrayList<String>();
      lines.add("opened " + openedAt + " " + purpose + " " + from + " " + Signing.line(with));
      evidence.forEach(it -> lines.add("shown " + it));
      risk.forEach(it -> lines.add("risk " + it));
      vouched.forEach(it -> lines.add("vouched " + it));
      facts.ifPresent(
          it -> lines.add(
              "compared " + it.browserRecognised() + " " + it.networkSeen() + " " + it.countryUsual()));
      decided.forEach(it -> lines.add("decided " + it));
      lines.add("rules " + spoke + " " + slowedBy + " " + floor + " " + denied + " " + closedAt);
      return lines;
    }

    /** Whether other rules have objected since the last decision that moved the case. */
    public boolean isDecidedSince() {
      return decided.isEmpty() || !decided.getLast().rules().equals(spoke);
    }
  }

  /**
   * @param rules that objected
   * @param until when the wait was to end, if one of them had the case wait
   */
  public record Decided(Instant at, State state, List<String> rules, Optional<Instant> until) {
    public Decided {
      rules = List.copyOf(rules);
    }
  }

  /**
   * @param openedByAccount whether the account's own password opens what was shown
   * @param from who has signed for it and given it to them, if that is how it came to be
   */
  public record Shown(Method method, Instant at, boolean openedByAccount, Optional<PersonId> from) {}

  /**
   * @param overAppeal whether they knew why a rule refused
   * @param counted whether it was neither taken back nor found not to be so any more
   * @param unusual what is unusual about it
   */
  public record Vouched(
      PersonId by, Method method, Attestations.How how, Instant at, boolean overAppeal, boolean counted,
      List<Unusual> unusual) {
    public Vouched {
      unusual = List.copyOf(unusual);
    }
  }

  /** What can be unusual about a word. It counts all the same. */
  public enum Unusual {
    /** Signed sooner than anybody can have looked. */
    FAST,
    /** Not the first nor the second of this attester within a day. */
    FREQUENT,
    /** This attester has spoken for this person before. */
    PAIR
  }

  /** @param common what it has in common, at least one thing */
  public record Related(
      CaseId id, String name, Purpose purpose, State state, Instant openedAt, Set<Common> common) {
    public Related {
      common = Set.copyOf(common);
    }
  }

  /** What two cases can have in common. */
  public enum Common {
    PERSON,
    /** The address from which they were opened. */
    SOURCE,
    /** The managed computer that was shown. */
    DEVICE,
    /** Somebody who vouched, or witnessed. */
    ATTESTER,
    /** Whoever opened it at the desk. */
    AGENT,
    /** To whom their people report. */
    SUPERVISOR
  }

  /**
   * An item in the list.
   *
   * @param open how much is owed and not done yet
   */
  public record Line(Item item, Optional<Account> subject, boolean mine, int open) {
    /** The same line about somebody whom the directory knows. */
    public Line of(Optional<Account> known) {
      return new Line(item, known, mine, open);
    }
  }
}
