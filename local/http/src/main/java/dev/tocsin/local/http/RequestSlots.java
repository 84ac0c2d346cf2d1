package dev.tocsin.local.http;

import dev.tocsin.core.limit.Limit;
import dev.tocsin.core.limit.Limits;
import java.io.IOException;
import java.util.concurrent.Semaphore;

/**
 * So many requests are served at once, and at most half of them without a login, so that those
 * cannot keep the others out.
 */
public final class RequestSlots {
  private final Semaphore all;
  private final Semaphore unknown;

  public RequestSlots(Limits limits) {
    all = new Semaphore(limits.of(Limit.HTTP_REQUESTS));
    unknown = new Semaphore(limits.of(Limit.HTTP_REQUESTS) / 2);
  }

  /** What is done for a request. */
  @FunctionalInterface
  public interface Service {
    void serve() throws IOException;
  }

  /**
   * Serves a request that has arrived completely.
   *
   * @param known whether its sender has shown a login, or is on this host where none is asked for
   * @throws RequestRefused when there is no slot for it
   */
  public void serve(boolean known, Service service) throws IOException {
    if (!known && !unknown.tryAcquire()) {
      throw RequestRefused.overloaded(Limit.HTTP_REQUESTS);
    }
    try {
      if (!all.tryAcquire()) {
        throw RequestRefused.overloaded(Limit.HTTP_REQUESTS);
      }
      try {
        service.serve();
      } finally {
        all.release();
      }
    } finally {
      if (!known) {
        unknown.release();
      }
    }
  }
}
