package dev.tocsin.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The story of the demonstration on a pipeline that runs elsewhere: the sample service and the feed
 * of metrics are this process's, all else is looked at from outside.
 */
public final class RemoteDemo {
  private static final Duration PATIENCE = Duration.ofSeconds(75);

  /** For so long a function does not look whether a file has changed. */
  private static final Duration FILES_ARE_KEPT = Duration.ofSeconds(30);

  private static final Duration LOOK = Duration.ofMillis(250);

  private final Place place;
  private final InstantSource clock;
  private final Consumer<String> out;
  private final Client client = new Client(PATIENCE);

  private RemoteDemo(Place place, InstantSource clock, Consumer<String> out) {
    this.place = place;
    this.clock = clock;
    this.out = out;
  }

  /**
   * Where it takes place.
   *
   * @param address of this host, on which the pipeline reaches the sample service
   * @param http root of the pipeline's HTTP interface
   * @param kafka bootstrap servers
   * @param inbox root of the inbox that the pipeline reports
   * @param lastTick when a schedule last called the evaluator
   * @param files takes rules, catalogue and asset list, by their keys in the bucket
   */
  public record Place(
      InetAddress address,
      URI http,
      String kafka,
      URI inbox,
      Records records,
      Supplier<Optional<Instant>> lastTick,
      Consumer<Map<String, String>> files) {}

  /** Plays the story once; true when every step of it was seen. */
  public static boolean playOnce(Place place, InstantSource clock, Consumer<String> out)
      throws IOException, InterruptedException {
    return new RemoteDemo(place, clock, out).play();
  }

  private boolean play() throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("tocsin-demo-");
    HostProbe probe = new HostProbe();
    String host = probe.hostName();
    try (SampleService service =
            SampleService.start(place.address(), folder.resolve("sample-service"), clock);
        LoadGenerator load = LoadGenerator.start(service.uri());
        MetricsFeed feed =
            new MetricsFeed(
                List.of(
                    new HostMetrics(host, probe::read),
                    new SampleServiceMetrics(load::drain, service::tempFileBytes)),
                new KafkaMetricTopic(place.kafka(), Pipeline.TOPIC),
                clock)) {
      place.files().accept(files(DemoFiles.write(folder, service.uri(), host)));
      Instant started = clock.instant();
      feed.start();
      if (!ticked(started) || !apiAnswers()) {
        return false;
      }
      Story.Places places =
          new Story.Places(
              service.uri(),
              place.http(),
              () -> messagesSince(started),
              place.records(),
              Story.Approver.BY_API);
      return new Story(places, clock, PATIENCE, out).play();
    } finally {
      Demo.remove(folder);
    }
  }

  /**
   * With a tick that has read them the rules are in force, for samples from then on; functions look
   * for changed files now and then only.
   */
  private boolean ticked(Instant started) throws InterruptedException {
    return seen(
        "tick",
        "the schedule to call the evaluator",
        () ->
            place
                .lastTick()
                .get()
                .filter(tick -> tick.isAfter(started.plus(FILES_ARE_KEPT)))
                .isPresent());
  }

  private boolean apiAnswers() throws InterruptedException {
    AlertsApi api = new AlertsApi(client, place.http());
    return seen("alerts API", "the alerts API to answer", () -> api.alerts().isPresent());
  }

  private boolean seen(String step, String expected, Look look) throws InterruptedException {
    Instant began = clock.instant();
    Instant deadline = began.plus(PATIENCE).plus(FILES_ARE_KEPT);
    while (clock.instant().isBefore(deadline)) {
      if (look.now()) {
        out.accept(
            "✓ %s after %d s"
                .formatted(step, Duration.between(began, clock.instant()).toSeconds()));
        return true;
      }
      Thread.sleep(LOOK);
    }
    out.accept(
        "✗ %s: waited %d s for %s"
            .formatted(step, Duration.between(began, deadline).toSeconds(), expected));
    return false;
  }

  /** What the inbox received since then; nothing while it does not answer. */
  private List<Notification> messagesSince(Instant started) {
    List<Notification> messages = new ArrayList<>();
    for (JsonNode entry : inbox()) {
      Optional<Instant> received = Json.instant(entry, "received_at");
      if (entry.path("body") instanceof ObjectNode body
          && received.filter(at -> !at.isBefore(started)).isPresent()) {
        messages.add(
            Notification.first(
                entry.path("idempotency_key").asText(), received.orElseThrow(), body));
      }
    }
    return messages;
  }

  private JsonNode inbox() {
    try {
      return client.get(URI.create(place.inbox() + "/messages")).orElseGet(Json::array);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Json.array();
    }
  }

  private static Map<String, String> files(DemoFiles files) throws IOException {
    Map<String, String> byKey = new TreeMap<>();
    for (Path rules : files.rules()) {
      byKey.put("rules/" + rules.getFileName(), Files.readString(rules));
    }
    byKey.put("remediations.yaml", Files.readString(files.remediations()));
    byKey.put("cmdb.yaml", Files.readString(files.cmdb()));
    return byKey;
  }

  @FunctionalInterface
  private interface Look {
    boolean now() throws InterruptedException;
  }
}
