package regain.house;

import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedModifyRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedModifyResult;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSimpleBindRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPResult;
import com.unboundid.ldap.sdk.ResultCode;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import regain.demo.DemoTree;

/**
 * Sees what the directory is asked over the wire, and has it do what a test says: refuse all of it, take a password and not
 * say so, or let something happen in between.
 */
final class Watched extends InMemoryOperationInterceptor {
  private final List<String> asked = new CopyOnWriteArrayList<>();
  volatile boolean away;
  /** Whoever is asked for by this is not found out about. */
  volatile Optional<String> silentOn = Optional.empty();
  private volatile Runnable then = () -> {};
  private volatile boolean answered = true;

  /** What was asked since the last look: searches, binds of people, and changes, in their order. */
  List<String> since() {
    List<String> all = List.copyOf(asked);
    asked.clear();
    return all;
  }

  /** This happens once the directory has taken the next password, before it answers. */
  void then(Runnable happens) {
    then = happens;
  }

  /** The directory takes passwords from now on, and says that it is going away instead of saying so. */
  void isNotAnswered() {
    answered = false;
  }

  @Override
  public void processSearchRequest(InMemoryInterceptedSearchRequest request) throws LDAPException {
    note("search");
    String filter = request.getRequest().getFilter().toString();
    if (silentOn.filter(filter::contains).isPresent()) {
      throw new LDAPException(ResultCode.UNAVAILABLE, "the test has taken an entry away");
    }
  }

  /** The service account binds when a pooled connection is made, which says nothing about anybody. */
  @Override
  public void processSimpleBindRequest(InMemoryInterceptedSimpleBindRequest request) throws LDAPException {
    if (!request.getRequest().getBindDN().equals(DemoTree.SERVICE)) {
      note("bind");
    }
  }

  @Override
  public void processModifyRequest(InMemoryInterceptedModifyRequest request) throws LDAPException {
    note("modify");
  }

  private void note(String what) throws LDAPException {
    asked.add(what);
    if (away) {
      throw new LDAPException(ResultCode.UNAVAILABLE, "the test has taken the directory away");
    }
  }

  @Override
  public void processModifyResult(InMemoryInterceptedModifyResult result) {
    boolean password = result.getRequest().getModifications().stream()
        .anyMatch(it -> it.getAttributeName().equals("userPassword"));
    if (!password) {
      return;
    }
    Runnable now = then;
    then = () -> {};
    now.run();
    if (!answered) {
      result.setResult(new LDAPResult(result.getMessageID(), ResultCode.UNAVAILABLE));
    }
  }
}
