package regain.enrollment.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import regain.audit.Personal;
import regain.audit.Trail;
import regain.audit.Word;
import regain.enrollment.Codes;
import regain.enrollment.Contacts;
import regain.enrollment.Contacts.Contact;
import regain.enrollment.Enrollment.Change;
import regain.enrollment.Enrollment.Holder;
import regain.enrollment.EnrollmentEvent;
import regain.enrollment.Mask;
import regain.enrollment.Notices;
import regain.enrollment.port.Post;
import regain.enrollment.port.FactorWatch;
import regain.enrollment.port.Quota;
import regain.kernel.Actor;
import regain.kernel.Arrival;
import regain.kernel.CaseId;
import regain.kernel.Chance;
import regain.kernel.Transactions;
import regain.policy.Fact;

/**
 * A signed-in person's addresses. A new one is confirmed by a code, told to all the older ones, and waits before it counts.
 * A removed one counts no more at once and is told of changes for as long. So whoever swaps an address has to do it in sight
 * of its owner. The caller has looked whether this session may change anything.
 */
@Dependent
class OwnContacts {
  private final Transactions transactions;
  private final InstantSource clock;
  private final Chance chance;
  private final ContactRules rules;
  private final Contacts contacts;
  private final Codes codes;
  private final Quota quota;
  private final FactorWatch watch;
  private final Notices notices;
  private final Trail trail;

  @Inject
  OwnContacts(
      Transactions transactions,
      InstantSource clock,
      Chance chance,
      ContactRules rules,
      Contacts contacts,
      Codes codes,
      Quota quota,
      FactorWatch watch,
      Notices notices,
      Trail trail) {
    this.transactions = transactions;
    this.clock = clock;
    this.chance = chance;
    this.rules = rules;
    this.contacts = contacts;
    this.codes = codes;
    this.quota = quota;
    this.watch = watch;
    this.notices = notices;
    this.trail = trail;
  }

  Change add(Holder holder, String typed) {
    String address = typed.strip();
    Optional<Change> refused = transactions.begin(
        () -> rules.refusal(holder, address).or(() -> mayNotAsk(holder)));
    if (refused.isPresent()) {
      return refused.get();
    }
    if (!quota.takes(holder.person(), address)) {
      return Change.TOO_MANY;
    }
    return transactions.begin(
        () -> {
          if (mayNotAsk(holder).isPresent()) {
            return Change.TOO_SOON;
          }
          codes.send(
              new Codes.Request(
                  binding(holder),
                  holder.person(),
                  new CaseId(holder.session()),
                  address,
                  rules.isOpenedByAccount(holder, address),
                  holder.account().language()));
          return Change.DONE;
        });
  }

  private Optional<Change> mayNotAsk(Holder holder) {
    if (codes.usedUp(binding(holder))) {
      return Optional.of(Change.TOO_MANY);
    }
    return codes.pending(binding(holder)).filter(it -> clock.instant().isBefore(it.resendFrom()))
        .map(soon -> Change.TOO_SOON);
  }

  Optional<Codes.Pending> waiting(Holder holder) {
    return transactions.begin(() -> codes.pending(binding(holder)));
  }

  /** The directory is asked before the code is looked at, so that its answer tells nothing to whoever has not got the code. */
  Change confirm(Holder holder, String typed, Arrival arrival) {
    Optional<String> asked = waiting(holder).map(Codes.Pending::address);
    Fact<Boolean> elsewhere = asked.map(it -> rules.isElsewhere(holder, it)).orElseGet(() -> Fact.known(false));
    return elsewhere.unavailableNow()
        ? Change.TRY_LATER
        : transactions.begin(
            () -> switch (codes.check(binding(holder), typed)) {
              case Codes.Answer.Wrong wrong -> Change.DOES_NOT_FIT;
              case Codes.Answer.Dead dead -> Change.GONE;
              case Codes.Answer.Fits(String address, boolean openedByAccount) ->
                asked.filter(address::equals).isEmpty()
                    ? Change.GONE
                    : elsewhere.is(true) || rules.isShared(holder, address)
                        ? taken(holder, address)
                        : confirmed(holder, address, openedByAccount, arrival);
            });
  }

  private Change taken(Holder holder, String address) {
    trail.record(
        new Actor.Human(holder.person()),
        new EnrollmentEvent.ContactRefused(Optional.of(holder.person()), new Word("taken"), new Personal(address)));
    return Change.TAKEN;
  }

  private Change confirmed(Holder holder, String address, boolean openedByAccount, Arrival arrival) {
    CaseId act = new CaseId(chance.uuid());
    Instant countsFrom = clock.instant().plus(Contacts.WAIT);
    Map<String, String> values = values(Mask.address(address), arrival);
    values.put("until", countsFrom.toString());
    notices.tell(holder.account(), Post.Kind.CONTACT_ADDED, act, values);
    contacts.confirmed(holder.person(), address, openedByAccount, act, Optional.of(countsFrom));
    watch.added(holder.person());
    return Change.DONE;
  }

  Change remove(Holder holder, UUID id, Arrival arrival) {
    return transactions.begin(
        () -> {
          List<Contact> all = contacts.of(holder.person());
          Optional<Contact> there = all.stream().filter(it -> it.id().equals(id)).findFirst();
          if (there.isPresent() && !Contacts.canSpare(all, there.get(), clock.instant())) {
            return Change.LAST_ONE;
          }
          CaseId act = new CaseId(chance.uuid());
          return contacts.remove(holder.person(), id, act)
              .map(it -> removed(holder, it, act, arrival))
              .orElse(Change.GONE);
        });
  }

  private Change removed(Holder holder, Contact contact, CaseId act, Arrival arrival) {
    watch.removed(holder.person());
    notices.tell(holder.account(), Post.Kind.CONTACT_REMOVED, act, values(contact.masked(), arrival));
    trail.record(
        new Actor.Human(holder.person()),
        new EnrollmentEvent.ContactRemoved(
            Optional.of(holder.person()), Optional.of(act), new Personal(contact.address())));
    return Change.DONE;
  }

  private Map<String, String> values(String contact, Arrival arrival) {
    return new HashMap<>(
        Map.of(
            "contact", contact,
            "when", clock.instant().toString(),
            "from", arrival.address().getHostAddress()));
  }

  private static String binding(Holder holder) {
    return "contact:" + holder.session();
  }
}
