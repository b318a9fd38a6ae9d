/**
 * The LDAP adapter: who somebody is ({@link regain.enrollment.port.Directory}) and the password that is reset there
 * ({@link regain.recovery.port.CredentialTarget}). Everything is keyed by {@code entryUUID} (RFC 4530) and looked up
 * again at each call; no DN and no name outlives the call that found it.
 */
@NullMarked
package regain.directory;

import org.jspecify.annotations.NullMarked;
