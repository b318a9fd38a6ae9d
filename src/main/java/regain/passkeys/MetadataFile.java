package regain.passkeys;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.yubico.fido.metadata.FidoMetadataDownloader;
import com.yubico.fido.metadata.MetadataBLOBPayload;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.cert.CertPathValidator;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Set;

/**
 * The file of FIDO's Metadata Service (MDS 3, section 3.1.7): a JWT (RFC 7519) whose header carries the certificates of who
 * signed it. It is verified here and not by the library, which would fetch revocation lists and certificates that the file
 * names: this server asks nobody on the internet.
 */
final class MetadataFile {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PARTS = 3;

  private MetadataFile() {}

  /** @throws GeneralSecurityException when the file was not signed by somebody whom the root vouches for now */
  static MetadataBLOBPayload read(Path file, X509Certificate root, Instant now)
      throws IOException, GeneralSecurityException {
    String jwt = Files.readString(file).strip();
    verify(jwt.split("\\.", -1), root, now);
    return parse(jwt, root);
  }

  private static void verify(String[] parts, X509Certificate root, Instant now)
      throws IOException, GeneralSecurityException {
    if (parts.length != PARTS) {
      throw new GeneralSecurityException("not a JWT");
    }
    JsonNode header = JSON.readTree(bytes(parts[0]));
    List<X509Certificate> chain = chain(header);
    trusted(chain, root, now);
    Signature signature = Signature.getInstance(algorithm(header.path("alg").asText()));
    signature.initVerify(chain.getFirst().getPublicKey());
    signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
    if (!signature.verify(bytes(parts[2]))) {
      throw new GeneralSecurityException("the signature does not fit");
    }
  }

  private static List<X509Certificate> chain(JsonNode header) throws GeneralSecurityException {
    var chain = new ArrayList<X509Certificate>();
    for (JsonNode each : header.path("x5c")) {
      chain.add(Certificates.of(Base64.getMimeDecoder().decode(each.asText())));
    }
    if (chain.isEmpty()) {
      throw new GeneralSecurityException("no certificate in the header");
    }
    return chain;
  }

  /** Revocation of the signer is not looked up: nobody is asked, and the operator chose the file. */
  private static void trusted(List<X509Certificate> chain, X509Certificate root, Instant now)
      throws GeneralSecurityException {
    var parameters = new PKIXParameters(Set.of(new TrustAnchor(root, null)));
    parameters.setRevocationEnabled(false);
    parameters.setDate(Date.from(now));
    CertPathValidator.getInstance("PKIX").validate(Certificates.x509().generateCertPath(chain), parameters);
  }

  /** RFC 7518 section 3.1; nothing else is signed with, and "none" least of all. */
  private static String algorithm(String jws) throws GeneralSecurityException {
    return switch (jws) {
      case "RS256" -> "SHA256withRSA";
      case "ES256" -> "SHA256withECDSAinP1363Format";
      default -> throw new GeneralSecurityException("not signed with RS256 or ES256");
    };
  }

  private static byte[] bytes(String base64url) throws GeneralSecurityException {
    try {
      return Base64.getUrlDecoder().decode(base64url);
    } catch (IllegalArgumentException unreadable) {
      throw new GeneralSecurityException("not base64url", unreadable);
    }
  }

  /** By the library, which knows the format; "downloads only" tells it that this was verified already. */
  private static MetadataBLOBPayload parse(String jwt, X509Certificate root)
      throws IOException, GeneralSecurityException {
    try {
      return FidoMetadataDownloader.builder()
          .expectLegalHeader()
          .useTrustRoot(root)
          .useBlob(jwt)
          .verifyDownloadsOnly(true)
          .build()
          .loadCachedBlob()
          .getPayload();
    } catch (IOException | GeneralSecurityException broken) {
      throw broken;
    } catch (Exception unreadable) {
      // The library declares several kinds of its own; to us each says that the file cannot be used.
      throw new IOException(unreadable);
    }
  }
}
