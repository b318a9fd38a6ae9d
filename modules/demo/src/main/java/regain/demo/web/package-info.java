/** The demo's own pages, in the layout of the house. */
@NullMarked
package regain.demo.web;

import org.jspecify.annotations.NullMarked;
