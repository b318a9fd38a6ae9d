package regain.recovery.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import regain.kernel.CaseId;
import regain.kernel.PersonId;
import regain.policy.Method;
import regain.recovery.CaseFile.Common;
import regain.recovery.CaseFile.Related;
import regain.review.Part;
import regain.review.Reviews;

/** Which cases have something in common. Joins the caller's transaction. */
@Dependent
class Relations {
  private static final Duration LOOKED_BACK = Duration.ofDays(30);
  private static final int MOST = 20;
  private static final Duration FEW_DAYS = Duration.ofDays(3);
  /**
   * Of the agents' cases, the attesters' and a team's, newest first. Not only the newest twenty: whoever looks at many that come to
   * nothing would hide those that did not.
   */
  private static final int MOST_SHARED = 10_000;

  /** With one of these in common something was shown, or said, also in a case that has not come far. */
  private static final Set<Common> SHOWN = EnumSet.of(Common.DEVICE, Common.ATTESTER);
  /** What colleagues do not have in common for no more than being colleagues. */
  private static final Set<Common> CLOSE = EnumSet.of(Common.DEVICE, Common.ATTESTER, Common.AGENT);

  private final CaseStore store;
  private final Reviews reviews;

  @Inject
  Relations(CaseStore store, Reviews reviews) {
    this.store = store;
    this.reviews = reviews;
  }

  /** What a case has in common with others: what got anywhere first, and then the newest. */
  List<Related> of(CaseRow row, List<EvidenceRow> evidence) {
    return newest(found(row, evidence), it -> true).map(it -> related(it.getKey(), it.getValue())).toList();
  }

  /**
   * Cases of others that have something in common with one that was abuse, newest first: within thirty days, and with what
   * got anywhere, so that whoever types many names makes nobody look at them.
   */
  List<Followed> followed(CaseRow row) {
    return newest(
        found(row, store.evidence(row.caseId())),
        it -> isLateOfSomebodyElse(it.getKey(), row)
            && (it.getKey().gotAnywhere() || !Collections.disjoint(it.getValue(), SHOWN)))
        .map(it -> new Followed(it.getKey(), !Collections.disjoint(it.getValue(), CLOSE)))
        .toList();
  }

  /**
   * The same for an act that is no case: whatever got anywhere within thirty days and had one of the agents at its side who are
   * part of the act, or its subject, if that is one. Also what the subject began: nothing of it was contained.
   */
  List<Followed> followed(CaseId act, PersonId subject) {
    Instant since = store.now().minus(LOOKED_BACK);
    List<CaseId> cases = Stream.concat(
        reviews.sharing(act, Part.DESK, MOST_SHARED).stream(),
        reviews.taking(subject, Part.DESK, MOST_SHARED).stream()).distinct().toList();
    Predicate<Relative> counts = it -> it.person().isPresent() && it.gotAnywhere() && it.openedAt().isAfter(since);
    return read(cases, counts).stream()
        .filter(counts)
        .limit(MOST)
        .map(it -> new Followed(it, true))
        .toList();
  }

  /** @param closely whether it has more in common than colleagues have */
  record Followed(Relative relative, boolean closely) {}

  private static boolean isLateOfSomebodyElse(Relative it, CaseRow row) {
    return it.person().isPresent() && !it.person().equals(row.subject())
        && it.openedAt().isAfter(row.openedAt.minus(LOOKED_BACK));
  }

  private static Stream<Map.Entry<Relative, Set<Common>>> newest(
      Map<Relative, Set<Common>> found, Predicate<Map.Entry<Relative, Set<Common>>> which) {
    return found.entrySet().stream()
        .filter(which)
        .sorted(
            Comparator.comparing((Map.Entry<Relative, Set<Common>> it) -> it.getKey().gotAnywhere())
                .thenComparing(it -> it.getKey().openedAt())
                .reversed())
        .limit(MOST);
  }

  private Map<Relative, Set<Common>> found(CaseRow row, List<EvidenceRow> evidence) {
    Instant since = row.openedAt.minus(LOOKED_BACK);
    Map<Relative, Set<Common>> found = new LinkedHashMap<>();
    row.subject().ifPresent(it -> {
      note(found, Common.PERSON, store.recent(it, MOST).stream());
      note(found, Common.SUPERVISOR, ofSameSupervisor(it, since).stream());
    });
    note(
        found, Common.SOURCE,
        store.from(row.openedFrom, since, row.subject(), MOST).stream());
    note(found, Common.DEVICE, store.relatives(store.provenWith(devices(evidence), since, MOST)).stream());
    note(found, Common.ATTESTER, sharing(row, Part.ATTESTER).stream());
    note(found, Common.AGENT, sharing(row, Part.DESK).stream());
    found.keySet().removeIf(it -> it.id().equals(row.id));
    return found;
  }

  /** Those of a few days first: where these are enough, a month of a large team need not be put in order. */
  private List<Relative> ofSameSupervisor(PersonId person, Instant since) {
    List<Relative> found = List.of();
    for (Instant from : List.of(store.now().minus(FEW_DAYS), since)) {
      if (found.size() < MOST) {
        found = read(store.ofSameSupervisor(person, from, MOST_SHARED), Relative::gotAnywhere).stream()
            .filter(Relative::gotAnywhere)
            .limit(MOST)
            .toList();
      }
    }
    return found;
  }

  private static void note(Map<Relative, Set<Common>> found, Common what, Stream<Relative> rows) {
    rows.forEach(it -> found.computeIfAbsent(it, any -> EnumSet.noneOf(Common.class)).add(what));
  }

  private static Related related(Relative it, Set<Common> common) {
    return new Related(it.caseId(), it.name(), it.why(), it.where(), it.openedAt(), common);
  }

  private static List<String> devices(List<EvidenceRow> evidence) {
    return evidence.stream()
        .filter(it -> it.method.equals(Method.MANAGED_DEVICE.name()))
        .map(it -> it.means)
        .toList();
  }

  private List<Relative> sharing(CaseRow row, Part part) {
    return read(
        reviews.sharing(row.caseId(), part, MOST_SHARED), it -> it.gotAnywhere() && isLateOfSomebodyElse(it, row));
  }

  /** A few at a time, and twice as many each time, until there are as many that count as can be shown and followed. */
  private List<Relative> read(List<CaseId> cases, Predicate<Relative> counts) {
    var found = new ArrayList<Relative>();
    for (int i = 0, many = MOST; i < cases.size()
        && found.stream().filter(counts).count() < MOST; i += many, many *= 2) {
      found.addAll(store.relatives(cases.subList(i, Math.min(cases.size(), i + many))));
    }
    return found;
  }
}
