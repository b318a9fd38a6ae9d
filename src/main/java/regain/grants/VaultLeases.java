package regain.grants;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import regain.grants.VaultApi.NoAnswerException;
import regain.kernel.Secret;
import regain.policy.Fact;
import regain.privileged.Grant;
import regain.privileged.port.GrantConnector;
import regain.privileged.port.GrantTag;

/**
 * The database engine of a Vault or OpenBao. Each grant is a role of its own there, a copy of the role that the entitlement names with the time that is left. Its
 * holder takes a credential by it, wrapped: what passes through here is a token that opens once, and no password. A credential has a lease, whose id
 * begins with {@code <mount>/creds/<the grant's role>/}: so what was opened by a grant is found and ended by its name. Vault ends each by itself
 * when its time is over; the role opens nothing but to our token, and goes when the grant does. A lease that Vault cannot revoke is
 * there until it can.
 *
 * <p>Our token is periodic, since it is renewed at each look. On the mount it may list and read {@code roles}, write and delete {@code roles/jit-*}, read
 * {@code creds/jit-*}, and write {@code rotate-role/…} for what is rotated; below {@code sys/leases} it may, with sudo, read what is irrevocable, list what
 * is below the mount's {@code creds}, and revoke by {@code revoke-prefix/<mount>/creds/jit-*}; it may look a lease up. By the documented interface, tried against a strict stub alone.
 */
final class VaultLeases implements GrantConnector, AutoCloseable {
  private static final Logger LOG = System.getLogger(VaultLeases.class.getName());
  private static final int MOST = 1_000;
  /** For clocks and answers that are not quite one: never later than was agreed to. */
  private static final Duration SLACK = Duration.ofSeconds(1);
  /** For so long it can be unwrapped. */
  private static final int UNWRAPPED = 300;

  private final String name;
  private final VaultApi api;
  private final String mount;
  private final boolean strict;
  private final InstantSource clock;

