/**
 * Applications that the operator has registered: whom Regain asks to end somebody's sessions (OpenID Connect Back-Channel
 * Logout 1.0), and to whom a page may offer a way back. What such a logout proves and what it does not is in
 * docs/decisions/0017-what-a-back-channel-logout-proves.md.
 */
@NullMarked
package regain.applications;

import org.jspecify.annotations.NullMarked;
