package regain.enrollment.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Base64;

/** What the library does not look at in the client data: nobody proves anything from inside a frame (Level 3, 7.1 and 7.2). */
final class ClientData {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ClientData() {}

  /** Whether the browser says that the page was framed by another origin. Unreadable counts as framed. */
  static boolean crossOrigin(byte[] clientDataJson) {
    try {
      JsonNode data = JSON.readTree(clientDataJson);
      return data.path("crossOrigin").asBoolean(false) || data.has("topOrigin");
    } catch (IOException unreadable) {
      return true;
    }
  }

  /** Whether the browser says that this is the challenge to which the passkey answered. */
  static boolean answers(byte[] clientDataJson, byte[] challenge) {
    try {
      String said = JSON.readTree(clientDataJson).path("challenge").asText();
      return said.equals(Base64.getUrlEncoder().withoutPadding().encodeToString(challenge));
    } catch (IOException unreadable) {
      return false;
    }
  }
}
