package regain.passkeys;

import com.yubico.fido.metadata.AAGUID;
import com.yubico.fido.metadata.AuthenticatorStatus;
import com.yubico.fido.metadata.FidoMetadataService;
import com.yubico.fido.metadata.MetadataBLOBPayload;
import com.yubico.fido.metadata.MetadataBLOBPayloadEntry;
import com.yubico.webauthn.data.ByteArray;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import regain.enrollment.port.Makers;

/**
 * Roots that the operator named, and those that FIDO's metadata lists for a make. A make that the metadata calls revoked has
 * none, whatever the operator named.
 */
final class TrustedMakers implements Makers {
  private final Set<X509Certificate> roots;
  private final Optional<FidoMetadataService> metadata;
  private final Set<UUID> revoked;

  private TrustedMakers(
      Set<X509Certificate> roots, Optional<FidoMetadataService> metadata, Set<UUID> revoked) {
    this.roots = Set.copyOf(roots);
    this.metadata = metadata;
    this.revoked = Set.copyOf(revoked);
  }

  static TrustedMakers named(Set<X509Certificate> roots) {
    return new TrustedMakers(roots, Optional.empty(), Set.of());
  }

  /** The library leaves out makes that were revoked, and keys of makers that became known. */
  TrustedMakers and(MetadataBLOBPayload listed) throws IOException, GeneralSecurityException {
    try {
      return new TrustedMakers(
          roots, Optional.of(FidoMetadataService.builder().useBlob(listed).build()), revoked(listed));
    } catch (IOException | GeneralSecurityException broken) {
      throw broken;
    } catch (Exception unreadable) {
      // The library declares several kinds of its own; to us each says that the list cannot be used.
      throw new IOException(unreadable);
    }
  }

  private static Set<UUID> revoked(MetadataBLOBPayload listed) {
    return listed.getEntries().stream()
        .filter(it -> it.getStatusReports().stream().anyMatch(is -> is.getStatus() == AuthenticatorStatus.REVOKED))
        .map(MetadataBLOBPayloadEntry::getAaguid)
        .flatMap(Optional::stream)
        .map(it -> UUID.fromString(it.asGuidString()))
        .collect(Collectors.toSet());
  }

  @Override
  public Set<X509Certificate> roots(UUID make, List<X509Certificate> chain) {
    if (revoked.contains(make)) {
      return Set.of();
    }
    var all = new HashSet<>(roots);
    metadata.ifPresent(it -> all.addAll(it.findTrustRoots(chain, Optional.of(bytes(make))).getTrustRoots()));
    return all;
  }

  private static ByteArray bytes(UUID make) {
    return new AAGUID(
        new ByteArray(
            ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(make.getMostSignificantBits())
                .putLong(make.getLeastSignificantBits())
                .array()))
        .asBytes();
  }
}
