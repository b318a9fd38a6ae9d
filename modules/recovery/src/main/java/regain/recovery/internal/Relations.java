package regain.recovery.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
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

  private final CaseStore store;
  private final Reviews reviews;

  @Inject
  Relations(CaseStore store, Reviews reviews) {
    this.store = store;
    this.reviews = reviews;
  }

  /** What a case has in common with others, newest first. */
  List<Related> of(CaseRow row, List<EvidenceRow> evidence) {
    Instant since = row.openedAt.minus(LOOKED_BACK);
    Map<Relative, Set<Common>> found = new LinkedHashMap<>();
    row.subject().ifPresent(it -> {
      note(found, Common.PERSON, store.recent(it, MOST).stream());
      note(found, Common.SUPERVISOR, store.ofSameSupervisor(it, since, MOST).stream());
    });
    note(found, Common.SOURCE, sameSource(row).stream());
    note(found, Common.DEVICE, store.provenWith(devices(evidence), since, MOST).stream());
    note(found, Common.ATTESTER, sharing(row, Part.ATTESTER));
    note(found, Common.AGENT, sharing(row, Part.DESK));
    return found.entrySet().stream()
        .filter(it -> !it.getKey().id().equals(row.id))
        .sorted(Comparator.comparing((Map.Entry<Relative, Set<Common>> it) -> it.getKey().openedAt()).reversed())
        .limit(MOST)
        .map(it -> related(it.getKey(), it.getValue()))
        .toList();
  }

  private static void note(Map<Relative, Set<Common>> found, Common what, Stream<Relative> rows) {
    rows.forEach(it -> found.computeIfAbsent(it, any -> EnumSet.noneOf(Common.class)).add(what));
  }

  private static Related related(Relative it, Set<Common> common) {
    return new Related(it.caseId(), it.name(), it.why(), it.where(), it.openedAt(), common);
  }

  /** Cases of others that were opened from the same address, newest first. */
  List<Relative> sameSource(CaseRow row) {
    return store.from(row.openedFrom, row.openedAt.minus(LOOKED_BACK), row.subject(), MOST);
  }

  private static List<String> devices(List<EvidenceRow> evidence) {
    return evidence.stream()
        .filter(it -> it.method.equals(Method.MANAGED_DEVICE.name()))
        .map(it -> it.means)
        .toList();
  }

  private Stream<Relative> sharing(CaseRow row, Part part) {
    return store.relatives(reviews.sharing(row.caseId(), part, MOST)).stream();
  }
}
