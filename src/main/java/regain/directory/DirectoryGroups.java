package regain.directory;

import com.unboundid.asn1.ASN1Element;
import com.unboundid.asn1.ASN1Integer;
import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.asn1.ASN1Sequence;
import com.unboundid.ldap.sdk.AddRequest;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.ExtendedRequest;
import com.unboundid.ldap.sdk.ExtendedResult;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPInterface;
import com.unboundid.ldap.sdk.RDN;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;
import regain.kernel.Secret;
import regain.policy.Fact;
import regain.privileged.port.GrantConnector;
import regain.privileged.port.GrantTag;

/**
 * The directory as a place of privilege: each grant is a group of its own, below the container that the entitlement names, with one member.
 * Whoever lets people in by it asks whether they are in any group below that container. Where the directory has dynamic entries (RFC 2589, slapd's
 * dds overlay), a group vanishes by itself, also while Regain is down.
 *
 * <p>The account that does this is not the one that reads people and sets passwords: it may write below its own base, and look people up.
 */
public final class DirectoryGroups implements GrantConnector, AutoCloseable {
  private static final Logger LOG = System.getLogger(DirectoryGroups.class.getName());
  /** Refresh, RFC 2589 section 4. */
  private static final String REFRESH = "1.3.6.1.4.1.1466.101.119.1";
  /** When slapd will remove it; the standard has only {@code entryTtl}, which is of the moment at which it was read. */
  private static final String EXPIRES = "entryExpireTimestamp";
  private static final int PAGE = 500;
  /** More than anybody gives; a directory with more is asked no further. */
  private static final int MOST = 20_000;
  /** For clocks that are not quite one: never later than was agreed to. */
  private static final Duration SLACK = Duration.ofSeconds(1);

  private final String name;
  private final DN base;
  private final boolean strict;
  private final boolean ends;
  private final LdapSettings settings;
  private final LdapConnections connections;
  private final Entries people;
  private final InstantSource clock;

  private DirectoryGroups(
      String name, DN base, boolean strict, boolean ends, LdapSettings settings, InstantSource clock) {
    this.name = name;
    this.base = base;
    this.strict = strict;
    this.ends = ends;
    this.settings = settings;
    this.connections = new LdapConnections(settings);
    this.people = new Entries(settings, new Dialect());
    this.clock = clock;
  }

