package regain.web;

import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.Optional;

/** Stylesheet, script and icon. */
@Path("/")
@PermitAll
@Dependent
public class AssetsResource {
  private static final String FOR_EVER = "public, max-age=31536000, immutable";
  private static final String A_DAY = "public, max-age=86400";

  private final Assets assets;

  @Inject
  public AssetsResource(Assets assets) {
    this.assets = assets;
  }

  @GET
  @Path("assets/{digest}/{name}")
  public Response asset(@PathParam("digest") String digest, @PathParam("name") String name) {
    return answer(assets.find(digest, name), FOR_EVER);
  }

  /** Browsers ask for it whatever the page says. */
  @GET
  @Path("favicon.{kind:ico|svg}")
  public Response favicon() {
    return answer(assets.named("favicon.svg"), A_DAY);
  }

  private static Response answer(Optional<Assets.Asset> asset, String keep) {
    Assets.Asset found = asset.orElseThrow(NotFoundException::new);
    return Response.ok(found.content(), found.type()).header("Cache-Control", keep).build();
  }
}
