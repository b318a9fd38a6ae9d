package regain.recovery.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import regain.kernel.Keyring;
import regain.kernel.PersonId;
import regain.policy.Fact;
import regain.policy.Method;
import regain.recovery.ShownDevice;
import regain.recovery.internal.EvidenceRow.Proof;
import regain.recovery.port.DeviceRegister;
import regain.recovery.port.DeviceTrust;

/**
 * Managed computers as proofs. A certificate says which computer it is; whose it is says the register, at the proof and again
 * at every decision that rests on it, so that one that was handed on or written off counts no more.
 */
@Dependent
class Devices {
  private final DeviceTrust trust;
  private final DeviceRegister register;
  private final Keyring keyring;

  @Inject
  Devices(DeviceTrust trust, DeviceRegister register, Keyring keyring) {
    this.trust = trust;
    this.register = register;
    this.keyring = keyring;
  }

  /** What a request shows, looked up. */
  sealed interface Seen {
    record Owned(PersonId person, Proof proof) implements Seen {}

    /** @param why a word for the record */
    record Nobodys(String why) implements Seen {}

    /** @param why a word for the record */
    record Untold(String why) implements Seen {}
  }

  /** Whether the operator has set any up. */
  boolean configured() {
    return trust.configured();
  }

  Seen look(ShownDevice shown) {
    return switch (shown) {
      case ShownDevice.Nothing nothing -> new Seen.Nobodys("no-certificate");
      case ShownDevice.Unbelievable(String why) -> new Seen.Nobodys(why);
      case ShownDevice.Certificate it -> trust.look(it.certificate()).known().map(this::looked)
          .orElseGet(() -> new Seen.Untold("revocation-unknown"));
    };
  }

  private Seen looked(DeviceTrust.Answer answer) {
    return switch (answer) {
      case DeviceTrust.Answer.Refused(String why) -> new Seen.Nobodys(why);
      case DeviceTrust.Answer.Device(String serialNumber) -> owned(serialNumber);
    };
  }

  private Seen owned(String serialNumber) {
    Fact<Optional<PersonId>> owner = register.owner(serialNumber);
    if (owner.known().isEmpty()) {
      return new Seen.Untold("directory-unavailable");
    }
    return owner
        .known()
        .flatMap(it -> it)
        .<Seen>map(it -> new Seen.Owned(it, new Proof(Method.MANAGED_DEVICE, means(serialNumber), false, null)))
        .orElseGet(() -> new Seen.Nobodys("not-in-the-register"));
  }

  /** The computers of a person, as means of proof. Not in a transaction: the directory is asked. */
  Fact<Set<String>> of(PersonId person) {
    if (!trust.configured()) {
      return Fact.notConfigured();
    }
    return register
        .of(person)
        .known()
        .map(all -> Fact.known(all.stream().map(this::means).collect(Collectors.toSet())))
        .orElseGet(Fact::unavailable);
  }

  /** Everybody who has one, for counting: nobody when the directory does not say. */
  Set<PersonId> owners() {
    return trust.configured() ? register.owners().known().orElse(Set.of()) : Set.of();
  }

  private String means(String serialNumber) {
    byte[] number = serialNumber.strip().toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
    return "device:" + keyring.pseudonym("regain/device/v1", number);
  }
}
