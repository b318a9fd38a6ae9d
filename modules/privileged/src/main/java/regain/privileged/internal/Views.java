package regain.privileged.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import regain.kernel.CaseId;
import regain.privileged.Grant;
import regain.privileged.port.GrantConnector;

/** Shows a grant as it is now. Joins the caller's transaction. */
@Dependent
class Views {
  private final GrantBook book;
  private final Connectors connectors;

  @Inject
  Views(GrantBook book, Connectors connectors) {
    this.book = book;
    this.connectors = connectors;
  }

  Grant of(GrantRow row) {
    return of(row, book.approvals(row.id));
  }

  /** All at once, in the order in which they come. */
  List<Grant> of(List<GrantRow> rows) {
    Map<UUID, List<ApprovalRow>> agreed = book.approvals(rows.stream().map(it -> it.id).toList());
    return rows.stream().map(it -> of(it, agreed.getOrDefault(it.id, List.of()))).toList();
  }

  /** @param agreed who has agreed to it, in the order in which they did */
  Grant of(GrantRow row, List<ApprovalRow> agreed) {
    Request request = row.shown();
    return new Grant(
        row.id,
        new CaseId(row.id).number(),
        request.entitlement(),
        request.target(),
        request.says(),
        request.holder(),
        request.because(),
        request.values(),
        request.lasts(),
        row.state,
        row.askedAt,
        row.answeredBy,
        Optional.ofNullable(row.issuedAt),
        Optional.ofNullable(row.endsAt),
        Optional.ofNullable(row.overAt),
        Optional.ofNullable(row.ending),
        connectors.named(request.target()).map(GrantConnector::keyed).orElse(Grant.Key.NONE),
        row.keyTakenAt != null,
        agreed.stream().map(it -> new Grant.Approval(it.group, it.by(), it.signedAt)).toList(),
        wanted(request, agreed));
  }

  /** The groups of which nobody has agreed yet, in the order of policy. */
  static List<String> wanted(Request request, List<ApprovalRow> agreed) {
    return request.approvedBy().stream().filter(it -> agreed.stream().noneMatch(each -> each.group.equals(it)))
        .toList();
  }
}
