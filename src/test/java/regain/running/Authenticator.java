package regain.running;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openqa.selenium.chrome.ChromeDriver;

/** A passkey provider or key of a browser, by the DevTools protocol: it knows kinds of which WebDriver does not. */
final class Authenticator {
  /** What people have. */
  enum Kind {
    /** In the device, and never anywhere else. */
    DEVICE("internal", false, true),
    /** A key that is plugged in. */
    KEY("usb", false, true),
    /** A password manager that keeps copies. */
    SYNCED("internal", true, true),
    /** In the device, and nobody shows their finger, face or PIN. */
    UNVERIFIED("internal", false, false);

    private final String transport;
    private final boolean synced;
    private final boolean verified;

    Kind(String transport, boolean synced, boolean verified) {
      this.transport = transport;
      this.synced = synced;
      this.verified = verified;
    }

    private Map<String, Object> options() {
      return Map.of(
          "protocol", "ctap2",
          "transport", transport,
          "hasResidentKey", true,
          "hasUserVerification", true,
          "isUserVerified", verified,
          "automaticPresenceSimulation", true,
          "defaultBackupEligibility", synced,
          "defaultBackupState", synced);
    }
  }

  private final ChromeDriver chrome;
  private final String id;

  private Authenticator(ChromeDriver chrome, String id) {
    this.chrome = chrome;
    this.id = id;
  }

  static Authenticator plug(ChromeDriver chrome, Kind kind) {
    chrome.executeCdpCommand("WebAuthn.enable", Map.of());
    Map<String, Object> added = chrome.executeCdpCommand(
        "WebAuthn.addVirtualAuthenticator", Map.of("options", kind.options()));
    return new Authenticator(chrome, String.valueOf(added.get("authenticatorId")));
  }

  void unplug() {
    chrome.executeCdpCommand("WebAuthn.removeVirtualAuthenticator", Map.of("authenticatorId", id));
  }

  /** What it keeps, keys and all. */
  List<?> passkeys() {
    Map<String, Object> found = chrome.executeCdpCommand("WebAuthn.getCredentials", Map.of("authenticatorId", id));
    return found.get("credentials") instanceof List<?> list ? list : List.of();
  }

  /** Gives it a passkey that it had before. */
  void keep(Object passkey) {
    chrome.executeCdpCommand("WebAuthn.addCredential", Map.of("authenticatorId", id, "credential", passkey));
  }

  /** Returns when it has forgotten everything. */
  void awaitEmpty() {
    Waiting.until(() -> Optional.of(passkeys()).filter(List::isEmpty));
  }
}
