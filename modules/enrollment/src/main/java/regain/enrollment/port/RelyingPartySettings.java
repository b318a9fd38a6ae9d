package regain.enrollment.port;

/**
 * Who we are to browsers.
 *
 * @param id the RP ID: the host of the base URL, never taken from a request
 * @param origin the one origin that is accepted, exactly
 * @param name what the browser shows
 */
public record RelyingPartySettings(String id, String origin, String name) {}
