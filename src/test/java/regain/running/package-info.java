/** Tests against servers that really run: with a browser, with a real directory, and with a hand on the power switch. */
@org.jspecify.annotations.NullMarked
package regain.running;
