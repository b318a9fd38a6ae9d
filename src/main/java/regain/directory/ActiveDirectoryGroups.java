package regain.directory;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.RDN;
import com.unboundid.ldap.sdk.ResultCode;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.Config;
import regain.directory.RegainGroups.Ours;
import regain.kernel.PersonId;
import regain.kernel.Secret;
import regain.policy.Fact;
import regain.privileged.port.GrantConnector;
import regain.privileged.port.GrantTag;

/**
 * Active Directory as a place of privilege: each grant is a global security group of its own, whose one member is its holder and which is a member of the group that
 * the entitlement names; both links end by themselves (Privileged Access Management, [MS-ADTS] section 3.1.1.9.2). What has the rights is a group below the base
 * that nobody else is in. To take a grant back its group is deleted, and both links are gone with it. What is left when they have ended by
 * themselves is an empty group, which opens nothing.
 *
 * <p>The account that does this may create and delete groups below the base, write their members, and read people. By the documented interface, tried
 * against a strict stub alone.
 */
public final class ActiveDirectoryGroups implements GrantConnector, AutoCloseable {
  private static final Logger LOG = System.getLogger(ActiveDirectoryGroups.class.getName());
  /** GROUP_TYPE_ACCOUNT_GROUP and GROUP_TYPE_SECURITY_ENABLED ([MS-ADTS] section 2.2.12). */
  private static final String GLOBAL_SECURITY = Integer.toString(0x80000002);
  /** More than anybody gives; a directory with more is asked no further. */
  private static final int MOST = 20_000;
  /** For clocks that are not quite one: never later than was agreed to. */
  private static final Duration SLACK = Duration.ofSeconds(1);
  /** What somebody else may have done at the same moment, or what may be otherwise in the next. */
  private static final Set<ResultCode> PASSING = Set.of(
      ResultCode.BUSY, ResultCode.UNAVAILABLE, ResultCode.ENTRY_ALREADY_EXISTS, ResultCode.ATTRIBUTE_OR_VALUE_EXISTS,
      ResultCode.TIME_LIMIT_EXCEEDED, ResultCode.ADMIN_LIMIT_EXCEEDED, ResultCode.SIZE_LIMIT_EXCEEDED);

  private final String name;
  private final Where where;
  private final boolean strict;
  private final int answerSeconds;
  private final LdapConnections connections;
  private final InstantSource clock;

  private ActiveDirectoryGroups(
      String name, Where where, boolean strict, LdapSettings settings, InstantSource clock) {
    this.name = name;
    this.where = where;
    this.strict = strict;
    this.answerSeconds = Math.max(1, (int) settings.answerTimeout().toSeconds());
    this.connections = new LdapConnections(settings);
    this.clock = clock;
  }

  /** Where its groups are and where people are, and by which attribute of theirs somebody is known: it holds the id that they have in the directory of {@code regain.directory.*}. */
  private record Where(DN base, DN people, String attribute) {}

