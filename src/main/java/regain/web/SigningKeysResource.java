package regain.web;

import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import regain.applications.Applications;

/**
 * The public keys with which applications verify what we sign (RFC 7517 section 5). They may be kept for a few minutes, which
 * is why a new key is published before it signs.
 */
@Path("/.well-known/jwks.json")
@PermitAll
@Dependent
public class SigningKeysResource {
  private static final String A_WHILE = "public, max-age=300";
  private static final String JWK_SET = "application/jwk-set+json";

  private final Applications applications;

  @Inject
  public SigningKeysResource(Applications applications) {
    this.applications = applications;
  }

  @GET
  public Response keys() {
    String set = applications.published().orElseThrow(NotFoundException::new);
    return Response.ok(set, JWK_SET).header("Cache-Control", A_WHILE).build();
  }
}
