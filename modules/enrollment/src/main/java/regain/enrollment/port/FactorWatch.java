package regain.enrollment.port;

import regain.kernel.PersonId;

/**
 * Is told when somebody who is signed in adds or removes a passkey or an address: whoever has got into an account that is not
 * theirs does both. Every method joins the caller's transaction.
 */
public interface FactorWatch {
  void added(PersonId person);

  void removed(PersonId person);
}
