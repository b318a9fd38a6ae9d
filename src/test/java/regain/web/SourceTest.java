package regain.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import regain.assurance.Requirement;
import regain.wiring.Addresses;

@Requirement("R-ASVS-15.3.4")
class SourceTest {
  private static final String PROXY = "10.0.0.1";
  private static final Set<InetAddress> TRUSTED = Stream.of(PROXY, "2001:db8::1")
      .map(it -> Addresses.literal(it).orElseThrow())
      .collect(Collectors.toSet());

  @Test
  void d_7_rt_31_the_peer_counts_when_it_is_no_proxy_of_ours_whatever_it_says() {
    assertThat(of("203.0.113.9", "198.51.100.7")).contains("203.0.113.9");
  }

  @Test
  void d_7_rt_31_a_proxy_is_believed_about_its_own_peer_and_about_nothing_left_of_it() {
    assertThat(of(PROXY, "127.0.0.1, 198.51.100.7")).contains("198.51.100.7");
  }

  @Test
  void proxies_of_ours_may_stand_in_a_row_and_in_several_headers() {
    Optional<InetAddress> source = Source.of("2001:db8:0:0:0:0:0:1", List.of("192.0.2.1, 198.51.100.7", PROXY),
        TRUSTED);

    assertThat(source.map(InetAddress::getHostAddress)).contains("198.51.100.7");
  }

  @Test
  void a_proxy_that_says_nothing_is_itself_the_source() {
    assertThat(Source.of(PROXY, List.of(), TRUSTED).map(InetAddress::getHostAddress)).contains(PROXY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "", "localhost", "198.51.100.7:80", "unknown", "1.2.3", "999.1.1.1", "198.51.100.7,"})
  void d_7_what_is_no_address_is_refused_and_never_skipped(String said) {
    assertThat(of(PROXY, said)).isEmpty();
  }

  private static Optional<String> of(String peer, String forwardedFor) {
    return Source.of(peer, List.of(forwardedFor), TRUSTED).map(InetAddress::getHostAddress);
  }
}
