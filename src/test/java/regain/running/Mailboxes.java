package regain.running;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;

/** A mail server on loopback that keeps what it is given. */
final class Mailboxes implements AutoCloseable {
  private final GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

  Mailboxes() {
    server.start();
  }

  int port() {
    return server.getSmtp().getPort();
  }

  /** The code of the newest letter to this address that holds one. */
  String newestCode(String address) {
    return Waiting.until(
        () -> Arrays.stream(server.getReceivedMessages())
            .filter(it -> to(it).equals(address))
            .map(it -> Steps.CODE.matcher(text(it)))
            .filter(Matcher::find)
            .map(it -> it.group(1))
            .reduce((first, second) -> second));
  }

  private static String to(MimeMessage letter) {
    try {
      return Optional.ofNullable(letter.getRecipients(Message.RecipientType.TO))
          .map(it -> it[0].toString())
          .orElse("");
    } catch (MessagingException broken) {
      throw new IllegalStateException(broken);
    }
  }

  private static String text(MimeMessage letter) {
    try {
      return letter.getContent().toString();
    } catch (MessagingException broken) {
      throw new IllegalStateException(broken);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  @Override
  public void close() {
    server.stop();
  }
}
