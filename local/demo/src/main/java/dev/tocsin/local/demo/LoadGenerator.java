package dev.tocsin.local.demo;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Asks the sample service for work twenty times per second and keeps what came of it until it is
 * drained.
 */
final class LoadGenerator implements AutoCloseable {

  private static final Duration PERIOD = Duration.ofMillis(50);
  private static final Duration TIMEOUT = Duration.ofSeconds(2);
  private static final int IN_FLIGHT = 64;
  private static final int KEPT = 10_000;

  private final HttpRequest request;
  private final HttpClient client =
      HttpClient.newBuilder().version(Version.HTTP_1_1).connectTimeout(TIMEOUT).build();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("load").daemon().factory());
  private final Semaphore inFlight = new Semaphore(IN_FLIGHT);
  private List<Call> calls = new ArrayList<>();

  private LoadGenerator(URI service) {
    request = HttpRequest.newBuilder(service.resolve("/work")).timeout(TIMEOUT).GET().build();
  }

  /** Starts at once on the service at that root address. */
  static LoadGenerator start(URI service) {
    LoadGenerator load = new LoadGenerator(service);
    var unused =
        load.timer.scheduleAtFixedRate(load::ask, 0, PERIOD.toMillis(), TimeUnit.MILLISECONDS);
    return load;
  }

  /** The calls finished since the last time, in no order. */
  synchronized List<Call> drain() {
    List<Call> finished = calls;
    calls = new ArrayList<>();
    return finished;
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }

  private void ask() {
    if (!inFlight.tryAcquire()) {
      record(new Call(TIMEOUT, true));
      return;
    }
    long started = System.nanoTime();
    var unused =
        client
            .sendAsync(request, BodyHandlers.discarding())
            .whenComplete((response, failure) -> {
              inFlight.release();
              Duration latency = Duration.ofNanos(System.nanoTime() - started);
              record(new Call(latency, failure != null || response.statusCode() >= 500));
            });
  }

  private synchronized void record(Call call) {
    if (calls.size() < KEPT) {
      calls.add(call);
    }
  }
}
