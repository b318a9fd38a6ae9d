package regain.policy;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something that was looked up. It is known; or it should have been there and was not, which tightens and never closes a
 * case by itself; or the operator chose not to have it, and the rules that read it rest.
 */
public record Fact<T>(State state, @Nullable T value) {
  public enum State {
    KNOWN,
    UNAVAILABLE,
    NOT_CONFIGURED
  }

  public Fact {
    if ((state == State.KNOWN) != (value != null)) {
      throw new IllegalArgumentException("a fact has a value exactly when it is known");
    }
  }

  public static <T> Fact<T> known(T value) {
    return new Fact<>(State.KNOWN, value);
  }

  public static <T> Fact<T> unavailable() {
    return new Fact<>(State.UNAVAILABLE, null);
  }

  public static <T> Fact<T> notConfigured() {
    return new Fact<>(State.NOT_CONFIGURED, null);
  }

  public Optional<T> known() {
    return Optional.ofNullable(value);
  }

  public boolean is(T expected) {
    return expected.equals(value);
  }

  public boolean unavailableNow() {
    return state == State.UNAVAILABLE;
  }
}