  /**
   * The directory that {@code regain.directory.*} names, by another account.
   *
   * @param base below which groups are made
   * @param ends whether it has dynamic entries
   * @throws IllegalStateException when the base is no name of an entry
   */
  public static DirectoryGroups of(
      Config config,
      String name,
      String bindDn,
      Secret password,
      String base,
      boolean strict,
      boolean ends,
      InstantSource clock) {
    try {
      LdapSettings settings = LdapSettings.of(config).as(bindDn, password);
      return new DirectoryGroups(name, new DN(base), strict, ends, settings, clock);
    } catch (LDAPException wrong) {
      throw new IllegalStateException(name + ": base is no name of an entry: " + base, wrong);
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String kind() {
    return "LDAP";
  }

  @Override
  public boolean strict() {
    return strict;
  }

  @Override
  public boolean ends() {
    return ends;
  }

  @Override
  public Issued issue(Order order) {
    try {
      DN container = new DN(order.is() + "," + base);
      Optional<Entry> holder = people.identified(connections.reads(), order.holder().person());
      long seconds = Duration.between(clock.instant(), order.until().minus(SLACK)).toSeconds();
      if (holder.isEmpty() || seconds < 1 || !container.isDescendantOf(base, false)) {
        return new Issued.Refused("not such a person, place or time");
      }
      var dn = new DN(new RDN("cn", order.tag().text()), container);
      Optional<Entry> there = found(order.tag());
      if (there.isPresent() && !isOf(there.get(), dn, holder.get())) {
        return new Issued.Refused("there is another of that name");
      }
      if (there.isEmpty()) {
        add(dn, holder.get());
      }
      if (ends) {
        refresh(dn, seconds);
      }
      return new Issued.Done(found(order.tag()).flatMap(DirectoryGroups::until));
    } catch (LDAPException refused) {
      String why = said(refused);
      boolean final_ = !refused.getResultCode().isClientSideResultCode()
          && !refused.getResultCode().equals(ResultCode.BUSY)
          && !refused.getResultCode().equals(ResultCode.UNAVAILABLE);
      return final_ ? new Issued.Refused(why) : new Issued.Unclear(why);
    }
  }

  private static boolean isOf(Entry group, DN dn, Entry holder) throws LDAPException {
    String[] members = group.getAttributeValues("member");
    return group.getParsedDN().equals(dn)
        && members != null
        && members.length == 1
        && new DN(members[0]).equals(holder.getParsedDN());
  }

  private static boolean isSingle(Entry group) {
    String[] members = group.getAttributeValues("member");
    return members != null && members.length == 1;
  }

  private void add(DN dn, Entry holder) throws LDAPException {
    var entry = new Entry(dn);
    entry.addAttribute("objectClass", "groupOfNames");
    if (ends) {
      entry.addAttribute("objectClass", "dynamicObject");
    }
    entry.addAttribute("cn", dn.getRDN().getAttributeValues()[0]);
    entry.addAttribute("member", holder.getDN());
    connections.reads().add(new AddRequest(entry));
  }

  /** Until then the directory keeps it for the short time that it gives of itself. */
  private void refresh(DN dn, long seconds) throws LDAPException {
    var value = new ASN1Sequence(
        new ASN1Element[]{
            new ASN1OctetString((byte) 0x80, dn.toString()),
            new ASN1Integer((byte) 0x81, Math.toIntExact(seconds))});
    ExtendedResult result = connections
        .extended(new ExtendedRequest(REFRESH, new ASN1OctetString(value.encode())));
    if (!result.getResultCode().equals(ResultCode.SUCCESS)) {
      throw new LDAPException(result);
    }
  }

  private Optional<Entry> found(GrantTag tag) throws LDAPException {
    List<Entry> found = search(connections.reads(), Filter.createEqualityFilter("cn", tag.text()));
    return found.stream().findFirst();
  }

  private static Optional<Instant> until(Entry entry) {
    @Nullable Date expires = entry.getAttributeValueAsDate(EXPIRES);
    return Optional.ofNullable(expires).map(Date::toInstant);
  }

  /** Everything below the base that is so, page by page (RFC 2696). */
  private List<Entry> search(LDAPInterface directory, Filter filter) throws LDAPException {
    var all = new ArrayList<Entry>();
    @Nullable ASN1OctetString cookie = null;
    do {
      var request = new SearchRequest(
          base.toString(), SearchScope.SUB,
          Filter.createANDFilter(Filter.createEqualityFilter("objectClass", "groupOfNames"), filter),
          "cn", "member", EXPIRES);
      request.setTimeLimitSeconds(Math.max(1, (int) settings.answerTimeout().toSeconds()));
      request.addControl(new SimplePagedResultsControl(PAGE, cookie));
      var result = directory.search(request);
      all.addAll(result.getSearchEntries());
      @Nullable SimplePagedResultsControl page = SimplePagedResultsControl.get(result);
      cookie = page == null || !page.moreResultsToReturn() ? null : page.getCookie();
    } while (cookie != null && all.size() < MOST);
    return all;
  }

  @Override
  public Seen observe(GrantTag tag) {
    try {
      return new Seen(found(tag).isPresent() ? Presence.PRESENT : Presence.ABSENT, 0);
    } catch (LDAPException silent) {
      said(silent);
      return Seen.unknown();
    }
  }

  /** Membership is asked for when it is used: there is nothing to keep anybody from but the membership itself. */
  @Override
  public Answer block(GrantTag tag) {
    return new Answer.Done();
  }

  /** A directory knows of no sessions by a group. */
  @Override
  public Fact<Integer> killSessions(GrantTag tag) {
    return Fact.known(0);
  }

  @Override
  public Answer revoke(GrantTag tag) {
    try {
      Optional<Entry> there = found(tag);
      if (there.isPresent()) {
        connections.reads().delete(there.get().getDN());
      }
      return new Answer.Done();
    } catch (LDAPException refused) {
      return refused.getResultCode().equals(ResultCode.NO_SUCH_OBJECT)
          ? new Answer.Done()
          : new Answer.Again(said(refused));
    }
  }

  @Override
  public Fact<List<Found>> inventory() {
    try {
      // Whatever is below the base counts for whoever lets people in by it, whatever it is called.
      List<Entry> all = search(connections.reads(), Filter.createPresenceFilter("cn"));
      return all.size() < MOST
          ? Fact.known(all.stream().map(it -> new Found(it.getAttributeValue("cn"), until(it), isSingle(it))).toList())
          : Fact.unavailable();
    } catch (LDAPException silent) {
      said(silent);
      return Fact.unavailable();
    }
  }

  private String said(LDAPException refused) {
    LOG.log(Level.WARNING, "The target {0} did not do it: {1}", name, refused.getResultCode());
    LOG.log(Level.DEBUG, "Why it did not", refused);
    return refused.getResultCode().getName();
  }

  @Override
  public void close() {
    connections.close();
  }
}
