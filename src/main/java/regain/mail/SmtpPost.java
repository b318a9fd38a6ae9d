package regain.mail;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Properties;
import org.eclipse.microprofile.config.Config;
import regain.enrollment.port.Post;

/**
 * Letters by SMTP (RFC 5321), plain text, over TLS unless the server is on this machine ({@code regain.mail.*}). Every
 * answer is bounded to ten seconds and in size; a letter that was not taken is tried again by its duty.
 */
@ApplicationScoped
public class SmtpPost implements Post {
  private static final String TIMEOUT_MILLIS = "10000";

  @Inject private Config config;
  @Inject private Letters letters;
  @Inject private InstantSource clock;
  private Session session;
  private String sender;
  private MailConnection connection;

  @SuppressWarnings("NullAway.Init")
  protected SmtpPost() {}

  /** Settings are read once, as all are. */
  @PostConstruct
  void begin() {
    session = Session.getInstance(properties());
    connection = new MailConnection(
        session,
        config.getOptionalValue("regain.mail.user", String.class),
        config.getOptionalValue("regain.mail.password", String.class));
    sender = config.getValue("regain.mail.from", String.class);
  }

  @Override
  public void send(Letter letter) {
    try {
      var message = new MimeMessage(session);
      message.setFrom(new InternetAddress(sender, true));
      message.setRecipient(Message.RecipientType.TO, new InternetAddress(letter.to(), true));
      Letters.Written written = letters.write(letter);
      message.setSubject(written.subject(), StandardCharsets.UTF_8.name());
      message.setText(written.text(), StandardCharsets.UTF_8.name());
      message.setHeader("Auto-Submitted", "auto-generated");
      message.setHeader("Content-Language", letter.language().toLanguageTag());
      message.setHeader("Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(clock.instant().atOffset(ZoneOffset.UTC)));
      message.saveChanges();
      connection.send(message);
    } catch (MessagingException refused) {
      throw new Undeliverable("the mail server did not take the letter", refused);
    }
  }

  @PreDestroy
  void end() {
    connection.close();
  }

  private Properties properties() {
    String host = config.getOptionalValue("regain.mail.host", String.class).orElse("localhost");
    boolean here = host.equals("localhost") || host.equals("127.0.0.1");
    var properties = new Properties();
    properties.setProperty("mail.smtp.host", host);
    properties.setProperty("mail.smtp.port", config.getOptionalValue("regain.mail.port", String.class).orElse("587"));
    properties.setProperty("mail.smtp.starttls.required", Boolean.toString(!here));
    properties.setProperty("mail.smtp.starttls.enable", "true");
    properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
    properties.put("mail.smtp.socketFactory", new BoundedSockets());
    // Or a connection that fails is made a second time without it.
    properties.setProperty("mail.smtp.socketFactory.fallback", "false");
    properties.setProperty("mail.smtp.connectiontimeout", TIMEOUT_MILLIS);
    properties.setProperty("mail.smtp.timeout", TIMEOUT_MILLIS);
    properties.setProperty("mail.smtp.writetimeout", TIMEOUT_MILLIS);
    properties.setProperty(
        "mail.smtp.auth",
        Boolean.toString(config.getOptionalValue("regain.mail.user", String.class).isPresent()));
    return properties;
  }
}
