package dev.tocsin.local.trial;

import static dev.tocsin.core.fault.FaultPoint.AFTER_COMMIT;
import static dev.tocsin.core.fault.FaultPoint.AFTER_DELIVERY;
import static dev.tocsin.core.fault.FaultPoint.AFTER_LOAD;
import static dev.tocsin.core.fault.FaultPoint.BEFORE_COMMIT;
import static dev.tocsin.core.fault.FaultPoint.DURING_DELIVERY;

import dev.tocsin.core.fault.FaultPoint;
import dev.tocsin.local.trial.NotifiedStates.State;
import dev.tocsin.testkit.Eventually;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * Two instances on one database, each killed again and again at every step of taking alerts,
 * flushing and delivering, while alerts fire and end: nothing is lost, and nothing is sent twice
 * under two keys.
 */
final class NotifierTrial {
  private static final List<FaultPoint> POINTS =
      List.of(AFTER_LOAD, BEFORE_COMMIT, AFTER_COMMIT, DURING_DELIVERY, AFTER_DELIVERY);
  private static final double CHANCE = 0.1;
  private static final Duration BETWEEN = Duration.ofMillis(100);

  /** Longer than the lease of a delivery whose process was killed. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final String databaseUrl;
  private final int leastHits;
  private final Random random;
  private final PrintStream out;
  private final HttpClient client = HttpClient.newHttpClient();
  private final Map<FaultPoint, Integer> hits = new EnumMap<>(FaultPoint.class);
  private final Map<State, Long> due = new HashMap<>();
  private final List<FaultyInstance> instances = new ArrayList<>();

  /**
   * @param databaseUrl of an empty database, with user and password
   * @param leastHits how often processes are killed at each point
   */
  NotifierTrial(String databaseUrl, int leastHits, long seed, PrintStream out) {
    this.databaseUrl = databaseUrl;
    this.leastHits = leastHits;
    this.random = new Random(seed);
    this.out = out;
    POINTS.forEach(point -> hits.put(point, 0));
  }

  /** Runs it in a directory of its own; true when every promise was kept. */
  boolean run(Path directory) throws IOException, InterruptedException {
    try (NotifiedStates notified = new NotifiedStates()) {
      Path configuration =
          Files.writeString(directory.resolve("alertmanager.yml"), configuration(notified.url()));
      List<String> options =
          List.of("--config.file=" + configuration, "--storage.url=" + databaseUrl);
      try {
        instances.add(new FaultyInstance(options, this::plan, this::killed));
        Eventually.within(PATIENCE).until(() -> instances.getFirst().address().isPresent());
        instances.add(new FaultyInstance(options, this::plan, this::killed));
        post(notified);
        return settle(notified);
      } finally {
        for (FaultyInstance instance : instances) {
          instance.close();
        }
      }
    }
  }

  private static String configuration(String webhook) {
    return """
    route:
      receiver: trial
      group_by: [id]
      group_wait: 0s
      group_interval: 1s
      repeat_interval: 4h
      routes:
      - matchers: [wait="1s"]
        group_wait: 1s
    receivers:
    - name: trial
      webhook_configs:
      - url: %s
    """
        .formatted(webhook);
  }

  /** The point that was hit least is next. */
  private synchronized String plan() {
    return POINTS.stream()
        .filter(point -> count(point) < leastHits)
        .min(Comparator.comparingInt(this::count))
        .map(point -> point.code() + "=kill@" + CHANCE)
        .orElse("");
  }

  private synchronized void killed(FaultPoint point) {
    hits.merge(point, 1, Integer::sum);
  }

  private synchronized int count(FaultPoint point) {
    return hits.getOrDefault(point, 0);
  }

  private boolean isDone() {
    return POINTS.stream().allMatch(point -> count(point) >= leastHits);
  }

  private void post(NotifiedStates notified) throws InterruptedException {
    List<Integer> firing = new ArrayList<>();
    for (int id = 0; !isDone(); id++) {
      start(id);
      firing.add(id);
      int other = firing.get(random.nextInt(firing.size()));
      if (random.nextBoolean() && notified.first(state(other, "firing")).isPresent()) {
        firing.remove(Integer.valueOf(other));
        end(other);
      }
      if (id % 100 == 0) {
        out.printf("%d alerts, killed at %s%n", id, hits);
      }
      Thread.sleep(BETWEEN);
    }
  }

  private static State state(int id, String status) {
    return new State(Integer.toString(id), status);
  }

  private void start(int id) throws InterruptedException {
    long wait = Duration.ofSeconds(id % 2).toNanos();
    send(id, Optional.empty());
    due.put(state(id, "firing"), System.nanoTime() + wait);
  }

  private void end(int id) throws InterruptedException {
    send(id, Optional.of(Instant.now()));
    due.put(state(id, "resolved"), System.nanoTime() + Duration.ofSeconds(1).toNanos());
  }

  /** To either instance, until one has taken it. */
  private void send(int id, Optional<Instant> end) throws InterruptedException {
    String body =
        """
        [{"labels": {"alertname": "Trial", "id": "%d", "wait": "%ds"}, "endsAt": "%s"}]
        """
            .formatted(id, id % 2, end.orElseGet(() -> Instant.now().plusSeconds(86_400)));
    while (!isTaken(body)) {
      Thread.sleep(20);
    }
  }

  private boolean isTaken(String body) throws InterruptedException {
    Optional<String> address = instances.get(random.nextInt(instances.size())).address();
    if (address.isEmpty()) {
      return false;
    }
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://" + address.get() + "/api/v2/alerts"))
            .header("Content-Type", "application/json")
            .timeout(Duration.ofSeconds(10))
            .POST(BodyPublishers.ofString(body))
            .build();
    try {
      return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException killed) {
      return false;
    }
  }

  private boolean settle(NotifiedStates notified) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!lost(notified).isEmpty() && System.nanoTime() < end) {
      Thread.sleep(100);
    }
    Thread.sleep(Duration.ofSeconds(5));
    List<Duration> late =
        due.entrySet().stream()
            .filter(one -> notified.first(one.getKey()).isPresent())
            .map(one ->
                Duration.ofNanos(notified.first(one.getKey()).orElseThrow() - one.getValue()))
            .sorted()
            .toList();
    out.printf(
        "%d notifications wanted, killed at %s; lost %s; under several keys %s; contradictions %s;"
            + " repeats %d; late: median %d ms, p99 %d ms, most %d ms%n",
        due.size(),
        hits,
        lost(notified),
        notified.underSeveralKeys(),
        notified.contradictions(),
        notified.repeats(),
        late.get(late.size() / 2).toMillis(),
        late.get(late.size() * 99 / 100).toMillis(),
        late.getLast().toMillis());
    return lost(notified).isEmpty()
        && notified.underSeveralKeys().isEmpty()
        && notified.contradictions().isEmpty();
  }

  private List<State> lost(NotifiedStates notified) {
    return due.keySet().stream().filter(state -> notified.first(state).isEmpty()).toList();
  }
}
