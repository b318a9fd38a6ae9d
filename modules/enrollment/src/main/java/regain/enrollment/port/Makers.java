package regain.enrollment.port;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Knows the makers of authenticators by the certificates that they sign with. */
public interface Makers {
  /**
   * The roots to which an attestation of this make may be traced; empty when nobody vouches for it, or when it was revoked.
   *
   * @param make the AAGUID; all zero when the authenticator does not say
   * @param chain what it showed, its own certificate first; nothing of it is verified yet
   */
  Set<X509Certificate> roots(UUID make, List<X509Certificate> chain);
}
