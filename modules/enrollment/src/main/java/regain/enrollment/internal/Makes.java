package regain.enrollment.internal;

import com.yubico.webauthn.data.ByteArray;
import java.nio.ByteBuffer;
import java.util.UUID;

/** The make of an authenticator (AAGUID), as we keep it. */
final class Makes {
  static final UUID NOT_SAID = new UUID(0, 0);

  private Makes() {}

  static UUID of(ByteArray aaguid) {
    ByteBuffer bytes = ByteBuffer.wrap(aaguid.getBytes());
    return new UUID(bytes.getLong(), bytes.getLong());
  }
}
