package regain.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ResultCode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import regain.grants.GrantContract;
import regain.kernel.PersonId;
import regain.privileged.port.GrantConnector;
import regain.privileged.port.GrantConnector.Answer;
import regain.privileged.port.GrantConnector.Found;
import regain.privileged.port.GrantConnector.Issued;
import regain.privileged.port.GrantConnector.Order;
import regain.privileged.port.GrantConnector.Presence;
import regain.privileged.port.GrantConnector.Seen;

/** The contract, against the strict stub of what is documented; and what is made of answers that are none. */
class ActiveDirectoryGroupsTest extends GrantContract {
  private static final String PERSON = "11111111-2222-4333-8444-555555555555";
  private static final String HOLDER = "CN=Stein\\, Ben," + ActiveDirectoryStub.PEOPLE;
  private static final String PLACE = "CN=server-admins," + ActiveDirectoryStub.BASE;
  private static final UUID GRANT = UUID.fromString("0a1b2c3d-0000-4000-8000-00000000000a");
  @TempDir private Path folder;
  private final AtomicReference<Duration> later = new AtomicReference<>(Duration.ZERO);
  private final InstantSource clock = () -> InstantSource.system().instant().plus(later.get());
  private ActiveDirectoryStub directory;
  private ActiveDirectoryGroups target;

  @SuppressWarnings("NullAway.Init")
  ActiveDirectoryGroupsTest() {}

  @BeforeEach
  void start() throws LDAPException {
    directory = ActiveDirectoryStub.start(folder, clock);
    directory.person("Stein, Ben", PERSON);
    directory.person("Hansen, Birte", "11111111-2222-4333-8444-666666666666");
    target = ActiveDirectoryStub.target(
        "ldaps://127.0.0.1:" + directory.port(), ActiveDirectoryStub.BASE, folder, clock);
  }

  @AfterEach
  void stop() {
    target.close();
    directory.close();
    assertThat(directory.undocumented).as("nothing is asked that is not documented and allowed").isEmpty();
  }

  @Override
  protected GrantConnector target() {
    return target;
  }

  @Override
  protected String is() {
    return "CN=server-admins";
  }

  @Override
  protected PersonId person() {
    return new PersonId(UUID.fromString(PERSON));
  }

  @Override
  protected void silence() {
    directory.close();
  }

