/** What a person holds to prove who they are: passkeys, verified contacts, invitations, sessions; and signatures by passkey. */
@org.jspecify.annotations.NullMarked
module regain.enrollment {
  requires transitive regain.audit;
  requires transitive regain.duties;
  requires transitive regain.kernel;
  requires transitive regain.policy;
  requires com.fasterxml.jackson.core;
  requires com.fasterxml.jackson.databind;
  requires com.yubico.internal.util;
  requires com.yubico.webauthn;
  requires jakarta.cdi;
  requires jakarta.inject;
  requires jakarta.persistence;
  requires static org.jspecify;

  exports regain.enrollment;
  exports regain.enrollment.port;
}
