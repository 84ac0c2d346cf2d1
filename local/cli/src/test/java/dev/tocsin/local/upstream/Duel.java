package dev.tocsin.local.upstream;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A scenario played on two programs at the same time.
 *
 * @param tolerance by how much two times may differ
 */
record Duel(Program expected, Program actual, Duration tolerance) {
  private static final Duration PREPARATION = Duration.ofMillis(300);

  /**
   * What came of a scenario.
   *
   * @param notifications how many the expected program sent
   * @param stall the longest time for which the machine let processes wait
   */
  record Outcome(long seed, List<String> differences, int notifications, Duration stall) {
    Outcome {
      differences = List.copyOf(differences);
    }
  }

  /**
   * Plays it and compares.
   *
   * @param folder for the files of both processes
   */
  Outcome play(Scenario scenario, Path folder) throws IOException {
    try (WebhookSink actualSink = new WebhookSink(scenario.answers());
        WebhookSink expectedSink = new WebhookSink(scenario.answers());
        AlertmanagerProcess actualProcess =
            start(actual, scenario, folder.resolve("actual"), actualSink);
        AlertmanagerProcess expectedProcess =
            start(expected, scenario, folder.resolve("expected"), expectedSink);
        Heartbeat heartbeat = new Heartbeat();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      AlertmanagerApi actualApi = warm(actualProcess);
      AlertmanagerApi expectedApi = warm(expectedProcess);
      Instant start = Instant.now().plus(PREPARATION);
      Duration whole = scenario.end().plus(tolerance);
      CompletableFuture<Observation> left =
          new Playback(expectedProcess, expectedApi, expectedSink, start)
              .play(scenario, whole, threads);
      CompletableFuture<Observation> right =
          new Playback(actualProcess, actualApi, actualSink, start).play(scenario, whole, threads);
      return new Outcome(
          scenario.seed(),
          Comparison.of(left.join(), right.join(), scenario.end(), tolerance),
          left.join().attempts().size(),
          heartbeat.longestGap());
    }
  }

  private static AlertmanagerProcess start(
      Program program, Scenario scenario, Path folder, WebhookSink sink) throws IOException {
    return AlertmanagerProcess.start(
        program,
        folder,
        scenario.configuration().yaml(sink::url),
        "--web.external-url=http://alertmanager.example");
  }

  /** An API whose connection is open, so that the first step is not late. */
  private static AlertmanagerApi warm(AlertmanagerProcess process) {
    AlertmanagerApi api = new AlertmanagerApi(process.url());
    api.get("/status");
    return api;
  }
}
