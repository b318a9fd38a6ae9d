package regain.enrollment.internal;

import java.io.Serializable;
import java.time.Instant;
import java.util.UUID;

/** One time of somebody in a group. */
record MembershipKey(UUID person, String group, Instant since) implements Serializable {}
