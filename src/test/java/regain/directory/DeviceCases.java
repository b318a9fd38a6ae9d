package regain.directory;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import regain.demo.DemoDevices;
import regain.policy.Fact;

/** Whose computer is whose. */
interface DeviceCases extends Given {
  private void add(Entry computer) {
    try {
      server().administrator().add(computer);
    } catch (LDAPException wrong) {
      throw new AssertionError(wrong);
    }
  }

  private static Entry numbered(String name, String number, String... owners) {
    Entry computer = DemoDevices.computer(name, owners);
    computer.setAttribute("serialNumber", number);
    return computer;
  }

  @ParameterizedTest
  @ValueSource(strings = {"NHL-1001", "nhl-1001", " NHL-1001 "})
  default void a_computer_is_its_one_owners(String number) {
    Adapter adapter = adapter();

    assertThat(adapter.devices().owner(number)).isEqualTo(Fact.known(Optional.of(adapter.person("b.hansen"))));
  }

  @Test
  default void everybody_has_the_computers_that_are_theirs_alone() {
    Adapter adapter = adapter();
    add(DemoDevices.computer("NHL-2001", "b.hansen"));
    add(DemoDevices.computer("NHL-2002", "b.hansen", "g.jansen"));

    assertThat(adapter.devices().of(adapter.person("b.hansen"))).isEqualTo(Fact.known(Set.of("nhl-1001", "nhl-2001")));
    assertThat(adapter.devices().of(adapter.person("l.mueller"))).isEqualTo(Fact.known(Set.of()));
  }

  @Test
  default void one_with_several_owners_or_none_is_nobodys() {
    assertThat(adapter().devices().owner("NHL-9001")).isEqualTo(Fact.known(Optional.empty()));
    assertThat(adapter().devices().owner("NHL-9002")).isEqualTo(Fact.known(Optional.empty()));
  }

  @Test
  default void a_number_that_stands_twice_is_nobodys_whoever_asks() {
    Adapter adapter = adapter();
    add(numbered("NHL-2001", "NHL-1001", "g.jansen"));

    assertThat(adapter.devices().owner("NHL-1001")).isEqualTo(Fact.known(Optional.empty()));
    assertThat(adapter.devices().of(adapter.person("b.hansen"))).isEqualTo(Fact.known(Set.of()));
    assertThat(adapter.devices().of(adapter.person("g.jansen"))).isEqualTo(Fact.known(Set.of("nhl-1002")));
  }

  @Test
  default void an_entry_with_two_numbers_is_no_computer_of_anybody() throws LDAPException {
    Adapter adapter = adapter();
    server().administrator().modify(
        DemoDevices.computer("NHL-1001").getDN(),
        new Modification(ModificationType.ADD, "serialNumber", "NHL-2001"));

    assertThat(adapter.devices().owner("NHL-2001")).isEqualTo(Fact.known(Optional.empty()));
    assertThat(adapter.devices().of(adapter.person("b.hansen"))).isEqualTo(Fact.known(Set.of()));
  }

  @Test
  default void an_owner_who_is_gone_or_no_person_is_nobody() throws LDAPException {
    server().administrator().delete(dn("g.jansen"));
    Entry odd = DemoDevices.computer("NHL-2001");
    odd.addAttribute("owner", DemoDevices.BASE);
    add(odd);

    assertThat(adapter().devices().owner("NHL-1002")).isEqualTo(Fact.known(Optional.empty()));
    assertThat(adapter().devices().owner("NHL-2001")).isEqualTo(Fact.known(Optional.empty()));
  }

  @Test
  default void what_changes_hands_or_is_written_off_counts_at_once() throws LDAPException {
    Adapter adapter = adapter();
    String dn = DemoDevices.computer("NHL-1001").getDN();
    server().administrator().modify(dn, new Modification(ModificationType.REPLACE, "owner", dn("h.brandt")));
    assertThat(adapter.devices().owner("NHL-1001")).isEqualTo(Fact.known(Optional.of(adapter.person("h.brandt"))));
    assertThat(adapter.devices().of(adapter.person("b.hansen"))).isEqualTo(Fact.known(Set.of()));

    server().administrator().delete(dn);
    assertThat(adapter.devices().owner("NHL-1001")).isEqualTo(Fact.known(Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
          "*", "NHL-*", "NHL-1001)(cn=*", "*)(owner=*", "NHL-1001\u0000", "\\2a", ")(|(serialNumber=*", "", "   ",
          "NHL-1001\n", "\ud800", "&", "(", "😀", "NHL-1001)(objectClass=*"
      })
  default void a_number_is_never_a_filter(String number) {
    assertThat(adapter().devices().owner(number)).isEqualTo(Fact.known(Optional.empty()));
  }

  @Test
  default void a_number_that_is_too_long_is_not_asked_for() {
    assertThat(adapter().devices().owner("x".repeat(65))).isEqualTo(Fact.known(Optional.empty()));
  }

  /** The service account itself is of this class, and a person could be. */
  @Test
  default void what_lies_elsewhere_in_the_directory_is_no_computer() throws LDAPException {
    Entry elsewhere = numbered("NHL-2001", "NHL-2001", "b.hansen");
    elsewhere.setDN("cn=NHL-2001,ou=services,dc=nordhafen,dc=example");
    add(elsewhere);
    Adapter adapter = adapter();

    assertThat(adapter.devices().owner("NHL-2001")).isEqualTo(Fact.known(Optional.empty()));
    assertThat(adapter.devices().of(adapter.person("b.hansen"))).isEqualTo(Fact.known(Set.of("nhl-1001")));
  }

  @Test
  default void more_than_fifty_are_no_answer() {
    for (int i = 0; i < 51; i++) {
      add(DemoDevices.computer("STORE-" + i, "h.brandt"));
    }
    Adapter adapter = adapter();

    assertThat(adapter.devices().of(adapter.person("h.brandt"))).isEqualTo(Fact.unavailable());
  }

  @Test
  default void the_owners_are_counted_page_by_page() {
    for (int i = 0; i < 210; i++) {
      add(DemoDevices.computer("STORE-" + i));
    }
    add(numbered("NHL-2001", "NHL-1002", "d.nowak"));
    Adapter adapter = adapter();

    assertThat(adapter.devices().owners().known().orElseThrow())
        .containsExactlyInAnyOrder(adapter.person("b.hansen"), adapter.person("h.brandt"), adapter.person("k.tanaka"));
  }

  @Test
  default void a_base_that_is_not_there_is_no_answer() {
    var nowhere = new LdapDevices(
        adapter().settings(), adapter().connections(), Optional.of("ou=nowhere,dc=nordhafen,dc=example"));

    assertThat(nowhere.owner("NHL-1001")).isEqualTo(Fact.unavailable());
    assertThat(nowhere.of(adapter().person("b.hansen"))).isEqualTo(Fact.unavailable());
    assertThat(nowhere.owners()).isEqualTo(Fact.unavailable());
  }

  @Test
  default void without_a_base_there_is_no_register() {
    var none = new LdapDevices(adapter().settings(), adapter().connections(), Optional.empty());

    assertThat(none.owner("NHL-1001")).isEqualTo(Fact.notConfigured());
    assertThat(none.of(adapter().person("b.hansen"))).isEqualTo(Fact.notConfigured());
    assertThat(none.owners()).isEqualTo(Fact.notConfigured());
  }
}
