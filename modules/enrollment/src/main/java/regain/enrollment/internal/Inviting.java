package regain.enrollment.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.Locale;
import java.util.Optional;
import regain.enrollment.Enrollment.Draft;
import regain.enrollment.Enrollment.Holder;
import regain.enrollment.Invitations;
import regain.enrollment.Signing;
import regain.enrollment.port.Account;
import regain.enrollment.port.Directory;
import regain.kernel.PersonId;
import regain.kernel.Secret;

/**
 * A supervisor invites somebody who reports to them. Who reports to whom comes from the directory and never from the
 * caller, and only a passkey that was witnessed itself can witness another.
 */
@Dependent
class Inviting {
  private static final String DOMAIN = "regain/invitation/v1";

  private final Directory directory;
  private final Signing signing;
  private final Invitations invitations;

  @Inject
  Inviting(Directory directory, Signing signing, Invitations invitations) {
    this.directory = directory;
    this.signing = signing;
    this.invitations = invitations;
  }

  Optional<Draft> draft(Holder holder, String name) {
    return directory
        .named(name)
        .known()
        .flatMap(it -> it)
        .filter(it -> it.supervisor().filter(holder.person()::equals).isPresent())
        .map(it -> new Draft(it.person(), it.name(), it.displayName(),
            text(it.person(), it, holder.account().language())));
  }

  /** In the signer's language: nobody signs what they cannot read. */
  private static String text(PersonId person, Account account, Locale language) {
    String who = account.displayName() + " (" + account.name() + ", " + person + ")";
    return language.getLanguage().equals("de")
        ? "Ich lade " + who + " ein, einen ersten Passkey einzurichten.\n"
            + "Ich kenne diesen Menschen und übergebe den Code persönlich.\n"
        : "I invite " + who + " to set up a first passkey.\n"
            + "I know this person, and I hand the code over in person.\n";
  }

  Optional<String> ask(Holder holder, Draft draft) {
    return mayWitness(holder) ? Optional.of(signing.ask(binding(holder), DOMAIN, draft.text())) : Optional.empty();
  }

  Optional<Secret> invite(Holder holder, Draft draft, String answer) {
    if (!mayWitness(holder)) {
      return Optional.empty();
    }
    return switch (signing.sign(binding(holder), holder.person(), DOMAIN, draft.text(), answer)) {
      case Signing.Signature.Signed signed when signed.unrestricted() ->
        Optional.of(invitations.issue(draft.person(), holder.person(), signed.statement()));
      case Signing.Signature.Signed signed -> Optional.empty();
      case Signing.Signature.Failed failed -> Optional.empty();
    };
  }

  private static boolean mayWitness(Holder holder) {
    return holder.provisionalUntil().isEmpty() && holder.quarantinedUntil().isEmpty();
  }

  private static String binding(Holder holder) {
    return "invitation:" + holder.session();
  }
}
