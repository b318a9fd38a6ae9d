package regain.directory;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.DereferencePolicy;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPInterface;
import com.unboundid.ldap.sdk.LDAPRuntimeException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchResultListener;
import com.unboundid.ldap.sdk.SearchResultReference;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A search, page by page (RFC 2696), that ends when it has found too much or takes too long: the library bounds each answer in time, and not how many come. An
 * entry that comes twice, because a connection was replaced meanwhile, is there once.
 */
final class BoundedSearch implements SearchResultListener {
  private static final long serialVersionUID = 1;
  private static final int PAGE = 500;
  private static final Duration LONGEST = Duration.ofSeconds(20);

  private final int most;
  private final long until = System.nanoTime() + LONGEST.toNanos();
  private final transient Map<String, Entry> found = new LinkedHashMap<>();
  private int came;

  private BoundedSearch(int most) {
    this.most = most;
  }

  /**
   * @param control what is asked for beside pages
   * @throws LDAPException also when there is more than that: what was found then is not all
   */
  static List<Entry> of(
      LDAPInterface directory, String base, Filter filter, int most, int seconds, Control control, String... attributes)
      throws LDAPException {
    var search = new BoundedSearch(most);
    @Nullable ASN1OctetString cookie = null;
    do {
      search.goesOn();
      var request = new SearchRequest(
          search, new Control[]{control, new SimplePagedResultsControl(PAGE, cookie, true)}, base, SearchScope.SUB,
          DereferencePolicy.NEVER, 0, seconds, false, filter, attributes);
      SearchResult page = directory.search(request);
      @Nullable SimplePagedResultsControl more = SimplePagedResultsControl.get(page);
      cookie = more != null && more.moreResultsToReturn() ? more.getCookie() : null;
      search.came++;
    } while (cookie != null);
    return List.copyOf(search.found.values());
  }

  private void goesOn() throws LDAPException {
    if (came > most || System.nanoTime() - until > 0) {
      throw new LDAPException(ResultCode.SIZE_LIMIT_EXCEEDED, "more than is looked through");
    }
  }

  @Override
  public void searchEntryReturned(SearchResultEntry entry) {
    try {
      came++;
      goesOn();
      found.put(entry.getParsedDN().toNormalizedString(), entry);
    } catch (LDAPException tooMuch) {
      throw new LDAPRuntimeException(tooMuch);
    }
  }

  /** It leads elsewhere, and nobody goes there. */
  @Override
  public void searchReferenceReturned(SearchResultReference reference) {
    came++;
    try {
      goesOn();
    } catch (LDAPException tooMuch) {
      throw new LDAPRuntimeException(tooMuch);
    }
  }
}
