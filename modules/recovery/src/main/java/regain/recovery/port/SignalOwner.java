package regain.recovery.port;

import java.util.Optional;

/** Who answers for the risk signals: a person or an office, as the operator names it. Empty while nobody does. */
public record SignalOwner(Optional<String> name) {}
