package regain.policy;

import java.util.Optional;

/** A rule only objects. It cannot permit, so a new rule can only tighten. */
public interface Rule {
  /** Stable, in the record of each decision on which it spoke. */
  String name();

  /** The objection: a {@link Decision.Deny} or {@link Decision.Needs}; never an Allow. */
  Optional<Decision> object(Facts facts);
}
