package dev.tocsin.local.trial;

import static dev.tocsin.testkit.Eventually.within;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Measures how soon Tocsin is there, how soon it reports, and how it stands a storm. */
final class TimingTrial {
  private static final double THRESHOLD = 80;
  private static final Pattern SENT =
      Pattern.compile("tocsin_messages_sent_total\\{.*queue=\"([^\"]+)\".*} (\\S+)");
  private static final int AT_REST = 40;
  private static final int FLOW_PER_SECOND = 5_000;
  private static final int FLOW_SECONDS = 60;

  /** 10,800 alerts an hour. */
  private static final int FLOW_ALERTS_PER_SECOND = 3;

  private static final int STORM = 10_000;
  private static final int STORM_MESSAGES = 200;

  private final Path launcher;
  private final PrintStream out;
  private final HttpClient http = HttpClient.newHttpClient();

  TimingTrial(Path launcher, PrintStream out) {
    this.launcher = launcher;
    this.out = out;
  }

  /** Runs all measurements in a directory of its own; true when every bound was kept. */
  boolean run(Path directory) throws Exception {
    Path rules = directory.resolve("rules.yaml");
    Files.writeString(rules, RULES);
    Path settings = directory.resolve("settings.yaml");
    Files.writeString(settings, "limits:\n  batch_size: 10000\n");
    boolean kept = demo();
    try (Receiver receiver = new Receiver()) {
      long begun = System.nanoTime();
      TocsinProcess tocsin =
          TocsinProcess.up(
              launcher,
              List.of(
                  "--rules", rules.toString(),
                  "--settings", settings.toString(),
                  "--notify-url", receiver.url().toString()),
              directory.resolve("tocsin.log"));
      try (Records records = new Records(tocsin.kafka())) {
        records.send("first", 1, now()).get();
        awaitSamples(tocsin.http());
        kept &= bound("start to first sample evaluated", millisSince(begun), 8_000);
        kept &= atRest(records, receiver);
        kept &= inFlow(records, receiver);
        kept &= storm(tocsin, receiver);
        kept &= bound("peak memory, MiB", tocsin.peakMemory() >> 20, 1_024);
      } finally {
        kept &= bound("SIGTERM to end", tocsin.stop().toMillis(), 10_000);
      }
    }
    return kept;
  }

  private boolean demo() throws IOException, InterruptedException {
    long begun = System.nanoTime();
    Process demo =
        new ProcessBuilder(launcher.toString(), "demo", "--once")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    int exit = demo.waitFor();
    return bound("demo --once, exit " + exit, millisSince(begun), 20_000) && exit == 0;
  }

  private boolean atRest(Records records, Receiver receiver) throws Exception {
    Map<String, Instant> sent = new HashMap<>();
    for (int i = 0; i < AT_REST; i++) {
      String instance = "rest-" + i;
      sent.put(instance, now());
      records.send(instance, 99, now()).get();
      LockSupport.parkNanos(Duration.ofMillis(250).toNanos());
    }
    Latencies found = latencies(receiver, sent, Duration.ofSeconds(20));
    out.println("notified at rest: " + found);
    return found.millis().size() == AT_REST && bound("  worst at rest", found.quantile(1), 1_000);
  }

  private boolean inFlow(Records records, Receiver receiver) {
    Map<String, Instant> sent = new HashMap<>();
    long begun = System.nanoTime();
    int total = FLOW_PER_SECOND * FLOW_SECONDS;
    for (int i = 0; i < total; i++) {
      if (i % (FLOW_PER_SECOND / FLOW_ALERTS_PER_SECOND) == 0) {
        String instance = "flow-alert-" + i;
        sent.put(instance, now());
        records.offer(instance, 99, now());
      } else {
        records.offer("flow-" + i % 2_000, 1, now());
      }
      LockSupport.parkNanos(begun + i * (1_000_000_000L / FLOW_PER_SECOND) - System.nanoTime());
    }
    records.flush();
    Latencies found = latencies(receiver, sent, Duration.ofSeconds(30));
    out.printf("notified while %d samples/s flow: %s%n", FLOW_PER_SECOND, found);
    return found.millis().size() == sent.size()
        && bound("  p99 in flow", found.quantile(0.99), 2_000);
  }

  private boolean storm(TocsinProcess tocsin, Receiver receiver) throws Exception {
    Map<String, Long> before = messages(tocsin.http());
    Map<String, Instant> sent = new HashMap<>();
    long begun = System.nanoTime();
    Instant at = now();
    for (int i = 0; i < STORM; i++) {
      sent.put("storm-" + i, at);
    }
    Records.together(tocsin.kafka(), sent.keySet(), 99, at);
    Latencies found = latencies(receiver, sent, Duration.ofSeconds(90));
    out.printf("%d alerts at once: %s%n", STORM, found);
    boolean kept =
        found.millis().size() == STORM && bound("  all reported", millisSince(begun), 60_000);
    for (Map.Entry<String, Long> queue : messages(tocsin.http()).entrySet()) {
      long more = queue.getValue() - before.getOrDefault(queue.getKey(), 0L);
      // The notifier gets each alert and its enrichment.
      long reported = queue.getKey().equals("notify") ? 2 : 1;
      kept &= bound("  messages to " + queue.getKey(), more, reported * STORM_MESSAGES);
    }
    return kept;
  }

  /** So many messages were sent so far, by queue. */
  private Map<String, Long> messages(URI root) throws Exception {
    Map<String, Long> sent = new TreeMap<>();
    for (String line : metrics(root)) {
      Matcher found = SENT.matcher(line);
      if (found.matches()) {
        sent.merge(found.group(1), (long) Double.parseDouble(found.group(2)), Long::sum);
      }
    }
    return sent;
  }

  private List<String> metrics(URI root) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(root.resolve("/metrics")).build();
    return http.send(request, HttpResponse.BodyHandlers.ofString()).body().lines().toList();
  }

  /** From sending to the notification received, for each instance that was reported in time. */
  private static Latencies latencies(
      Receiver receiver, Map<String, Instant> sent, Duration patience) {
    Instant end = Instant.now().plus(patience);
    List<Long> millis = new ArrayList<>();
    do {
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
      millis.clear();
      for (Receiver.Reported reported : receiver.all()) {
        Instant at = sent.get(reported.text("instance_id"));
        if (at != null && reported.state().equals("firing")) {
          millis.add(Duration.between(at, reported.receivedAt()).toMillis());
        }
      }
    } while (millis.size() < sent.size() && Instant.now().isBefore(end));
    return new Latencies(millis);
  }

  private void awaitSamples(URI root) throws Exception {
    within(Duration.ofSeconds(30))
        .alias("a sample was evaluated")
        .until(() ->
            metrics(root).stream()
                .anyMatch(line -> line.matches("tocsin_samples_total.* [1-9].*")));
  }

  private boolean bound(String what, long found, long most) {
    boolean kept = found <= most;
    out.printf("%s %s: %d (at most %d)%n", kept ? "ok  " : "FAIL", what, found, most);
    return kept;
  }

  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MILLIS);
  }

  private static long millisSince(long begun) {
    return Duration.ofNanos(System.nanoTime() - begun).toMillis();
  }

  private static final String RULES =
      """
      groups:
        - name: trial
          rules:
            - id: trial_high
              name: Trial value high
              metric_name: %s
              operator: ">"
              threshold: %s
              duration: 0
              cooldown: 1h
              severity: high
              max_keys: 100000
      """
          .formatted(Records.METRIC, THRESHOLD);
}
