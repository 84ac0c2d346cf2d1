package dev.tocsin.local.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures all sources at each full second and sends what they say. One thread does it, so that two
 * rounds never overlap; a round that takes longer than a second leaves out the seconds that passed.
 */
final class MetricsFeed implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(MetricsFeed.class);
  private static final Duration RATE_SPAN = Duration.ofSeconds(5);

  private final List<MeasurementSource> sources;
  private final MetricTopic topic;
  private final InstantSource clock;
  private final Thread thread;
  private final AtomicLong stored = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private final AtomicBoolean failing = new AtomicBoolean();
  private final Set<MeasurementSource> silent = new HashSet<>();
  private final Deque<Round> rounds = new ArrayDeque<>();
  private Map<String, Measurement> latest = Map.of();

  MetricsFeed(List<MeasurementSource> sources, MetricTopic topic, InstantSource clock) {
    this.sources = List.copyOf(sources);
    this.topic = topic;
    this.clock = clock;
    thread = Thread.ofPlatform().name("metrics-feed").daemon().unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** One round: everything is measured and sent with the time {@code at}. */
  void round(Instant at) {
    List<Measurement> measured = new ArrayList<>();
    for (MeasurementSource source : sources) {
      try {
        measured.addAll(source.measure(at));
        silent.remove(source);
      } catch (RuntimeException e) {
        if (silent.add(source)) {
          LOG.warn("a source of samples has nothing for now", e);
        }
      }
    }
    measured.forEach(this::send);
    remember(at, measured);
  }

  /** What was sent so far. Samples per second is the mean over the last five seconds. */
  synchronized Progress progress() {
    double perSecond =
        rounds.isEmpty()
            ? 0
            : (double) rounds.stream().mapToInt(Round::samples).sum() / rounds.size();
    return new Progress(perSecond, stored.get(), failed.get(), latest);
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join(2_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    topic.close();
  }

  private void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        Instant now = clock.instant();
        Instant next = now.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
        Thread.sleep(Duration.between(now, next));
        round(next);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void send(Measurement measurement) {
    try {
      topic.send(measurement, new Counted());
    } catch (RuntimeException e) {
      failed.incrementAndGet();
      troubled(e);
    }
  }

  private synchronized void remember(Instant at, List<Measurement> measured) {
    rounds.addLast(new Round(at, measured.size()));
    while (!rounds.getFirst().at().isAfter(at.minus(RATE_SPAN))) {
      rounds.removeFirst();
    }
    Map<String, Measurement> newest = new TreeMap<>(latest);
    measured.forEach(measurement -> newest.put(measurement.metricName(), measurement));
    latest = Map.copyOf(newest);
  }

  private void troubled(Exception why) {
    if (failing.compareAndSet(false, true)) {
      LOG.warn("samples cannot be sent for now: {}", why.toString());
    }
  }

  private record Round(Instant at, int samples) {}

  /**
   * How the feed is doing.
   *
   * @param perSecond samples per second, lately
   * @param stored samples that the topic confirmed
   * @param failed samples that it did not take
   * @param latest the newest measurement by metric name
   */
  record Progress(double perSecond, long stored, long failed, Map<String, Measurement> latest) {}

  private final class Counted implements MetricTopic.Outcome {
    @Override
    public void stored() {
      stored.incrementAndGet();
      if (failing.compareAndSet(true, false)) {
        LOG.info("samples are sent again");
      }
    }

    @Override
    public void failed(Exception why) {
      failed.incrementAndGet();
      troubled(why);
    }
  }
}
