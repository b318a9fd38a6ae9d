package regain.recovery;

import regain.kernel.Secret;

/**
 * A second factor for an authenticator app, to be shown to its owner once (RFC 6238: SHA-1, six digits, half a minute).
 *
 * @param system where it opens something
 * @param key text whose octets are the key
 */
public record NewFactor(String system, Secret key) {}
