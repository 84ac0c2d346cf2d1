package dev.tocsin.bench.notify;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** Fills a process with alerts, then posts single ones at a steady rate. */
final class NotifyMeasurement {
  private static final int BATCH = 500;
  private static final int GETS = 5;

  private final AlertmanagerProcess process;
  private final NotifiedAlerts notified;
  private final NotifyWorkload workload;
  private final Consumer<String> progress;

  NotifyMeasurement(
      AlertmanagerProcess process,
      NotifiedAlerts notified,
      NotifyWorkload workload,
      Consumer<String> progress) {
    this.process = process;
    this.notified = notified;
    this.workload = workload;
    this.progress = progress;
  }

  /**
   * Measures.
   *
   * @param alerts that are active
   * @param senders that post them at once, in batches
   * @param rate single alerts a second after that
   * @param seconds how long these come
   */
  ObjectNode run(long alerts, int senders, int rate, int seconds)
      throws IOException, InterruptedException {
    ObjectNode figures = JsonNodeFactory.instance.objectNode();
    if (workload.inhibitRules() > 0) {
      process.post(workload.sources(Instant.now()));
      notified.await(workload.inhibitRules());
    }
    flood(alerts, senders, figures);
    steady(alerts, rate, seconds, figures);
    List<Double> gets = new ArrayList<>();
    for (int get = 0; get < GETS; get++) {
      gets.add(process.get());
    }
    figures.put("get_alerts_ms", rounded(gets.stream().sorted().toList().get(GETS / 2)));
    figures.put("peak_rss_bytes", process.peakMemory());
    return figures;
  }

  private void flood(long alerts, int senders, ObjectNode figures)
      throws IOException, InterruptedException {
    double cpu = process.cpuSeconds();
    long start = System.nanoTime();
    try (ExecutorService pool = Executors.newFixedThreadPool(senders)) {
      List<CompletableFuture<Void>> posts = new ArrayList<>();
      for (long from = 0; from < alerts; from += BATCH) {
        long first = from;
        posts.add(
            CompletableFuture.runAsync(() -> post(first, Math.min(alerts, first + BATCH)), pool));
      }
      posts.forEach(CompletableFuture::join);
    } catch (CompletionException e) {
      throw new IOException(e.getCause());
    }
    double posted = seconds(System.nanoTime() - start);
    notified.await(workload.inhibitRules() + alerts);
    double all = seconds(notified.last() - start);
    progress.accept("%,d alerts were notified in %.1f s".formatted(alerts, all));
    figures.put("flood_posted_per_second", Math.round(alerts / posted));
    figures.put("flood_notified_per_second", Math.round(alerts / all));
    figures.put("flood_cpu_seconds", rounded(process.cpuSeconds() - cpu));
  }

  private void post(long from, long to) {
    try {
      process.post(workload.alerts(from, to, Instant.now()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Each begins a group of its own. */
  private void steady(long alerts, int rate, int seconds, ObjectNode figures)
      throws IOException, InterruptedException {
    long first = (alerts / workload.groupSize() + 1) * workload.groupSize();
    long count = (long) rate * seconds;
    Map<String, Long> posted = new HashMap<>();
    long start = System.nanoTime();
    for (long number = 0; number < count; number++) {
      long due = start + number * Duration.ofSeconds(1).toNanos() / rate;
      Thread.sleep(Duration.ofNanos(Math.max(0, due - System.nanoTime())));
      long id = first + number * workload.groupSize();
      String alert = workload.alerts(id, id + 1, Instant.now());
      posted.put(Long.toString(id), System.nanoTime());
      process.post(alert);
    }
    notified.await(workload.inhibitRules() + alerts + count);
    List<Double> latencies = notified.latencies(posted);
    figures.put("rate", rate);
    figures.put("p50_ms", rounded(percentile(latencies, 0.5)));
    figures.put("p99_ms", rounded(percentile(latencies, 0.99)));
    figures.put("max_ms", rounded(latencies.getLast()));
  }

  /** The nearest rank. */
  static double percentile(List<Double> ascending, double quantile) {
    return ascending.get((int) Math.ceil(quantile * ascending.size()) - 1);
  }

  private static double seconds(long nanos) {
    return nanos / 1e9;
  }

  private static double rounded(double value) {
    return Math.round(value * 100) / 100.0;
  }
}
