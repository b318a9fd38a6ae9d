package regain.directory;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchScope;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import regain.demo.DemoTree;
import regain.grants.DistantGrantContract;
import regain.house.TestConfig;
import regain.kernel.PersonId;
import regain.kernel.Secret;
import regain.privileged.port.GrantConnector;
import regain.privileged.port.GrantConnector.Issued;
import regain.privileged.port.GrantConnector.Found;
import regain.privileged.port.GrantConnector.Order;

/** The contract, against a real slapd with dynamic entries, as an account that may write below its own base alone. */
class DirectoryGroupsIT extends DistantGrantContract {
  @TempDir private Path folder;
  private Slapd slapd;
  private DirectoryGroups target;

  @BeforeEach
  void start() {
    slapd = Slapd.start(folder);
    target = by(port());
  }

  @Override
  protected DirectoryGroups by(int port) {
    var settings = new HashMap<>(slapd.settings());
    settings.put("regain.directory.url", "ldap://127.0.0.1:" + port);
    return DirectoryGroups.of(
        new TestConfig(settings), "directory", DemoTree.GRANTS_SERVICE, Secret.of(Slapd.SERVICE_PASSWORD),
        DemoTree.GRANTS, true, true, InstantSource.system());
  }

  @Override
  protected boolean hasSessions() {
    return false;
  }

  @Override
  protected int port() {
    return URI.create(slapd.settings().get("regain.directory.url")).getPort();
  }

  /** Of an LDAP message, by its own word (RFC 4511 section 5.1). */
  @Override
  protected byte[] huge() {
    return new byte[]{0x30, (byte) 0x84, 0x7f, -1, -1, -1};
  }

  @AfterEach
  void stop() {
    target.close();
    slapd.close();
  }

  @Override
  protected GrantConnector target() {
    return target;
  }

  @Override
  protected String is() {
    return "ou=cranes";
  }

  @Override
  protected PersonId person() {
    try {
      return new PersonId(
          UUID.fromString(
              slapd.administrator().searchForEntry(DemoTree.BASE, SearchScope.SUB, "(uid=b.stein)", "entryUUID")
                  .getAttributeValue("entryUUID")));
    } catch (LDAPException broken) {
      throw new AssertionError(broken);
    }
  }

  @Override
  protected void silence() {
    slapd.process().destroy();
    slapd.process().onExit().join();
  }

  private List<String> memberships() {
    try {
      String[] groups = slapd.administrator()
          .searchForEntry(DemoTree.BASE, SearchScope.SUB, "(uid=b.stein)", "memberOf")
          .getAttributeValues("memberOf");
      return groups == null ? List.of() : List.of(groups);
    } catch (LDAPException broken) {
      throw new AssertionError(broken);
    }
  }

  @Test
  void its_holder_is_a_member_for_as_long_as_it_is_there() {
    Order order = issued(Duration.ofHours(1));
    assertThat(memberships()).containsExactly("cn=" + order.tag() + ",ou=cranes," + DemoTree.GRANTS);

    target.revoke(order.tag());
    assertThat(memberships()).isEmpty();
  }

  @Test
  void pam_17_the_directory_itself_ends_it() {
    Order order = issued(Duration.ofSeconds(8));
    assertThat(memberships()).hasSize(1);

    assertThat(becomes(() -> target.observe(order.tag()).isGone(), Duration.ofSeconds(60))).isTrue();
    assertThat(memberships()).isEmpty();
  }

  @Test
  void pam_4_what_is_no_place_below_its_base_is_refused() {
    Order order = order(UUID.randomUUID(), Duration.ofHours(1));
    for (String sly : List.of("ou=people," + DemoTree.BASE + "+ou=x", "ou=cranes,", "*)(cn=*", "ou=nowhere")) {
      assertThat(target.issue(new Order(order.tag(), order.holder(), sly, order.until(), Map.of())))
          .as(sly)
          .isInstanceOf(Issued.Refused.class);
    }
    assertThat(target.inventory().known().orElseThrow()).isEmpty();
  }

  @Test
  void a_name_that_somebody_else_has_there_is_not_taken_for_ours() throws Exception {
    Order order = order(UUID.randomUUID(), Duration.ofHours(1));
    slapd.administrator().add(
        "dn: cn=" + order.tag() + ",ou=cranes," + DemoTree.GRANTS, "objectClass: groupOfNames", "cn: " + order.tag(),
        "member: cn=root," + DemoTree.BASE);
    assertThat(target.issue(order)).isInstanceOf(Issued.Refused.class);
  }

  @Test
  void pam_24_what_somebody_else_put_there_is_seen() throws Exception {
    Order order = issued(Duration.ofHours(1));
    String root = "cn=root," + DemoTree.BASE;
    slapd.administrator().add(
        "dn: cn=by-hand,ou=cranes," + DemoTree.GRANTS, "objectClass: groupOfNames", "cn: by-hand", "member: " + root);
    slapd.administrator().modify(
        "dn: cn=" + order.tag() + ",ou=cranes," + DemoTree.GRANTS, "changetype: modify", "add: member",
        "member: " + root);
    List<Found> there = target.inventory().known().orElseThrow();
    assertThat(there).filteredOn(it -> it.object().equals(order.tag().text())).singleElement()
        .satisfies(it -> assertThat(it.single()).isFalse());
    assertThat(there).extracting(Found::object).containsExactlyInAnyOrder(order.tag().text(), "by-hand");
  }
}
