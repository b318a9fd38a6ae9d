package regain.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Letters over a connection that is kept, to a real server on a socket. */
class MailConnectionTest {
  private final MailSink server = new MailSink();
  private Session session;
  private MailConnection connection;

  @BeforeEach
  void connect() {
    var properties = new Properties();
    properties.setProperty("mail.smtp.host", "127.0.0.1");
    properties.setProperty("mail.smtp.port", Integer.toString(server.port()));
    properties.setProperty("mail.smtp.timeout", "10000");
    properties.setProperty("mail.smtp.writetimeout", "10000");
    session = Session.getInstance(properties);
    connection = new MailConnection(session, Optional.empty(), Optional.empty());
  }

  @AfterEach
  void close() {
    connection.close();
    server.close();
  }

  private void send(String to) throws MessagingException {
    var message = new MimeMessage(session);
    message.setFrom(new InternetAddress("regain@sink.example"));
    message.setRecipient(Message.RecipientType.TO, new InternetAddress(to));
    message.setSubject("a letter");
    message.setText("with a sentence");
    message.saveChanges();
    connection.send(message);
  }

  @Test
  void the_next_letter_goes_the_same_way() throws MessagingException {
    send("one@sink.example");
    send("two@sink.example");

    assertThat(server.letters()).isEqualTo(2);
    assertThat(server.guests()).isOne();
  }

  @Test
  void when_the_server_has_hung_up_meanwhile_a_new_connection_is_made() throws MessagingException {
    send("one@sink.example");
    server.hangUp();
    send("two@sink.example");

    assertThat(server.letters()).isEqualTo(2);
    assertThat(server.guests()).isEqualTo(2);
  }

  @Test
  void a_letter_that_was_refused_is_said_to_be_and_takes_its_connection_along() throws MessagingException {
    send("one@sink.example");
    assertThatThrownBy(() -> send(MailSink.NOBODY)).isInstanceOf(MessagingException.class);
    send("two@sink.example");

    assertThat(server.letters()).isEqualTo(2);
    assertThat(server.guests()).isEqualTo(2);
  }
}
