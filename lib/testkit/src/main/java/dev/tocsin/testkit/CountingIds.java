package dev.tocsin.testkit;

import dev.tocsin.core.identity.IdSource;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Identities that count up from 1, so that a test can name them before they are drawn. */
public final class CountingIds implements IdSource {
  private final AtomicLong drawn = new AtomicLong();

  @Override
  public UUID next() {
    return id(drawn.incrementAndGet());
  }

  /** The identity that is drawn as number {@code n}, 1 for the first. */
  public static UUID id(long n) {
    return new UUID(0x7000, 0x8000_0000_0000_0000L | n);
  }
}
