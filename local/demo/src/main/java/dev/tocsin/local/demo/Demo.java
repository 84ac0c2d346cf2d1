package dev.tocsin.local.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running demonstration: pipeline, sample service, inbox and the feed of metrics, on a folder
 * of their own.
 */
final class Demo implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Demo.class);
  private static final int INBOX_CAPACITY = 1_000;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final InstantSource clock;
  private final Instant startedAt;
  private final Deque<Runnable> parts = new ArrayDeque<>();
  private final SampleService service;
  private final Inbox inbox;
  private final Pipeline.Running pipeline;
  private final MetricsFeed feed;

  private Demo(Pipeline pipeline, InstantSource clock) throws Exception {
    this.clock = clock;
    startedAt = clock.instant();
    Path folder = Files.createTempDirectory("tocsin-demo-");
    parts.push(() -> remove(folder));
    try {
      inbox = part(Inbox.start(0, INBOX_CAPACITY, clock), Inbox::close);
      service =
          part(SampleService.start(folder.resolve("sample-service"), clock), SampleService::close);
      HostProbe probe = new HostProbe();
      String host = probe.hostName();
      DemoFiles files = DemoFiles.write(folder, service.uri(), host);
      this.pipeline = part(pipeline.start(files, inbox.uri()), Pipeline.Running::close);
      LoadGenerator load = part(LoadGenerator.start(service.uri()), LoadGenerator::close);
      List<MeasurementSource> sources =
          List.of(
              new HostMetrics(host, probe::read),
              new SampleServiceMetrics(load::drain, service::tempFileBytes));
      MetricTopic topic = new KafkaMetricTopic(this.pipeline.kafka(), Pipeline.TOPIC);
      feed = part(new MetricsFeed(sources, topic, clock), MetricsFeed::close);
      feed.start();
    } catch (Exception e) {
      close();
      throw e;
    }
  }

  /** Starts everything; samples flow from the next full second on. */
  static Demo start(Pipeline pipeline, InstantSource clock) throws Exception {
    return new Demo(pipeline, clock);
  }

  /** Plays the story once; true when every step of it was seen. */
  boolean playOnce(Consumer<String> out) throws InterruptedException {
    return playOnce(out, Story.Approver.BY_API);
  }

  /** The same, with another approver. */
  boolean playOnce(Consumer<String> out, Story.Approver approver) throws InterruptedException {
    addresses().forEach(address -> out.accept(address.name() + ": " + address.text()));
    out.accept("");
    Story.Places places =
        new Story.Places(
            service.uri(), pipeline.http(), inbox::messages, pipeline.records(), approver);
    return new Story(places, clock, PATIENCE, out).play();
  }

  /** What can be seen of it all; ask one of them again and again. */
  Watch watch() {
    return new Watch(startedAt, clock, pipeline.http(), inbox, feed::progress, addresses());
  }

  /** What a person can open or type. */
  List<Screen.Address> addresses() {
    URI faults = URI.create(service.uri() + "/faults");
    return List.of(
        new Screen.Address("inbox", inbox.uri() + "/"),
        new Screen.Address("alerts", "curl " + pipeline.http() + "/api/v1/alerts"),
        new Screen.Address("errors on", "curl -X POST '" + faults + "/errors?on=true'"),
        new Screen.Address("slowness on", "curl -X POST '" + faults + "/latency?on=true'"),
        new Screen.Address("temp files on", "curl -X POST '" + faults + "/temp_files?on=true'"));
  }

  /**
   * Stops the parts in the reverse order of their start; one that fails to stop does not keep the
   * others.
   */
  @Override
  public void close() {
    while (!parts.isEmpty()) {
      try {
        parts.pop().run();
      } catch (RuntimeException e) {
        LOG.warn("a part of the demonstration did not stop cleanly", e);
      }
    }
  }

  private <T> T part(T started, Consumer<T> stop) {
    parts.push(() -> stop.accept(started));
    return started;
  }

  /** Removes a folder with all that is in it. */
  static void remove(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("removing " + folder, e);
    }
  }
}
