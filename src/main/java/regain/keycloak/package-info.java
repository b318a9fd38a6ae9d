/**
 * Keycloak as a second system: the sessions that people have there ({@link regain.recovery.port.SessionConnector}), found
 * by the directory's immutable id and never by a name alone. Without {@code regain.keycloak.url} nothing here is active.
 * What ends a login in Keycloak, and what does not, is in docs/decisions/0015-what-ends-a-keycloak-login.md.
 */
@NullMarked
package regain.keycloak;

import org.jspecify.annotations.NullMarked;