  private static String dn(Order order) {
    return "CN=" + order.tag() + "," + ActiveDirectoryStub.BASE;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void its_holder_is_in_what_has_the_rights_for_as_long_as_it_is_there(boolean inside) throws LDAPException {
    directory.writesTimeInside = inside;
    Order order = issued(Duration.ofHours(1));
    assertThat(directory.links.memberships(HOLDER)).containsExactly(dn(order), PLACE);
    Found found = target.inventory().known().orElseThrow().getFirst();
    assertThat(found.single()).isTrue();
    assertThat(found.until().orElseThrow()).isBetween(order.until().minusSeconds(5), order.until());

    assertThat(target.block(order.tag())).isEqualTo(new Answer.Done());
    assertThat(directory.links.memberships(HOLDER)).isEmpty();
  }

  @Test
  void one_that_somebody_has_moved_away_is_not_gone_while_it_has_its_rights() throws LDAPException {
    Order order = issued(Duration.ofHours(1));
    String moved = "CN=" + order.tag() + ",OU=Elsewhere," + ActiveDirectoryStub.DOMAIN;
    directory.administrator().delete(dn(order));
    directory.group(moved);
    directory.links.add(PLACE, moved, Duration.ofHours(1));

    target.revoke(order.tag());
    assertThat(target.observe(order.tag()).isGone()).isFalse();
  }

  @Test
  void pam_17_active_directory_itself_ends_it_and_what_is_left_opens_nothing() throws LDAPException {
    Order order = issued(Duration.ofHours(1));
    later.set(Duration.ofHours(1));
    assertThat(directory.links.memberships(HOLDER)).isEmpty();
    assertThat(directory.links.memberships(dn(order))).isEmpty();

    assertThat(target.observe(order.tag())).isEqualTo(new Seen(Presence.PRESENT, 0));
    Found left = target.inventory().known().orElseThrow().getFirst();
    assertThat(left.single()).as("as it was issued").isTrue();
    assertThat(left.until().orElseThrow()).isBefore(order.until());
    assertThat(target.revoke(order.tag())).isEqualTo(new Answer.Done());
    assertThat(target.observe(order.tag()).isGone()).isTrue();
  }

  @Test
  void what_broke_off_half_way_is_done_to_its_end() throws LDAPException {
    Order order = order(GRANT, Duration.ofHours(1));
    directory.trouble = it -> {
      if (it.equals("modify")) {
        throw new LDAPException(ResultCode.BUSY);
      }
    };
    assertThat(target.issue(order)).isInstanceOf(Issued.Unclear.class);
    assertThat(directory.links.memberships(HOLDER)).isEmpty();
    directory.trouble = it -> {};
    assertThat(target.issue(order)).isInstanceOf(Issued.Done.class);
    assertThat(directory.links.memberships(HOLDER)).containsExactly(dn(order), PLACE);
  }

  @Test
  void pam_4_what_is_no_group_below_its_base_is_refused() throws LDAPException {
    directory.group("CN=domain-admins,OU=Elsewhere," + ActiveDirectoryStub.DOMAIN);
    Order order = order(GRANT, Duration.ofHours(1));
    for (String sly : List.of(
        "CN=nowhere", "CN=domain-admins,OU=Elsewhere", "", ",", "CN=server-admins,OU=Elsewhere", "CN=*", "*)(cn=*",
        "CN=" + order.tag())) {
      assertThat(target.issue(new Order(order.tag(), order.holder(), sly, order.until(), Map.of())))
          .as(sly)
          .isInstanceOf(Issued.Refused.class);
    }
    assertThat(target.inventory().known().orElseThrow()).isEmpty();
  }

  @Test
  void nobody_is_taken_for_somebody_who_has_the_same_id() throws LDAPException {
    directory.person("Stein, Bent", PERSON);
    assertThat(target.issue(order(GRANT, Duration.ofHours(1)))).isInstanceOf(Issued.Refused.class);
  }

  @Test
  void pam_24_a_member_that_somebody_else_added_is_seen() throws LDAPException {
    Order order = issued(Duration.ofHours(1));
    directory.links.add(dn(order), "CN=Hansen\\, Birte," + ActiveDirectoryStub.PEOPLE, Duration.ofMinutes(10));
    assertThat(target.inventory().known().orElseThrow()).extracting(Found::single).containsExactly(false);
    assertThat(target.issue(order)).as("and it is not given once more").isInstanceOf(Issued.Refused.class);
  }

  @Test
  void pam_24_whoever_somebody_else_put_into_what_has_the_rights_is_seen() throws LDAPException {
    directory.administrator().modify(PLACE, new Modification(ModificationType.ADD, "member", HOLDER));
    Found found = target.inventory().known().orElseThrow().getFirst();
    assertThat(found.object()).contains("Ben", "server-admins");
    assertThat(found.single()).isFalse();
    assertThat(found.until()).isEmpty();
  }

  @Test
  void pam_24_one_that_was_put_into_more_than_was_agreed_to_is_seen() throws LDAPException {
    Order order = issued(Duration.ofHours(1));
    directory.links.add("CN=database-admins," + ActiveDirectoryStub.BASE, dn(order), Duration.ofMinutes(10));
    assertThat(target.inventory().known().orElseThrow()).extracting(Found::single).containsExactly(false);
  }

  @Test
  void pam_25_a_time_that_is_longer_than_was_agreed_to_is_said() {
    directory.keepsLonger = 600;
    Order order = order(GRANT, Duration.ofHours(1));
    Issued.Done done = (Issued.Done) target.issue(order);
    assertThat(done.until().orElseThrow()).as("and so it is taken back by whoever asked").isAfter(order.until());
    assertThat(target.inventory().known().orElseThrow().getFirst().until().orElseThrow()).isAfter(order.until());
  }

  @Test
  void pam_25_links_that_somebody_made_last_for_ever_are_no_end() throws LDAPException {
    Order order = order(GRANT, Duration.ofHours(1));
    directory.group(dn(order));
    directory.administrator().modify(dn(order), new Modification(ModificationType.ADD, "member", HOLDER));
    directory.administrator().modify(PLACE, new Modification(ModificationType.ADD, "member", dn(order)));
    assertThat(target.issue(order)).isInstanceOf(Issued.Refused.class);
    assertThat(target.inventory().known().orElseThrow())
        .containsExactly(new Found(order.tag().text(), Optional.empty(), false));
  }

  @Test
  void a_group_that_somebody_else_made_in_our_place_is_not_taken_for_ours() throws LDAPException {
    Order order = order(GRANT, Duration.ofHours(1));
    directory.group(dn(order));
    directory.links.add(dn(order), "CN=Hansen\\, Birte," + ActiveDirectoryStub.PEOPLE, Duration.ofHours(1));
    assertThat(target.issue(order)).isInstanceOf(Issued.Refused.class);
    assertThat(directory.links.memberships(HOLDER)).isEmpty();
  }

  @Test
  void a_forest_without_the_feature_gives_nothing() throws LDAPException {
    directory.isEnabled = false;
    Order order = order(GRANT, Duration.ofHours(1));
    assertThat(target.issue(order)).isInstanceOf(Issued.Refused.class);
    assertThat(directory.links.memberships(HOLDER)).isEmpty();
    assertThat(target.revoke(order.tag())).isEqualTo(new Answer.Done());
    assertThat(target.observe(order.tag()).isGone()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"<TTL=60,CN=a,DC=b>", "<TTL=60>,CN=a,DC=b"})
  void the_time_of_a_link_is_read_as_it_is_written_and_as_it_is_seen(String value) throws LDAPException {
    assertThat(TimedLink.parse(value).left()).contains(60);
    assertThat(TimedLink.parse(value).member().toString()).isEqualTo("CN=a,DC=b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"<TTL=,CN=a>", "<TTL=-1,CN=a>", "<TTL=1>CN=a", "<TTL=1,CN=a", "<TTL=99999999999>,CN=a",
      "<GUID=1>;CN=a"})
  void what_is_no_link_is_not_guessed_at(String value) {
    assertThatThrownBy(() -> TimedLink.parse(value)).isInstanceOf(LDAPException.class);
  }
}
