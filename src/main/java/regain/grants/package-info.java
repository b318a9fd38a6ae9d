/** The targets on which privilege is given for a while, and the file in which policy says what. */
@org.jspecify.annotations.NullMarked
package regain.grants;
