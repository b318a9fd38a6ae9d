package regain.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import regain.policy.Path;
import regain.policy.Policy;

/** What has to be shown for what is said on one page, as the rules have it. */
class PathsResourceTest {
  /** Of a house in which all of it is set up. */
  private static final Policy ALL = new Policy().withDevices().withAttestations().withGrants();

  @Test
  void the_page_has_every_path_that_there_is_and_no_other() {
    Stream<Path> shown = PathsResource.all(ALL).groups().stream()
        .flatMap(
            group -> group.ways().stream()
                .filter(PathsResource.Way::open)
                .map(
                    it -> new Path(
                        group.population(), it.purpose(), it.proofs().stream().map(Set::copyOf).toList(),
                        it.waits())));

    assertThat(shown).containsExactlyInAnyOrderElementsOf(List.copyOf(Path.ALL));
  }
}
