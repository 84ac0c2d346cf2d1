package dev.tocsin.local.http;

import dev.tocsin.core.limit.Limit;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Events for any number of clients. The newest are kept once for all of them, and each client reads
 * on from its own place at its own speed: neither a slow client nor many of them take memory, and
 * one that comes again gets what it has missed. A client whose place is no longer kept gets an
 * event {@value #MISSED} first, at which it looks at the whole again. Thread-safe.
 */
public final class EventFeed {
  /** The type of the event that says that events before it are not in the stream. */
  public static final String MISSED = "missed";

  /** Less than what proxies give a connection on which nothing comes. */
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(15);

  private static final Duration RETRY = Duration.ofSeconds(1);

  private final String name;
  private final int most;
  private final Duration keepAlive;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<ServerSentEvent> kept = new ArrayDeque<>();

  /** Of the newest event; the first has 1. */
  private long last;

  /**
   * A feed without events.
   *
   * @param name another one for each feed that there ever is, of letters and digits: the places of
   *     an earlier process are none of this one
   * @param most so many events are kept
   */
  public EventFeed(String name, int most) {
    this(name, most, KEEP_ALIVE);
  }

  EventFeed(String name, int most, Duration keepAlive) {
    this.name = name;
    this.most = most;
    this.keepAlive = keepAlive;
  }

  /** Sends an event to all clients, now and when they come again. */
  public void publish(String data) {
    lock.lock();
    try {
      last++;
      kept.addLast(new ServerSentEvent(Optional.empty(), Optional.of(place(last)), data));
      if (kept.size() > most) {
        kept.removeFirst();
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The place behind the newest event: a stream after it has what comes later. */
  public String place() {
    lock.lock();
    try {
      return place(last);
    } finally {
      lock.unlock();
    }
  }

  private String place(long number) {
    return name + "-" + number;
  }

  /**
   * Answers with a stream of events; returns when it has ended.
   *
   * @param after the place behind which it begins, if the client does not name a later one by
   *     {@code Last-Event-ID}; empty: the newest event
   * @throws RequestRefused when there are too many streams ({@link Limit#HTTP_STREAMS})
   * @throws IOException when the client has left
   */
  public void serve(Exchange exchange, Optional<String> after) throws IOException {
    Optional<String> asked =
        exchange.head().header("Last-Event-ID").filter(id -> !id.isEmpty()).or(() -> after);
    try (EventStream stream = EventStream.begin(exchange)) {
      stream.onEnd(this::wake);
      stream.retryAfter(RETRY);
      long next = asked.map(this::behind).orElseGet(this::behindNewest);
      while (stream.isOpen()) {
        Batch batch = await(next, stream);
        if (batch.missed()) {
          stream.send(
              new ServerSentEvent(Optional.of(MISSED), Optional.of(place(batch.from() - 1)), ""));
        }
        for (ServerSentEvent event : batch.events()) {
          stream.send(event);
        }
        if (batch.events().isEmpty() && stream.isOpen()) {
          stream.comment("");
        }
        next = batch.from() + batch.events().size();
      }
    }
  }

  /**
   * The number of the event behind a place; 0, which is never kept, when it is no place of ours.
   */
  private long behind(String place) {
    OptionalLong number = number(place);
    lock.lock();
    try {
      return number.isPresent() && number.getAsLong() <= last ? number.getAsLong() + 1 : 0;
    } finally {
      lock.unlock();
    }
  }

  private OptionalLong number(String place) {
    String digits = place.startsWith(name + "-") ? place.substring(name.length() + 1) : "";
    return digits.matches("\\d{1,18}")
        ? OptionalLong.of(Long.parseLong(digits))
        : OptionalLong.empty();
  }

  private long behindNewest() {
    lock.lock();
    try {
      return last + 1;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Events that a client gets next.
   *
   * @param from the number of the first of them
   * @param missed whether there were others before it that are no longer kept
   */
  private record Batch(long from, List<ServerSentEvent> events, boolean missed) {}

  /** What is there from a number on; none when nothing comes for a while, or the stream ends. */
  private Batch await(long next, EventStream stream) throws IOException {
    lock.lock();
    try {
      long end = System.nanoTime() + keepAlive.toNanos();
      long left = keepAlive.toNanos();
      while (next > last && stream.isOpen() && left > 0) {
        boolean unused = changed.await(left, TimeUnit.NANOSECONDS);
        left = end - System.nanoTime();
      }
      long oldest = last - kept.size() + 1;
      long from = Math.max(next, oldest);
      List<ServerSentEvent> events = new ArrayList<>(kept);
      return new Batch(from, events.subList((int) (from - oldest), events.size()), next < oldest);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("the stream was interrupted", e);
    } finally {
      lock.unlock();
    }
  }

  private void wake() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
