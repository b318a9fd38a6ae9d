package regain.enrollment.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import regain.duties.Duties;
import regain.duties.Duty;
import regain.duties.DutyHandler;
import regain.enrollment.Contacts;
import regain.enrollment.Notices;
import regain.enrollment.port.Account;
import regain.enrollment.port.Post;
import regain.enrollment.port.RelyingPartySettings;
import regain.kernel.CaseId;
import regain.kernel.Keyring;
import regain.kernel.PersonId;

/** Notices as duties. The link is made when the letter is written, so that no link lies in the database. */
@Dependent
class DutifulNotices implements Notices, DutyHandler {
  private static final String KIND = "NOTIFY";
  private static final String VALUE = "value.";
  private static final String DOMAIN = "regain/not-me/v1";
  private static final String DOMAIN_OF_OTHERS = "regain/not-them/v1";
  /** What a duty says of its letter's link. */
  private static final String LINKED = "true";
  private static final String LINKED_FOR_OTHERS = "other";
  private static final String UNLINKED = "false";
  private static final int OPEN_BYTES = 48;
  private static final int OPEN_LENGTH = 64;
  private static final int MOST_LENGTH = 300;

  private final Contacts contacts;
  private final Duties duties;
  private final Keyring keyring;
  private final Post post;
  private final RelyingPartySettings settings;

  @Inject
  DutifulNotices(Contacts contacts, Duties duties, Keyring keyring, Post post, RelyingPartySettings settings) {
    this.contacts = contacts;
    this.duties = duties;
    this.keyring = keyring;
    this.post = post;
    this.settings = settings;
  }

  @Override
  public void tell(Account account, Post.Kind kind, CaseId act, Map<String, String> values) {
    everywhere(account).forEach(it -> owe(it, account, account.person(), kind, act, values, LINKED));
  }

  @Override
  public void announce(Account account, Post.Kind kind, CaseId act, Map<String, String> values) {
    everywhere(account).forEach(it -> owe(it, account, account.person(), kind, act, values, UNLINKED));
  }

  private Stream<String> everywhere(Account account) {
    return Stream.concat(
        contacts.told(account.person()).stream(),
        account.mailboxes().stream().map(Account.Mailbox::address))
        .map(it -> it.toLowerCase(Locale.ROOT))
        .distinct();
  }

  @Override
  public void tellOther(Account other, Post.Kind kind, CaseId act, Map<String, String> values) {
    other.mailboxes().stream()
        .findFirst()
        .ifPresent(it -> owe(it.address(), other, other.person(), kind, act, values, UNLINKED));
  }

  @Override
  public void warnOther(Account other, PersonId about, Post.Kind kind, CaseId act, Map<String, String> values) {
    other.mailboxes().stream()
        .findFirst()
        .ifPresent(it -> owe(it.address(), other, about, kind, act, values, LINKED_FOR_OTHERS));
  }

  private void owe(
      String to, Account reader, PersonId about, Post.Kind kind, CaseId act, Map<String, String> values,
      String linked) {
    var details = new HashMap<String, String>();
    values.forEach((name, value) -> details.put(VALUE + name, value));
    details.put("to", to);
    details.put("person", about.toString());
    details.put("language", reader.language().toLanguageTag());
    details.put("kind", kind.name());
    details.put("linked", linked);
    details.put(VALUE + "number", act.number());
    String once = values.containsKey(ONCE) ? ":" + values.get(ONCE) : "";
    duties.owe(
        new Duty(KIND, "notice:" + kind + ":" + act + ":" + pseudonym(to) + once, Optional.of(act), details));
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Outcome perform(Duty duty) {
    var values = new HashMap<String, String>();
    duty.details()
        .forEach(
            (name, value) -> {
              if (name.startsWith(VALUE)) {
                values.put(name.substring(VALUE.length()), value);
              }
            });
    String to = duty.detail("to");
    boolean other = duty.detail("linked").equals(LINKED_FOR_OTHERS);
    if (other || duty.detail("linked").equals(LINKED)) {
      PersonId person = PersonId.of(duty.detail("person"));
      String token = token(other ? DOMAIN_OF_OTHERS : DOMAIN, duty.caseId().orElseThrow(), person, to);
      values.put(other ? "stop" : "link", settings.origin() + "/not-me/" + token);
    }
    Locale language = Locale.forLanguageTag(duty.detail("language"));
    post.send(new Post.Letter(to, language, Post.Kind.valueOf(duty.detail("kind")), values));
    return new Outcome.Done("sent");
  }

  /** Who and what, 48 bytes, and our tag over them. */
  private String token(String domain, CaseId act, PersonId person, String address) {
    byte[] open = ByteBuffer.allocate(OPEN_BYTES)
        .putLong(act.value().getMostSignificantBits())
        .putLong(act.value().getLeastSignificantBits())
        .putLong(person.value().getMostSignificantBits())
        .putLong(person.value().getLeastSignificantBits())
        .put(Base64.getUrlDecoder().decode(pseudonym(address)))
        .array();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(open) + "~" + keyring.tag(domain, open);
  }

  @Override
  public Optional<Origin> origin(String token) {
    int at = token.indexOf('~');
    if (at != OPEN_LENGTH || token.length() > MOST_LENGTH) {
      return Optional.empty();
    }
    try {
      byte[] open = Base64.getUrlDecoder().decode(token.substring(0, at));
      boolean other = keyring.verify(DOMAIN_OF_OTHERS, open, token.substring(at + 1));
      if (!other && !keyring.verify(DOMAIN, open, token.substring(at + 1))) {
        return Optional.empty();
      }
      ByteBuffer read = ByteBuffer.wrap(open);
      var act = new CaseId(new UUID(read.getLong(), read.getLong()));
      var person = new PersonId(new UUID(read.getLong(), read.getLong()));
      byte[] contact = new byte[read.remaining()];
      read.get(contact);
      return Optional.of(
          new Origin(act, person, Base64.getUrlEncoder().withoutPadding().encodeToString(contact), other));
    } catch (IllegalArgumentException unreadable) {
      return Optional.empty();
    }
  }

  private String pseudonym(String address) {
    return keyring.pseudonym("regain/address/v1", address.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
  }
}
