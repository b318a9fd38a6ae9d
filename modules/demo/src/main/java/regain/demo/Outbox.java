package regain.demo;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import regain.enrollment.port.Post;

/** Takes the place of the mail server: letters stay here, the newest two hundred of them, until the server stops. */
@ApplicationScoped
@Alternative
@Priority(1)
public class Outbox implements Post {
  private static final int MOST = 200;

  private final Deque<Posted> letters = new ArrayDeque<>();
  private final InstantSource clock;

  @SuppressWarnings("NullAway") // For the container's proxy, which never uses it.
  protected Outbox() {
    this(null);
  }

  @Inject
  public Outbox(InstantSource clock) {
    this.clock = clock;
  }

  public record Posted(Letter letter, Instant at) {}

  @Override
  public synchronized void send(Letter letter) {
    letters.addFirst(new Posted(letter, clock.instant()));
    while (letters.size() > MOST) {
      letters.removeLast();
    }
  }

  /** The newest first. */
  public synchronized List<Posted> letters() {
    return List.copyOf(letters);
  }
}