  /** @throws IllegalArgumentException when the mount is no path */
  VaultLeases(String name, VaultApi api, String mount, boolean strict, InstantSource clock) {
    if (!VaultMount.MOUNT.matcher(mount).matches()) {
      throw new IllegalArgumentException("base is not the path of an engine: " + mount);
    }
    this.name = name;
    this.api = api;
    this.mount = mount;
    this.strict = strict;
    this.clock = clock;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String kind() {
    return "Vault";
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
  public Grant.Key keyed() {
    return Grant.Key.WRAPPED;
  }

  private String said(NoAnswerException none) {
    LOG.log(Level.WARNING, "The target {0} did not do it: {1}", name, none.getMessage());
    return String.valueOf(none.getMessage());
  }

  private static boolean isOurs(String role) {
    return role.startsWith(GrantTag.PREFIX);
  }

  private long seconds(Instant until) {
    return Duration.between(clock.instant(), until.minus(SLACK)).toSeconds();
  }

  private VaultMount vault() {
    return new VaultMount(api.errand(), mount, clock);
  }

  @Override
  public Issued issue(Order order) {
    if (!VaultMount.NAME.matcher(order.is()).matches() || isOurs(order.is())) {
      return new Issued.Refused("not the name of a role");
    }
    try {
      VaultMount vault = vault();
      Optional<VaultRole> template = vault.role(order.is());
      return template.isPresent()
          ? issue(vault, order, template.get())
          : new Issued.Refused("no role of that name");
    } catch (NoAnswerException none) {
      String why = said(none);
      return none.isForGood() ? new Issued.Refused(why) : new Issued.Unclear(why);
    }
  }

  private Issued issue(VaultMount vault, Order order, VaultRole template) throws NoAnswerException {
    String role = order.tag().text();
    Instant from = clock.instant();
    long left = seconds(order.until());
    long seconds = template.longest().map(it -> Math.min(it, left)).orElse(left);
    if (seconds < 1) {
      return new Issued.Refused("no time left");
    }
    if (vault.role(role).filter(it -> !it.isLike(template)).isPresent()) {
      return new Issued.Refused("there is another of that name");
    }
    vault.write(role, template.lasting(seconds));
    VaultRole made = vault.role(role)
        .orElseThrow(() -> new NoAnswerException("a role that was made is not there"));
    return made.isLike(template)
        ? new Issued.Done(made.longest().map(from::plusSeconds))
        : new Issued.Refused("there is another of that name");
  }

  @Override
  public Seen observe(GrantTag tag) {
    try {
      VaultMount vault = vault();
      boolean there = vault.roles().contains(tag.text());
      return new Seen(there ? Presence.PRESENT : Presence.ABSENT, vault.leases(tag.text()).size());
    } catch (NoAnswerException silent) {
      said(silent);
      return Seen.unknown();
    }
  }

  /** Nobody but our token takes another by the role; those that are out are what lets people in, and so they end here already. */
  @Override
  public Answer block(GrantTag tag) {
    return killSessions(tag).known().isPresent() ? new Answer.Done() : new Answer.Again("not all that is open ended");
  }

  @Override
  public Fact<Integer> killSessions(GrantTag tag) {
    try {
      return Fact.known(vault().end(tag.text()));
    } catch (NoAnswerException none) {
      said(none);
      return Fact.unavailable();
    }
  }

  /** The role goes last: it knows how its credentials are ended. */
  @Override
  public Answer revoke(GrantTag tag) {
    try {
      VaultMount vault = vault();
      vault.end(tag.text());
      if (vault.roles().contains(tag.text())) {
        vault.remove(tag.text());
      }
      return new Answer.Done();
    } catch (NoAnswerException none) {
      return new Answer.Again(said(none));
    }
  }

  @Override
  public Optional<Secret> key(GrantTag tag, Instant until, Map<String, String> values) {
    try {
      VaultMount vault = vault();
      Optional<VaultRole> role = vault.role(tag.text());
      long left = seconds(until);
      long seconds = role.flatMap(VaultRole::longest).map(it -> Math.min(it, left)).orElse(0L);
      if (role.isEmpty() || seconds < 1) {
        return Optional.empty();
      }
      vault.end(tag.text());
      vault.write(tag.text(), role.get().lasting(seconds));
      return taken(vault, tag, until, Duration.ofSeconds(Math.min(seconds, UNWRAPPED)));
    } catch (NoAnswerException none) {
      said(none);
      return Optional.empty();
    }
  }

  private Optional<Secret> taken(VaultMount vault, GrantTag tag, Instant until, Duration wrapped)
      throws NoAnswerException {
    Optional<String> token = vault.take(tag.text(), wrapped);
    VaultMount.Open open = vault.open(tag.text());
    if (token.isPresent() && open.leases() == 1 && !open.ends().isAfter(until)) {
      return token.map(Secret::of);
    }
    LOG.log(Level.WARNING, "The target {0} gave a credential that was not asked for", name);
    vault.end(tag.text());
    return Optional.empty();
  }

  @Override
  public Fact<List<Found>> inventory() {
    try {
      VaultApi.Errand errand = api.errand();
      // One that cannot be renewed would be missed some day: that is said now.
      errand.post("auth/token/renew-self", JsonNodeFactory.instance.objectNode());
      return inventory(new VaultMount(errand, mount, clock));
    } catch (NoAnswerException silent) {
      said(silent);
      return Fact.unavailable();
    }
  }

  private static Fact<List<Found>> inventory(VaultMount vault) throws NoAnswerException {
    Set<String> roles = vault.roles();
    Set<String> opened = vault.opened();
    List<String> ours = Stream.concat(roles.stream(), opened.stream()).filter(VaultLeases::isOurs).distinct().toList();
    if (ours.size() >= MOST) {
      return Fact.unavailable();
    }
    var all = new ArrayList<Found>();
    for (String each : ours) {
      VaultMount.Open open = opened.contains(each) ? vault.open(each) : VaultMount.Open.NONE;
      all.add(new Found(each, Optional.of(open.ends()), roles.contains(each) && open.leases() <= 1));
    }
    return Fact.known(all);
  }

  @Override
  public Rotated rotate(String is) {
    if (!VaultMount.NAME.matcher(is).matches()) {
      return new Rotated.ByHand();
    }
    try {
      api.errand().post(mount + "/rotate-role/" + is, JsonNodeFactory.instance.objectNode());
      return new Rotated.Done(Optional.empty());
    } catch (NoAnswerException none) {
      String why = said(none);
      // A token that can do nothing any more shows at the inventory; here it is this that it may not.
      return none.isForGood() || none.isForbidden() ? new Rotated.ByHand() : new Rotated.Again(why);
    }
  }

  @Override
  public void close() {
    api.close();
  }
}
