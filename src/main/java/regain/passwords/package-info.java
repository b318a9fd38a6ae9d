/** What a password has to be before any target sees it, and the one form in which it is compared and sent. */
@NullMarked
package regain.passwords;

import org.jspecify.annotations.NullMarked;
