package regain.directory;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.Config;
import regain.kernel.Secret;

/**
 * How the directory is reached and read: the keys {@code regain.directory.*}, checked once at start. What cannot be
 * right is refused there, with the key's name, and nothing is guessed.
 *
 * @param urls {@code ldaps://} or {@code ldap://}, the latter always with StartTLS; tried in order
 * @param trust a PEM file of certificates to trust; without it the Java platform's own
 * @param person the condition that makes an entry a person
 * @param nameAttributes what people sign in with; the first of them is the login name
 * @param mailboxAttributes where mail addresses are
 * @param ownDomains domains whose mailboxes the account's own password opens; none means that every mailbox counts so
 * @param language for people without a {@code preferredLanguage}
 * @param connectTimeout bounds a TCP connection and a TLS handshake each
 * @param answerTimeout bounds each answer
 * @param waitTimeout bounds the wait for a free connection
 * @param poolSize connections of the service account, and at most as many binds at a time
 */
record LdapSettings(
    List<Url> urls,
    Optional<Path> trust,
    String bindDn,
    Secret bindPassword,
    String baseDn,
    Condition person,
    List<String> nameAttributes,
    List<String> mailboxAttributes,
    Set<String> ownDomains,
    Groups groups,
    Standing standing,
    Locale language,
    Duration connectTimeout,
    Duration answerTimeout,
    Duration waitTimeout,
    int poolSize) {

  /** An attempt that has not reported after half a minute counts as unclear, and facts of that age carry nothing. */
  private static final Duration MOST = Duration.ofSeconds(25);

  /** @throws IllegalStateException when a key is missing or wrong; the message names it and shows no secret */
  static LdapSettings of(Config config) {
    return of(new Keys(key -> config.getOptionalValue(key, String.class)));
  }

  static LdapSettings of(Keys keys) {
    var settings = new LdapSettings(
        keys.urls("url"),
        keys.text("trust").filter(it -> !it.equals("system")).map(Path::of),
        keys.required("bind-dn"),
        keys.secret("bind-password"),
        keys.required("base-dn"),
        keys.condition("person").orElseGet(() -> Condition.parse("(objectClass=inetOrgPerson)")),
        keys.words("name-attributes", "uid,mail"),
        keys.words("mailbox-attributes", "mail"),
        Set.copyOf(keys.words("own-domains", "").stream().map(it -> it.toLowerCase(Locale.ROOT)).toList()),
        Groups.of(keys),
        Standing.of(keys),
        Locale.forLanguageTag(keys.text("language").orElse("en")),
        keys.duration("connect-timeout", Duration.ofSeconds(2)),
        keys.duration("answer-timeout", Duration.ofSeconds(5)),
        keys.duration("wait-timeout", Duration.ofSeconds(2)),
        keys.number("pool-size", 8));
    if (settings.longestChange().compareTo(MOST) > 0) {
      throw new IllegalStateException(
          "regain.directory.wait-timeout, connect-timeout and answer-timeout: one change could take "
              + settings.longestChange() + ", and has to be done within " + MOST);
    }
    return settings;
  }

  /** The same directory, by another account. */
  LdapSettings as(String otherDn, Secret otherPassword) {
    return new LdapSettings(
        urls, trust, otherDn, otherPassword, baseDn, person, nameAttributes, mailboxAttributes, ownDomains, groups,
        standing,
        language, connectTimeout, answerTimeout, waitTimeout, poolSize);
  }

  /** Another directory, by an account of that one; with the times of this. */
  LdapSettings elsewhere(List<Url> otherUrls, Optional<Path> otherTrust, String otherDn, Secret otherPassword) {
    return new LdapSettings(
        otherUrls, otherTrust, otherDn, otherPassword, baseDn, person, nameAttributes, mailboxAttributes, ownDomains,
        groups, standing, language, connectTimeout, answerTimeout, waitTimeout, poolSize);
  }

  /** One change on a new connection: to wait for it, connect and shake hands, bind, look the account up, and change it. */
  private Duration longestChange() {
    return waitTimeout.plus(connectTimeout.multipliedBy(2)).plus(answerTimeout.multipliedBy(3));
  }

  /**
   * For so long after the call a change may still be sent: its answer is then there, or missing, while the attempt counts
   * as under way. A second server, or a connection that has to be replaced, can use this up; then nothing is sent.
   */
  Duration lastMoment() {
    return MOST.minus(answerTimeout);
  }
}
