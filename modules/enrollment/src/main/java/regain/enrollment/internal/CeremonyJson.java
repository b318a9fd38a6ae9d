package regain.enrollment.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.yubico.internal.util.JacksonCodecs;
import com.yubico.webauthn.data.AuthenticatorAssertionResponse;
import com.yubico.webauthn.data.ClientAssertionExtensionOutputs;
import com.yubico.webauthn.data.PublicKeyCredential;
import com.yubico.webauthn.data.PublicKeyCredentialRequestOptions;
import java.io.IOException;
import java.util.Map;

/**
 * What browsers are asked and what they answer, in JSON, as the library writes and reads it; but with one mapper that is
 * kept. The library makes a new one each time, which costs more than to verify the signature.
 */
final class CeremonyJson {
  private static final ObjectMapper JSON = JacksonCodecs.json();
  private static final TypeReference<PublicKeyCredential<AuthenticatorAssertionResponse, ClientAssertionExtensionOutputs>> ASSERTION = new TypeReference<>() {};

  private CeremonyJson() {}

  static String options(PublicKeyCredentialRequestOptions options) {
    try {
      return JSON.writeValueAsString(Map.of("publicKey", options));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("the library's own options are always JSON", impossible);
    }
  }

  /** @throws IOException when it is no answer of a browser */
  static PublicKeyCredential<AuthenticatorAssertionResponse, ClientAssertionExtensionOutputs> assertion(String answer)
      throws IOException {
    return JSON.readValue(answer, ASSERTION);
  }
}
