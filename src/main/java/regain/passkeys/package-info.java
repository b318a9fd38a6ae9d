/** Who makes authenticators, from files that the operator gives. */
@NullMarked
package regain.passkeys;

import org.jspecify.annotations.NullMarked;
