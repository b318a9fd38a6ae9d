package regain.running;

import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedModifyRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** Stands in the way of the next change in the directory, until the test says how it goes on. */
final class Holdup extends InMemoryOperationInterceptor {
  private final AtomicReference<Optional<Held>> next = new AtomicReference<>(Optional.empty());

  /** A change that is, or will be, held up. */
  static final class Held {
    private final CompletableFuture<Void> here = new CompletableFuture<>();
    private final CompletableFuture<Boolean> goesOn = new CompletableFuture<>();

    /** Returns when the change has reached the directory, and fails when it does not come. */
    void await() {
      here.orTimeout(60, TimeUnit.SECONDS).join();
    }

    void goOn() {
      goesOn.complete(true);
    }

    void fail() {
      goesOn.complete(false);
    }
  }

  Held next() {
    var held = new Held();
    next.set(Optional.of(held));
    return held;
  }

  @Override
  public void processModifyRequest(InMemoryInterceptedModifyRequest request) throws LDAPException {
    Optional<Held> held = next.getAndSet(Optional.empty());
    held.ifPresent(it -> it.here.complete(null));
    if (held.isPresent() && !held.get().goesOn.join()) {
      throw new LDAPException(ResultCode.UNAVAILABLE);
    }
  }
}
