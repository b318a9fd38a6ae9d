package regain.enrollment.port;

import java.util.Set;

/**
 * Which addresses are nobody's own.
 *
 * @param ownDomains the organisation's domains, in small letters: with their subdomains the account's password opens them
 * @param roles local parts, in small letters, behind which nobody in particular reads
 */
public record AddressRules(Set<String> ownDomains, Set<String> roles) {
  public AddressRules {
    ownDomains = Set.copyOf(ownDomains);
    roles = Set.copyOf(roles);
  }

  /** @param domain in small letters */
  public boolean isOwn(String domain) {
    return ownDomains.stream().anyMatch(own -> domain.equals(own) || domain.endsWith("." + own));
  }

  /** @param local in small letters, without what follows a plus sign */
  public boolean isRole(String local) {
    return roles.contains(local);
  }
}
