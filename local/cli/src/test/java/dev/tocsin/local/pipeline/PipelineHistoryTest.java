package dev.tocsin.local.pipeline;

import static dev.tocsin.testkit.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.core.fault.FaultPoint;
import dev.tocsin.local.trial.Offsets;
import dev.tocsin.local.trial.Receiver;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The promise over the whole pipeline: whatever breaks, comes twice, comes late or changes hands,
 * what is notified is what a plain reading of the rules gives. Another history: {@code
 * -Dtocsin.seed=N}.
 */
class PipelineHistoryTest {
  private static final long SEED = Long.getLong("tocsin.seed", 1);
  private static final int PARTITIONS = 4;
  private static final int CHAPTERS = 2;
  private static final int LEAST_HITS = 15;
  private static final int LEAST_OVERTAKEN = 20;
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void history_faultsRepeatsDisorderAndTakeOvers_isAsTheOracleHasIt(@TempDir Path directory)
      throws Exception {
    Instant end = Instant.now().truncatedTo(ChronoUnit.MILLIS).minus(Duration.ofHours(1));
    History history = History.random(new Random(SEED), PARTITIONS, CHAPTERS, end);
    try (FaultLog faults = FaultLog.open();
        HistoryPipeline pipeline = new HistoryPipeline(directory, history, SEED)) {
      pipeline.readAll();
      List<ReportedChange> expected = history.expected(pipeline.rules(), Instant.now());
      within(LIMIT)
          .alias("all reported, seed " + SEED)
          .until(() -> count(pipeline.receiver) >= expected.size());
      within(LIMIT).alias("nothing left to report, seed " + SEED).until(pipeline::isAtRest);
      int overtaken = overtaken(pipeline.takenByTheNotifier());
      System.out.printf(
          "seed %d: %d expected, %s, %d repeats, %d evaluators read, %d overtaken, %s of CPU%n",
          SEED,
          expected.size(),
          faults,
          pipeline.receiver.repeats(),
          pipeline.evaluatorsThatRead(),
          overtaken,
          ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO));

      assertThat(ReportedChange.byKey(reported(pipeline.receiver)))
          .as("seed %d", SEED)
          .isEqualTo(ReportedChange.byKey(expected));
      assertThat(expected.stream().map(ReportedChange::reason).distinct())
          .contains("duration_met", "refired", "condition_cleared", "no_data");
      assertThat(pipeline.receiver.contradictions()).isZero();
      assertThat(pipeline.receiver.repeats())
          .isLessThanOrEqualTo(
              faults.hits(FaultPoint.AFTER_DELIVERY) * HistoryPipeline.CONCURRENCY);
      assertThat(pipeline.offsets()).matches(Offsets::areAtTheEnd, "at the end");
      assertThat(FaultPoint.values())
          .as(faults.toString())
          .allSatisfy(point -> assertThat(faults.hits(point)).isGreaterThanOrEqualTo(LEAST_HITS));
      assertThat(pipeline.evaluatorsThatRead()).isGreaterThan(3);
      assertThat(overtaken).isGreaterThan(LEAST_OVERTAKEN);
    }
  }

  private static long count(Receiver receiver) {
    return receiver.all().stream().filter(Receiver.Reported::isOfTheAlertItself).count();
  }

  private static List<ReportedChange> reported(Receiver receiver) {
    return receiver.all().stream()
        .filter(Receiver.Reported::isOfTheAlertItself)
        .map(ReportedChange::of)
        .toList();
  }

  /** How many changes of alerts were taken after a later one of the same key. */
  private static int overtaken(List<String> messages) throws Exception {
    Map<String, Long> latest = new HashMap<>();
    Set<String> seen = new HashSet<>();
    int overtaken = 0;
    for (String message : messages) {
      for (JsonNode event : JSON.readTree(message).path("events")) {
        boolean isChange = event.path("type").asText().equals("alert_changed");
        if (isChange && seen.add(event.path("event_id").asText())) {
          String key = event.path("alert").path("fingerprint").asText();
          long number = event.path("seq").asLong();
          overtaken += latest.getOrDefault(key, 0L) > number ? 1 : 0;
          latest.merge(key, number, Math::max);
        }
      }
    }
    return overtaken;
  }
}
