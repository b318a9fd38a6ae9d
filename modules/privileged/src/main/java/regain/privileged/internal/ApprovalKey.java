package regain.privileged.internal;

import java.io.Serializable;
import java.util.UUID;

/** One for each group of a request. */
record ApprovalKey(UUID grant, String group) implements Serializable {}
