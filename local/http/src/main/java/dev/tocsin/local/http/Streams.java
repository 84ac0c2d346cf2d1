package dev.tocsin.local.http;

import dev.tocsin.core.limit.Limit;
import dev.tocsin.core.limit.LimitHits;
import dev.tocsin.core.limit.Limits;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** The streamed answers of a server that have not ended: so many, and each for so long, at most. */
final class Streams {
  private final Limits limits;
  private final LimitHits hits;
  private final Set<StreamedAnswer> open = ConcurrentHashMap.newKeySet();
  private boolean stopping;

  Streams(Limits limits, LimitHits hits) {
    this.limits = limits;
    this.hits = hits;
  }

  /**
   * Takes another one.
   *
   * @throws RequestRefused when there is no room for it
   */
  synchronized void add(StreamedAnswer stream) {
    if (stopping) {
      throw new RequestRefused(503, "Service Unavailable", "The process is stopping.");
    }
    if (open.size() >= limits.of(Limit.HTTP_STREAMS)) {
      throw RequestRefused.overloaded(Limit.HTTP_STREAMS);
    }
    open.add(stream);
  }

  void remove(StreamedAnswer stream) {
    open.remove(stream);
  }

  /** Ends those that have lasted long enough; called every second. */
  void endOverdue() {
    long now = System.nanoTime();
    long most = TimeUnit.SECONDS.toNanos(limits.of(Limit.HTTP_STREAM_TIME));
    for (StreamedAnswer stream : open) {
      if (now - stream.since() > most && stream.end()) {
        hits.hit(Limit.HTTP_STREAM_TIME);
      }
    }
  }

  /** Ends all, and takes no more. */
  synchronized void stop() {
    stopping = true;
    open.forEach(StreamedAnswer::end);
  }
}
