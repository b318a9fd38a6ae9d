package regain.web;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** Everything under the root is a resource, the stylesheet too. Resources are found by their annotations. */
@ApplicationPath("/")
public class Pages extends Application {}
