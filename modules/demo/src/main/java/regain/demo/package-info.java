/** What only the demo has. A production WAR contains none of it. */
@NullMarked
package regain.demo;

import org.jspecify.annotations.NullMarked;