  /**
   * @param trust PEM file of whose certificates are believed; the platform's without it
   * @throws IllegalStateException when one of it cannot be right
   */
  public static ActiveDirectoryGroups of(
      Config config,
      String name,
      String url,
      Optional<String> trust,
      String user,
      Secret password,
      String base,
      String people,
      String attribute,
      boolean strict,
      InstantSource clock) {
    try {
      LdapSettings settings = LdapSettings.of(config)
          .elsewhere(List.of(Url.parse(url)), trust.map(Path::of), user, password);
      return new ActiveDirectoryGroups(
          name, new Where(new DN(base), new DN(people), attribute), strict, settings, clock);
    } catch (LDAPException wrong) {
      throw new IllegalStateException(name + ": base and people are names of entries", wrong);
    } catch (IllegalArgumentException wrong) {
      throw new IllegalStateException(name + ": url: " + wrong.getMessage(), wrong);
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String kind() {
    return "Active Directory";
  }

  @Override
  public boolean strict() {
    return strict;
  }

  @Override
  public boolean ends() {
    return true;
  }

  @Override
  public Issued issue(Order order) {
    try {
      DN place = new DN(order.is() + "," + where.base());
      Optional<Entry> holder = holder(order.holder().person());
      RegainGroups there = groups(order.tag());
      long seconds = Duration.between(clock.instant(), order.until().minus(SLACK)).toSeconds();
      if (holder.isEmpty() || seconds < 1 || !there.isPlace(place)) {
        return new Issued.Refused("not such a person, group or time");
      }
      Optional<Ours> ours = there.named(order.tag().text());
      if (ours.isPresent() && !isOf(ours.get(), order.tag(), holder.get(), place)) {
        return new Issued.Refused("there is another of that name");
      }
      put(order.tag(), ours, holder.get(), place, seconds);
      Ours made = groups(order.tag()).named(order.tag().text())
          .filter(it -> it.members().size() == 1 && it.places().size() == 1)
          .orElseThrow(() -> new LDAPException(ResultCode.NO_RESULTS_RETURNED, "what was made is not there"));
      return new Issued.Done(made.isSingle() ? made.end(clock.instant()) : Optional.empty());
    } catch (LDAPException refused) {
      String why = said(refused);
      boolean passes = refused.getResultCode().isClientSideResultCode() || PASSING.contains(refused.getResultCode());
      return passes ? new Issued.Unclear(why) : new Issued.Refused(why);
    }
  }

  private DN dn(GrantTag tag) {
    return new DN(new RDN("CN", tag.text()), where.base());
  }

  /** Whether nothing is in it and it is in nothing but what was agreed to, each for a time. */
  private boolean isOf(Ours group, GrantTag tag, Entry holder, DN place) throws LDAPException {
    DN person = holder.getParsedDN();
    return group.dn().equals(dn(tag))
        && group.members().stream().allMatch(it -> it.member().equals(person) && it.left().isPresent())
        && group.places().stream().allMatch(it -> it.member().equals(place) && it.left().isPresent());
  }

  /** First the group, which opens nothing; then its member; and at last into what has the rights. Each is done only when it is not there. */
  private void put(GrantTag tag, Optional<Ours> there, Entry holder, DN place, long seconds) throws LDAPException {
    String dn = dn(tag).toString();
    if (there.isEmpty()) {
      var group = new Entry(dn);
      group.addAttribute("objectClass", "group");
      group.addAttribute("cn", tag.text());
      group.addAttribute("sAMAccountName", tag.text());
      group.addAttribute("groupType", GLOBAL_SECURITY);
      connections.reads().add(group);
    }
    if (there.map(Ours::members).orElse(List.of()).isEmpty()) {
      link(dn, holder.getDN(), seconds);
    }
    if (there.map(Ours::places).orElse(List.of()).isEmpty()) {
      link(place.toString(), dn, seconds);
    }
  }

  private void link(String group, String member, long seconds) throws LDAPException {
    connections.reads().modify(
        group,
        new Modification(ModificationType.ADD, TimedLink.MEMBER, TimedLink.written(member, seconds)));
  }

  private Optional<Entry> holder(PersonId person) throws LDAPException {
    List<Entry> found = search(
        where.people(),
        Filter.createANDFilter(
            Filter.createEqualityFilter("objectClass", "user"),
            Filter.createNOTFilter(Filter.createEqualityFilter("objectClass", "computer")),
            Filter.createEqualityFilter(where.attribute(), person.toString())),
        "cn");
    return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
  }

  private List<Entry> search(DN base, Filter filter, String... attributes) throws LDAPException {
    return BoundedSearch.of(
        connections.reads(), base.toString(), filter, MOST, answerSeconds, TimedLink.shown(), attributes);
  }

  /** The groups that have the rights, and that one of ours. */
  private RegainGroups groups(GrantTag tag) throws LDAPException {
    Filter ours = Filter.createSubstringFilter("cn", GrantTag.PREFIX, null, null);
    return groups(
        Filter.createORFilter(Filter.createEqualityFilter("cn", tag.text()), Filter.createNOTFilter(ours)));
  }

  /** @throws LDAPException when there is none that has rights, too: whoever may not read is shown nothing, and that is no answer */
  private RegainGroups groups(Filter filter) throws LDAPException {
    Filter groups = Filter.createANDFilter(Filter.createEqualityFilter("objectClass", "group"), filter);
    return RegainGroups.of(search(where.base(), groups, "cn", TimedLink.MEMBER), where.base());
  }

  @Override
  public Seen observe(GrantTag tag) {
    try {
      RegainGroups groups = groups(tag);
      boolean there = groups.named(tag.text()).isPresent() || groups.isIn(tag.text());
      return new Seen(there ? Presence.PRESENT : Presence.ABSENT, 0);
    } catch (LDAPException silent) {
      said(silent);
      return Seen.unknown();
    }
  }

  /** What lets people in is to be a member, and so that ends at once. */
  @Override
  public Answer block(GrantTag tag) {
    return revoke(tag);
  }

  /** A domain controller knows of no sessions by a group: tickets that are out end when the links would have. */
  @Override
  public Fact<Integer> killSessions(GrantTag tag) {
    return Fact.known(0);
  }

  @Override
  public Answer revoke(GrantTag tag) {
    try {
      // Where it was made; and wherever it is now, should somebody have moved it.
      delete(dn(tag).toString());
      Optional<Ours> there = groups(tag).named(tag.text());
      if (there.isPresent()) {
        connections.reads().delete(there.get().dn().toString());
      }
      return new Answer.Done();
    } catch (LDAPException refused) {
      return new Answer.Again(said(refused));
    }
  }

  private void delete(String dn) throws LDAPException {
    try {
      connections.reads().delete(dn);
    } catch (LDAPException refused) {
      if (!refused.getResultCode().equals(ResultCode.NO_SUCH_OBJECT)) {
        throw refused;
      }
    }
  }

  @Override
  public Fact<List<Found>> inventory() {
    try {
      Instant now = clock.instant();
      return Fact.known(groups(Filter.createPresenceFilter("cn")).found(now));
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
