package regain.demo;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedAddRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedDeleteRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedModifyDNRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedModifyRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedModifyResult;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchEntry;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSimpleBindRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSimpleBindResult;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ModifyRequest;
import com.unboundid.ldap.sdk.ReadOnlyModifyRequest;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.experimental.DraftBeheraLDAPPasswordPolicy10ErrorType;
import com.unboundid.ldap.sdk.experimental.DraftBeheraLDAPPasswordPolicy10RequestControl;
import com.unboundid.ldap.sdk.experimental.DraftBeheraLDAPPasswordPolicy10ResponseControl;
import com.unboundid.util.StaticUtils;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A STAND-IN, for the demo and tests only: makes the in-memory server answer like slapd with its ppolicy overlay and an
 * access list that lets the service account write {@code userPassword} and read everything else. The contract test runs
 * against both and holds this to the real one. Unlike there, a check and the change that follows are two steps.
 */
final class PolicyStandIn extends InMemoryOperationInterceptor {
  private static final List<String> HIDDEN = List.of("userPassword", "pwdHistory");

  private final InstantSource clock;
  private final CompletableFuture<InMemoryDirectoryServer> server;
  private final KeptPasswords kept;

  /** @param server completed before the first request: a server is made from its interceptors */
  PolicyStandIn(InstantSource clock, CompletableFuture<InMemoryDirectoryServer> server, KeptPasswords kept) {
    this.clock = clock;
    this.server = server;
    this.kept = kept;
  }

  @Override
  public void processAddRequest(InMemoryInterceptedAddRequest request) throws LDAPException {
    requireGrants(request.getRequest().getDN());
  }

  /** Groups of privilege come and go; whoever is bound may do that here. */
  private static void requireGrants(String dn) throws LDAPException {
    if (!DN.isDescendantOf(dn, DemoTree.GRANTS, false)) {
      throw new LDAPException(ResultCode.INSUFFICIENT_ACCESS_RIGHTS);
    }
  }

  @Override
  public void processDeleteRequest(InMemoryInterceptedDeleteRequest request) throws LDAPException {
    requireGrants(request.getRequest().getDN());
  }

  @Override
  public void processModifyDNRequest(InMemoryInterceptedModifyDNRequest request) throws LDAPException {
    throw new LDAPException(ResultCode.INSUFFICIENT_ACCESS_RIGHTS);
  }

  @Override
  public void processModifyRequest(InMemoryInterceptedModifyRequest intercepted) throws LDAPException {
    ReadOnlyModifyRequest request = intercepted.getRequest();
    ASN1OctetString password = onlyPassword(request);
    Entry person = entry(request.getDN());
    if (person == null) {
      return;
    }
    PasswordPolicy policy = PasswordPolicy.of(server.join(), person);
    Optional<DraftBeheraLDAPPasswordPolicy10ErrorType> objection = policy.objection(server.join(), person, password,
        clock.instant());
    if (objection.isPresent()) {
      throw refusal(request, objection.get());
    }
    intercepted.setRequest(withRecord(request, person, policy));
  }

  @Override
  public void processModifyResult(InMemoryInterceptedModifyResult result) {
    if (result.getResult().getResultCode().equals(ResultCode.SUCCESS)) {
      kept.save(server.join());
    }
  }

  /** slapd says no more than this about a lock, unless it is told to. */
  @Override
  public void processSimpleBindRequest(InMemoryInterceptedSimpleBindRequest request) throws LDAPException {
    Entry person = entry(request.getRequest().getBindDN());
    if (person != null && person.hasAttribute("pwdAccountLockedTime")) {
      throw new LDAPException(ResultCode.INVALID_CREDENTIALS);
    }
  }

  @Override
  public void processSimpleBindResult(InMemoryInterceptedSimpleBindResult result) {
    String dn = result.getRequest().getBindDN();
    try {
      Entry person = entry(dn);
      if (person != null) {
        count(person, result.getResult().getResultCode().equals(ResultCode.SUCCESS));
      }
    } catch (LDAPException broken) {
      throw new IllegalStateException("the in-memory directory cannot count a bind", broken);
    }
  }

  @Override
  public void processSearchEntry(InMemoryInterceptedSearchEntry found) {
    Entry visible = found.getSearchEntry().duplicate();
    HIDDEN.forEach(visible::removeAttribute);
    found.setSearchEntry(visible);
  }

  private void count(Entry person, boolean success) throws LDAPException {
    List<Modification> changes = new ArrayList<>();
    if (success) {
      changes.add(new Modification(ModificationType.REPLACE, "pwdFailureTime"));
    } else {
      String now = now();
      String[] before = person.getAttributeValues("pwdFailureTime");
      int failures = before == null ? 1 : before.length + 1;
      changes.add(new Modification(ModificationType.ADD, "pwdFailureTime", now));
      if (failures >= PasswordPolicy.of(server.join(), person).maxFailures()) {
        changes.add(new Modification(ModificationType.REPLACE, "pwdAccountLockedTime", now));
      }
    }
    server.join().modify(new ModifyRequest(person.getDN(), changes));
  }

  private static ASN1OctetString onlyPassword(ReadOnlyModifyRequest request) throws LDAPException {
    List<Modification> changes = request.getModifications();
    Modification first = changes.getFirst();
    if (changes.size() != 1
        || !first.getAttributeName().equalsIgnoreCase("userPassword")
        || !first.getModificationType().equals(ModificationType.REPLACE)
        || first.getRawValues().length != 1) {
      throw new LDAPException(ResultCode.INSUFFICIENT_ACCESS_RIGHTS);
    }
    return first.getRawValues()[0];
  }

  /** What slapd writes besides, a lock's removal included: that is why the adapter has to assert that there is none. */
  private ModifyRequest withRecord(ReadOnlyModifyRequest request, Entry person, PasswordPolicy policy) {
    List<String> history = new ArrayList<>();
    for (String attribute : List.of("userPassword", "pwdHistory")) {
      String[] values = person.getAttributeValues(attribute);
      history.addAll(values == null ? List.of() : List.of(values));
    }
    List<String> recent = history.subList(0, Math.min(history.size(), policy.inHistory()));
    List<Modification> changes = new ArrayList<>(request.getModifications());
    changes.add(new Modification(ModificationType.REPLACE, "pwdHistory", recent.toArray(String[]::new)));
    changes.add(new Modification(ModificationType.REPLACE, "pwdChangedTime", now()));
    changes.add(new Modification(ModificationType.REPLACE, "pwdFailureTime"));
    changes.add(new Modification(ModificationType.REPLACE, "pwdAccountLockedTime"));
    return new ModifyRequest(request.getDN(), changes, request.getControls());
  }

  private static LDAPException refusal(
      ReadOnlyModifyRequest request, DraftBeheraLDAPPasswordPolicy10ErrorType objection) {
    boolean asked = request.hasControl(DraftBeheraLDAPPasswordPolicy10RequestControl.PASSWORD_POLICY_REQUEST_OID);
    Control[] controls = asked
        ? new Control[]{new DraftBeheraLDAPPasswordPolicy10ResponseControl(null, -1, objection)}
        : new Control[0];
    return new LDAPException(ResultCode.CONSTRAINT_VIOLATION, objection.getName(), null, null, controls);
  }

  private @Nullable Entry entry(String dn) throws LDAPException {
    return dn.isEmpty() ? null : server.join().getEntry(dn, "*", "+");
  }

  private String now() {
    return StaticUtils.encodeGeneralizedTime(Date.from(clock.instant()));
  }
}
