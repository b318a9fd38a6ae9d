package regain.recovery.internal;

import jakarta.enterprise.context.Dependent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import regain.kernel.Digest;
import regain.kernel.Secret;
import regain.policy.Method;
import regain.recovery.Recovery.Turn;

/**
 * A proof that a browser sends twice, because somebody clicked twice or loaded the page again: it is tried once, and both
 * requests get what came of it. The browser drops the answer to the first, and with it the ticket that a proof renews.
 *
 * <p>Whoever holds the ticket of before but cannot show the very same proof gets nothing, and one guess ends it. It is kept
 * in the memory of this node, as a digest and for a minute, because nothing of a proof is to lie in a database. On another
 * node the second request finds a dead ticket. There is one of it in each house.
 */
@Dependent
class SentTwice {
  private static final Duration KEPT = Duration.ofMinutes(1);
  private static final int MOST = 10_000;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** By ticket, the oldest first. */
  private final Map<String, Try> tries = new LinkedHashMap<>();

  private record Try(Digest shown, Instant began, CompletableFuture<Optional<Turn>> outcome) {}

  /**
   * Tries it, unless the same was tried with the same ticket less than a minute ago.
   *
   * @param shown what is tried: a code, a password, an answer
   * @return what came of it; empty also when the first try broke off or takes longer than half a minute
   */
  Optional<Turn> once(
      String ticket, int step, Method method, Secret shown, Instant now, Supplier<Optional<Turn>> trying) {
    var mine = new Try(digest(step, method, shown), now, new CompletableFuture<>());
    Optional<Try> first = begun(ticket, mine);
    if (first.isPresent()) {
      return first.get().outcome.copy().completeOnTimeout(Optional.empty(), PATIENCE.toSeconds(), TimeUnit.SECONDS)
          .join();
    }
    Optional<Turn> turn = Optional.empty();
    try {
      turn = trying.get();
      return turn;
    } finally {
      mine.outcome.complete(turn);
    }
  }

  /** The same try, if it was begun already. Otherwise mine counts as begun. */
  private synchronized Optional<Try> begun(String ticket, Try mine) {
    Instant from = mine.began.minus(KEPT);
    @Nullable Try before = tries.get(ticket);
    if (before != null && before.shown.equals(mine.shown) && before.began.isAfter(from)) {
      return Optional.of(before);
    }
    tries.remove(ticket);
    tries.put(ticket, mine);
    Iterator<Try> oldest = tries.values().iterator();
    while (oldest.hasNext() && (!oldest.next().began.isAfter(from) || tries.size() > MOST)) {
      oldest.remove();
    }
    return Optional.empty();
  }

  private static Digest digest(int step, Method method, Secret shown) {
    byte[] how = (step + " " + method + " ").getBytes(StandardCharsets.US_ASCII);
    return shown.open(it -> Digest.of(how, new String(it).getBytes(StandardCharsets.UTF_8)));
  }
}
