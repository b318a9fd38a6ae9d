/** What Regain relies on in a target of privilege, against real ones. */
@org.jspecify.annotations.NullMarked
package regain.grants;
