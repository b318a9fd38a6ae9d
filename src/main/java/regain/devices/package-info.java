/** Which computers are the organisation's. */
@NullMarked
package regain.devices;

import org.jspecify.annotations.NullMarked;
