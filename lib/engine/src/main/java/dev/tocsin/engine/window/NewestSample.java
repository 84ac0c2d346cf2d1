package dev.tocsin.engine.window;

import dev.tocsin.engine.state.StateReader;
import dev.tocsin.engine.state.StateWriter;
import java.time.Duration;
import java.util.OptionalDouble;

/**
 * The time of the newest sample of a key that is known until it was silent for long. Times are
 * milliseconds since 1970.
 */
public final class NewestSample {
  private static final long NONE = Long.MIN_VALUE;

  private long time = NONE;

  public void take(long at) {
    time = Math.max(time, at);
  }

  public boolean isEmpty() {
    return time == NONE;
  }

  /** How long before a time it was. There must be one. */
  public long age(long evaluationTime) {
    return evaluationTime - time;
  }

  /** Its age in seconds, when it is so old that the key is to be forgotten. */
  public OptionalDouble forgets(long evaluationTime, Duration forgetAfter) {
    return isEmpty() || age(evaluationTime) < forgetAfter.toMillis()
        ? OptionalDouble.empty()
        : OptionalDouble.of(age(evaluationTime) / 1e3);
  }

  public void clear() {
    time = NONE;
  }

  public void write(StateWriter out) {
    out.count(isEmpty() ? 0 : 1);
    if (!isEmpty()) {
      out.time(time);
      out.near(time);
    }
  }

  /** Becomes what was written. */
  public void read(StateReader in) {
    time = NONE;
    if (in.count() > 0) {
      time = in.time();
      in.near(time);
    }
  }
}
