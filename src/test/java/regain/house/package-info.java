/** The whole house without a server: real modules, real H2, the real LDAP adapter against the demo's directory. */
@org.jspecify.annotations.NullMarked
package regain.house;
