package regain.mail;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import regain.strange.Strange;

/**
 * Whatever a mail server says, a letter went or it did not: and what is said to have gone was taken. It answers once to what it is
 * asked: one that says more can make anybody believe anything.
 */
class StrangeMailServerTest {
  private static final int TIMES = Strange.times(150);
  private static final List<String> STRANGE = List.of(
      "", " ", "2", "250", "250-", "2500", "-50 fine", "999 what", "\u0000\u0000\u0000",
      "250-more\r\n250 fine",
      "221 bye", "421 too busy", "550 no", "x".repeat(100_000));
  private static final int MOST_SHOWN = 40;

  private static Session session(MailSink server) {
    var properties = new Properties();
    properties.setProperty("mail.smtp.host", "127.0.0.1");
    properties.setProperty("mail.smtp.port", Integer.toString(server.port()));
    properties.setProperty("mail.smtp.timeout", "100");
    properties.setProperty("mail.smtp.writetimeout", "1000");
    return Session.getInstance(properties);
  }

  private static MimeMessage letter(Session session) throws MessagingException {
    var message = new MimeMessage(session);
    message.setFrom(new InternetAddress("regain@sink.example"));
    message.setRecipient(Message.RecipientType.TO, new InternetAddress("one@sink.example"));
    message.setSubject("a letter");
    message.setText("with a sentence");
    message.saveChanges();
    return message;
  }

  private static String strange(SplittableRandom random, String line) {
    return switch (random.nextInt(8)) {
      case 0 -> STRANGE.get(random.nextInt(STRANGE.size()));
      case 1 -> Strange.text(random, line).replace("\n", "");
      default -> line;
    };
  }

  private static boolean goes(Session session) {
    try (var connection = new MailConnection(session, Optional.empty(), Optional.empty())) {
      connection.send(letter(session));
      return true;
    } catch (MessagingException refused) {
      return false;
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void whatever_is_said_a_letter_went_and_was_taken_or_did_not(long seed) {
    Set<Boolean> seen = new HashSet<>();
    Strange.each(seed, TIMES, (random, number) -> {
      SplittableRandom answers = random.split();
      List<String> said = new CopyOnWriteArrayList<>();
      try (var server = new MailSink()) {
        server.changed = line -> {
          String strange = strange(answers, line);
          said.add(strange.substring(0, Math.min(strange.length(), MOST_SHOWN)));
          return strange;
        };
        boolean went = goes(session(server));
        seen.add(went);
        assertThat(!went || server.letters() == 1).as("what went was taken: %s", said).isTrue();
      }
    });
    assertThat(seen).as("both happen").hasSize(2);
  }
}
