package dev.tocsin.local.http;

import dev.tocsin.core.limit.Limit;
import dev.tocsin.core.limit.LimitHits;
import dev.tocsin.core.limit.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;

/**
 * The bytes of all request bodies in memory, which are bounded. When they are used up, a body that
 * is still arriving gives way ({@link Eviction}), be it the one that asks.
 */
final class Bodies {
  /** Draining an unwanted body is a courtesy, which a flood does not get. */
  private static final int MOST_DISCARDED = 16;

  private final int most;
  private final Semaphore discarding = new Semaphore(MOST_DISCARDED);
  private final LimitHits hits;
  private final List<Body> arriving = new ArrayList<>();
  private long used;

  Bodies(Limits limits, LimitHits hits) {
    this.most = limits.of(Limit.HTTP_BODIES);
    this.hits = hits;
  }

  /** Begins a body, of which nothing is in memory yet. */
  Body begin(OpenConnection connection, Runnable whenEvicted) {
    return new Body(connection, whenEvicted);
  }

  /** Reads a body that is not wanted, unless that is being done for many already. */
  void discarding(Runnable reading) {
    if (discarding.tryAcquire()) {
      try {
        reading.run();
      } finally {
        discarding.release();
      }
    }
  }

  /** A body; closed when nothing of it is needed any more. */
  final class Body implements Eviction.Candidate, AutoCloseable {
    private final OpenConnection connection;
    private final Runnable whenEvicted;
    private final long since = System.nanoTime();
    private long held;
    private boolean evicted;

    private Body(OpenConnection connection, Runnable whenEvicted) {
      this.connection = connection;
      this.whenEvicted = whenEvicted;
      synchronized (Bodies.this) {
        arriving.add(this);
      }
    }

    /**
     * Makes room for more bytes of it.
     *
     * @throws RequestRefused when it has to give way itself
     */
    void grow(int bytes) {
      synchronized (Bodies.this) {
        while (!evicted && used + bytes > most) {
          hits.hit(Limit.HTTP_BODIES);
          Eviction.choose(arriving).ifPresentOrElse(Body::evict, this::evict);
        }
        if (evicted) {
          throw RequestRefused.overloaded(Limit.HTTP_BODIES);
        }
        used += bytes;
        held += bytes;
      }
    }

    /** Whether it had to give way; its bytes are to be let go. */
    boolean isEvicted() {
      synchronized (Bodies.this) {
        return evicted;
      }
    }

    /** All of it is there: it keeps its room until it is closed. */
    void complete() {
      synchronized (Bodies.this) {
        if (evicted) {
          throw RequestRefused.overloaded(Limit.HTTP_BODIES);
        }
        arriving.remove(this);
      }
    }

    private void evict() {
      evicted = true;
      close();
      whenEvicted.run();
    }

    @Override
    public void close() {
      synchronized (Bodies.this) {
        arriving.remove(this);
        used -= held;
        held = 0;
      }
    }

    @Override
    public String address() {
      return connection.address();
    }

    @Override
    public boolean isKnown() {
      return connection.isKnown();
    }

    @Override
    public boolean isReceiving() {
      return true;
    }

    @Override
    public long since() {
      return since;
    }
  }
}
