package regain.recovery.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import regain.enrollment.port.Account;
import regain.kernel.PersonId;
import regain.policy.Method;
import regain.review.Part;
import regain.review.Reviews;
import regain.signals.Happening;
import regain.signals.Segment;
import regain.signals.Segment.Kind;
import regain.signals.Volumes;

/** Says what happened, and in which parts of the organisation, so that more than usual is noticed. Joins the transaction. */
@Dependent
class Watching {
  /** Nothing that would be looked up. */
  private static final Pattern LITERAL = Pattern.compile("[0-9.]{7,15}|[0-9a-fA-F.]*:[0-9a-fA-F:.]*");

  private static final int MOST_AGENTS = 5;

  private final Volumes volumes;
  private final CaseStore store;
  private final Reviews reviews;

  @Inject
  Watching(Volumes volumes, CaseStore store, Reviews reviews) {
    this.volumes = volumes;
    this.store = store;
    this.reviews = reviews;
  }

  /** Somebody got something in this case, perhaps with an agent of the desk at their side. */
  void reset(CaseRow row, Optional<Account> account) {
    Set<Segment> where = where(row, row.openedFrom, account);
    store.evidence(row.caseId()).forEach(it -> where.add(new Segment(Kind.FACTOR, it.method)));
    where.addAll(helped(row));
    volumes.tell(Happening.RESET, where);
  }

  /**
   * A proof that did not fit, perhaps with an agent of the desk at their side.
   *
   * @param named who has the name that was typed; of somebody else than whose case it is nothing is counted
   */
  void failure(CaseRow row, Method method, String address, Optional<Account> named) {
    boolean others = row.subject().isPresent() && !row.subject().equals(named.map(Account::person));
    Set<Segment> where = where(row, address, others ? Optional.empty() : named);
    where.add(new Segment(Kind.FACTOR, method.name()));
    where.addAll(helped(row));
    volumes.tell(Happening.FAILURE, where);
  }

  /** With whom of the desk at their side, or by themselves. */
  private List<Segment> helped(CaseRow row) {
    List<Segment> agents = reviews.having(row.caseId(), Part.DESK).stream()
        .limit(MOST_AGENTS)
        .map(it -> new Segment(Kind.AGENT, it.toString()))
        .toList();
    var channel = new Segment(Kind.CHANNEL, agents.isEmpty() ? "SELF_SERVICE" : "DESK");
    return Stream.concat(Stream.of(channel), agents.stream()).toList();
  }

  /** Somebody said that it was not them; no case when it was about an address. */
  void notMe(Optional<CaseRow> row, PersonId person, Optional<Account> account) {
    Set<Segment> where = new HashSet<>(Set.of(account(person)));
    row.ifPresent(it -> where.addAll(where(it, it.openedFrom, account)));
    volumes.tell(Happening.NOT_ME, where);
  }

  /** Somebody has vouched: here the supervisor is whoever did. */
  void attested(CaseRow row, PersonId by, PersonId subject) {
    Set<Segment> where = where(row, row.openedFrom, Optional.empty());
    where.add(new Segment(Kind.SUPERVISOR, by.toString()));
    where.add(account(subject));
    volumes.tell(Happening.ATTESTATION, where);
  }

  void factorsRemoved(CaseRow row, Optional<Account> account) {
    volumes.tell(Happening.FACTOR_REMOVED, where(row, row.openedFrom, account));
  }

  private static Segment account(PersonId person) {
    return new Segment(Kind.ACCOUNT, person.toString());
  }

  private static Set<Segment> where(CaseRow row, String address, Optional<Account> account) {
    var where = new HashSet<Segment>();
    where.add(new Segment(Kind.CHANNEL, row.purpose));
    network(address).ifPresent(where::add);
    row.subject().or(() -> account.map(Account::person)).ifPresent(it -> where.add(account(it)));
    account.ifPresent(
        it -> {
          where.add(new Segment(Kind.POPULATION, it.population().name()));
          it.unit().ifPresent(unit -> where.add(new Segment(Kind.UNIT, unit)));
          it.supervisor().ifPresent(boss -> where.add(new Segment(Kind.SUPERVISOR, boss.toString())));
        });
    return where;
  }

  private static Optional<Segment> network(String address) {
    return address(address).map(Segment::network);
  }

  /** An address in digits, as cases keep it. */
  static Optional<InetAddress> address(String address) {
    try {
      return LITERAL.matcher(address).matches() ? Optional.of(InetAddress.getByName(address)) : Optional.empty();
    } catch (UnknownHostException none) {
      return Optional.empty();
    }
  }
}
