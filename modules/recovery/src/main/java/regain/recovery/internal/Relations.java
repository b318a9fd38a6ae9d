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
  /**
   * Of the agent's and the attesters' cases, newest first: more than the limits of an agent allow in thirty days. Not only the
   * newest twenty: whoever looks at many that come to nothing would hide those that did not.
   */
  private static final int MOST_SHARED = 5_000;

  /** With one of these in common something was shown, or said, also in a case that has not come far. */
  private static final Set<Common> SHOWN = EnumSet.of(Common.DEVICE, Common.ATTESTER);

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
  List<Relative> followed(CaseRow row) {
    Instant since = row.openedAt.minus(LOOKED_BACK);
    return newest(
        found(row, store.evidence(row.caseId())),
        it -> isOfSomebodyElse(it.getKey(), row) && it.getKey().openedAt().isAfter(since)
            && (it.getKey().gotAnywhere() || !Collections.disjoint(it.getValue(), SHOWN)))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static boolean isOfSomebodyElse(Relative it, CaseRow row) {
    return it.person().isPresent() && !it.person().equals(row.subject());
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
      note(found, Common.SUPERVISOR, store.ofSameSupervisor(it, since, MOST).stream());
    });
    note(
        found, Common.SOURCE,
        store.from(row.openedFrom, since, row.subject(), MOST).stream());
    note(found, Common.DEVICE, store.provenWith(devices(evidence), since, MOST).stream());
    Map<Part, List<CaseId>> shared = reviews.sharing(row.caseId(), Set.of(Part.ATTESTER, Part.DESK), MOST_SHARED);
    note(found, Common.ATTESTER, relatives(row, shared.getOrDefault(Part.ATTESTER, List.of())).stream());
    note(found, Common.AGENT, relatives(row, shared.getOrDefault(Part.DESK, List.of())).stream());
    found.keySet().removeIf(it -> it.id().equals(row.id));
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

  /** Read a few at a time, and twice as many each time, until as many got anywhere as can be shown: what is older is not shown. */
  private List<Relative> relatives(CaseRow row, List<CaseId> cases) {
    var found = new ArrayList<Relative>();
    for (int i = 0, many = MOST; i < cases.size() && !enough(found, row); i += many, many *= 2) {
      found.addAll(store.relatives(cases.subList(i, Math.min(cases.size(), i + many))));
    }
    return found;
  }

  private static boolean enough(List<Relative> found, CaseRow row) {
    return found.stream().filter(it -> it.gotAnywhere() && isOfSomebodyElse(it, row)).count() >= MOST;
  }
}
