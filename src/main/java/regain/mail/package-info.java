/** Letters: their words, and the station that takes them. */
@org.jspecify.annotations.NullMarked
package regain.mail;
