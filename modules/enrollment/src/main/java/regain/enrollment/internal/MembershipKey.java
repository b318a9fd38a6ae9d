package regain.enrollment.internal;

import java.io.Serializable;
import java.util.UUID;

/** Somebody in a group. */
record MembershipKey(UUID person, String group) implements Serializable {}
