package regain.house;

import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedModifyResult;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPResult;
import com.unboundid.ldap.sdk.ResultCode;

/** What happens at the directory meanwhile: above all between its taking a password and its answer. Tests say what. */
final class WatchedDirectory extends InMemoryOperationInterceptor {
  private volatile Runnable then = () -> {};
  private volatile boolean answered = true;
  private volatile boolean away;

  /** This happens once the directory has taken the next password, before it answers. */
  void then(Runnable happens) {
    then = happens;
  }

  /** The directory takes passwords from now on, and says that it is going away instead of saying so. */
  void isNotAnswered() {
    answered = false;
  }

  /** Whether the directory answers no question at all. */
  void isAway(boolean now) {
    away = now;
  }

  @Override
  public void processSearchRequest(InMemoryInterceptedSearchRequest request) throws LDAPException {
    if (away) {
      throw new LDAPException(ResultCode.UNAVAILABLE);
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
