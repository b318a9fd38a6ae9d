/** All words of the house: the message bundle, and times and browsers put into words. */
@org.jspecify.annotations.NullMarked
package regain.words;
