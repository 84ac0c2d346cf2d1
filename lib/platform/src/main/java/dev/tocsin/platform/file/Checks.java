package dev.tocsin.platform.file;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * When something is looked at again, and whether the last look failed; a failure lasts until the
 * next look. Not safe for use by several threads.
 */
final class Checks {
  private final BucketSettings settings;
  private final InstantSource clock;
  private @Nullable Instant next;
  private @Nullable RuntimeException failure;

  Checks(BucketSettings settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /** Whether it is time; then not again for a while, whatever comes of it. */
  boolean due() {
    Instant now = clock.instant();
    if (next != null && now.isBefore(next)) {
      return false;
    }
    next = now.plus(settings.checkEvery());
    return true;
  }

  void expire() {
    next = null;
  }

  <T> T note(Supplier<T> look) {
    try {
      T found = look.get();
      failure = null;
      return found;
    } catch (RuntimeException failed) {
      failure = failed;
      throw failed;
    }
  }

  void throwIfFailed() {
    if (failure != null) {
      throw failure;
    }
  }
}
