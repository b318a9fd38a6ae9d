package regain.web;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.AnnotatedElement;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import regain.enrollment.Enrollment;
import regain.enrollment.Enrollment.Holder;
import regain.enrollment.port.Account;
import regain.kernel.Secret;
import regain.privileged.Locks;
import regain.privileged.Locks.Standing;

/**
 * Who may come in where. A resource says it: {@code @PermitAll}, or {@code @RolesAllowed} with one of the roles below. One
 * that says nothing lets nobody in.
 */
@Provider
@Dependent
public class Doors implements ContainerRequestFilter {
  /** Signed in with a passkey. */
  static final String HOLDER = "holder";
  /** Signed in, in the directory's group for security, with an enrolment that somebody witnessed and a passkey that is not new. */
  static final String SECURITY = "security";
  /** Signed in, in the directory's group for the service desk, and with an enrolment that somebody witnessed. */
  static final String DESK = "desk";

  @Inject private Enrollment enrollment;
  @Inject private Locks locks;
  @Inject private HttpServletRequest request;
  @Context private ResourceInfo resource;

  /** JAX-RS makes providers without arguments. */
  @SuppressWarnings("NullAway.Init")
  public Doors() {}

  @Override
  public void filter(ContainerRequestContext context) {
    String role = role(resource.getResourceClass(), resource.getResourceMethod());
    if (role.isEmpty()) {
      return;
    }
    Visit visit = Visit.of(request);
    Optional<Holder> known = visit.cookie(Cookies.SESSION).map(Secret::of).flatMap(enrollment::holder);
    Standing standing = known.map(it -> locks.standing(it.person())).orElse(Standing.FREE);
    Optional<Holder> holder = known.filter(it -> standing != Standing.QUARANTINED);
    holder.ifPresent(visit::welcome);
    Optional<Account.Role> wanted = wanted(role);
    if (wanted.isPresent()
        && holder.filter(it -> plays(it, wanted.get()) && standing == Standing.FREE).isEmpty()) {
      throw new NotFoundException();
    }
    if (known.isPresent() && holder.isEmpty()) {
      visit.say("quarantined");
    }
    if (holder.isEmpty()) {
      context.abortWith(To.page("/sign-in"));
    }
  }

  private static Optional<Account.Role> wanted(String role) {
    return switch (role) {
      case SECURITY -> Optional.of(Account.Role.SECURITY);
      case DESK -> Optional.of(Account.Role.DESK);
      default -> Optional.empty();
    };
  }

  private static boolean plays(Holder holder, Account.Role role) {
    return holder.provisionalUntil().isEmpty()
        && holder.quarantinedUntil().isEmpty()
        && holder.account().roles().contains(role);
  }

  /**
   * The role that a method asks for; empty when it asks for none.
   *
   * @throws NotFoundException when it does not say: then nobody comes in
   */
  static String role(Class<?> type, AnnotatedElement method) {
    return Stream.of(method, type)
        .flatMap(it -> said(it).stream())
        .findFirst()
        .orElseThrow(NotFoundException::new);
  }

  private static Optional<String> said(AnnotatedElement element) {
    if (element.isAnnotationPresent(PermitAll.class)) {
      return Optional.of("");
    }
    @Nullable RolesAllowed roles = element.getAnnotation(RolesAllowed.class);
    return Optional.ofNullable(roles).map(it -> it.value()[0]);
  }
}
