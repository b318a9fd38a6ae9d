package regain.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The way to the mail server. A connection is kept for the next letter, because making one, with its TLS, costs more than
 * the letter; two letters at once have two, of which one is kept. A connection on which anything went wrong is not.
 */
final class MailConnection implements AutoCloseable {
  private static final Logger LOG = System.getLogger(MailConnection.class.getName());
  /**
   * What the library says of the protocol is each line of each letter, with its codes and links. Nothing of it is written, whatever level
   * somebody asks for. Held here, or the logger is made anew without the filter.
   */
  private static final java.util.logging.Logger LETTERS = java.util.logging.Logger
      .getLogger("org.eclipse.angus.mail.smtp.protocol");

  static {
    LETTERS.setFilter(line -> false);
  }

  private final Session session;
  private final Optional<String> user;
  private final Optional<String> password;
  /** Nobody uses it at this moment. The server ends it when it has stood still for long. */
  private final AtomicReference<@Nullable Transport> idle = new AtomicReference<>();

  MailConnection(Session session, Optional<String> user, Optional<String> password) {
    this.session = session;
    this.user = user;
    this.password = password;
  }

  /** @throws MessagingException when the server did not take the letter */
  void send(MimeMessage message) throws MessagingException {
    Transport transport = connected();
    boolean taken = false;
    try {
      transport.sendMessage(message, message.getAllRecipients());
      taken = true;
    } finally {
      if (!taken || !idle.compareAndSet(null, transport)) {
        end(transport);
      }
    }
  }

  /** The one that is kept, if its server still answers, or a new one. */
  private Transport connected() throws MessagingException {
    @Nullable Transport kept = idle.getAndSet(null);
    if (kept != null) {
      if (kept.isConnected()) {
        return kept;
      }
      end(kept);
    }
    Transport transport = session.getTransport("smtp");
    if (user.isPresent()) {
      transport.connect(user.get(), password.orElse(""));
    } else {
      transport.connect();
    }
    return transport;
  }

  /** Whatever a server says to a farewell changes nothing about the letter. */
  private static void end(Transport transport) {
    try {
      transport.close();
    } catch (MessagingException gone) {
      LOG.log(Level.DEBUG, "A connection to the mail server ended without a farewell");
    }
  }

  @Override
  public void close() {
    @Nullable Transport kept = idle.getAndSet(null);
    if (kept != null) {
      end(kept);
    }
  }
}
