package regain.wiring;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.io.PrintStream;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import regain.enrollment.Invitations;
import regain.enrollment.Passkeys;
import regain.enrollment.port.Account;
import regain.enrollment.port.Directory;
import regain.kernel.Secret;
import regain.kernel.Transactions;

/**
 * The first people. While nobody at all has a passkey, each start invites the named founders ({@code regain.founders}) for
 * one hour and prints their codes on the console, where only somebody with access to the host can read them. After the
 * first passkey this is over.
 */
@Dependent
class Founding {
  private final Config config;
  private final Passkeys passkeys;
  private final Invitations invitations;
  private final Directory directory;
  private final Transactions transactions;

  @Inject
  Founding(
      Config config,
      Passkeys passkeys,
      Invitations invitations,
      Directory directory,
      Transactions transactions) {
    this.config = config;
    this.passkeys = passkeys;
    this.invitations = invitations;
    this.directory = directory;
    this.transactions = transactions;
  }

  void start(@Observes @Priority(1000) Startup event) {
    String founders = config.getOptionalValue("regain.founders", String.class).orElse("");
    if (founders.isBlank() || transactions.begin(passkeys::any)) {
      return;
    }
    for (String name : founders.split(",", -1)) {
      Optional<Account> founder = directory.named(name.strip()).known().flatMap(it -> it);
      founder.ifPresent(this::invite);
    }
  }

  private void invite(Account founder) {
    Secret code = transactions.begin(() -> invitations.found(founder.person()));
    PrintStream console = System.out;
    console.println(
        "Founding: "
            + founder.name()
            + " may set up a first passkey at /enroll within "
            + Invitations.FOUNDER_LIFE.toMinutes()
            + " minutes. Invitation code: "
            + code.<String>open(String::new));
  }
}
