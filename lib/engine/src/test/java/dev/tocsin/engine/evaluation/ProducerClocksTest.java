package dev.tocsin.engine.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.label.Labels;
import dev.tocsin.core.setting.AlertNaming;
import dev.tocsin.engine.cursor.DeviatingProducer;
import dev.tocsin.engine.cursor.DeviatingProducer.Kind;
import dev.tocsin.engine.cursor.PartitionCursor;
import dev.tocsin.engine.cursor.PartitionId;
import dev.tocsin.engine.rule.MatchedSample;
import dev.tocsin.engine.sample.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which producers have other times than one expects, and what the time of their partition is. */
class ProducerClocksTest {
  private static final PartitionId PARTITION = new PartitionId("metrics", 0);

  /**
   * Each row: the time up to which the partition was read to its end, the clock at which all
   * samples arrive ({@code none}: there is no clock), samples as {@code producer:time}, the
   * partition's event time after them, and the producers that deviate. The allowed lateness is 10
   * s; times are seconds.
   */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Samples in time are no producer's fault                 |     | 100  | a:100 b:95                | 100 |
          A sample of the allowed lateness is in time             |     | 100  | a:100 b:90                | 100 |
          An older one is late, and its producer slow             |     | 100  | a:100 b:89.999            | 100 | slow b 1 10001
          So is one before the end that the partition was read to | 100 | 100  | b:89.999                  | 89  | slow b 1 10001
          The partition's time is no later than the arrival       |     | 100  | a:105                     | 100 |
          A sample that is ahead by the allowed lateness is none  |     | 100  | a:110                     | 100 |
          One that is further ahead has a fast clock              |     | 100  | a:110.001                 | 100 | ahead a 1 10001
          It makes no other producer late                         |     | 100  | a:500 b:100               | 100 | ahead a 1 400000
          Samples of one producer are counted, and the worst kept |     | 100  | a:100 b:80 b:70 b:85      | 100 | slow b 3 30000
          In a backlog the one with the newest sample is fast     |     | 1000 | a:300 b:100               | 300 | fast a 1 200000
          Unless the late one is its own                          |     | 1000 | a:300 a:100               | 300 | slow a 1 200000
          Where the others are in time the late one is slow       |     | 310  | a:300 b:100               | 300 | slow b 1 200000
          Just beyond that it is a backlog                        |     | 311  | a:300 b:100               | 300 | fast a 1 200000
          The newest sample is the one that moved the time last   |     | 1000 | c:290 a:300 c:300 b:100   | 300 | fast a 1 200000
          Without a sample in the batch no other one is known     | 500 | 1000 | b:100                     | 100 | slow b 1 400000
          Without a clock time is the highest of all              |     | none | a:300 b:295               | 300 |
          """)
  void accept_samples_namesTheProducers(
      String sentence,
      @Nullable Integer caughtUp,
      String clock,
      String samples,
      long eventTime,
      @Nullable String expected) {
    PartitionEvaluator evaluator =
        new PartitionEvaluator(
            new PartitionCursor(
                PARTITION,
                0,
                Optional.empty(),
                Optional.ofNullable(caughtUp).map(Instant::ofEpochSecond)),
            new AlertKeySet(Map.of(), Map.of(), UUID::randomUUID),
            shard -> Instant.EPOCH,
            Duration.ofSeconds(10),
            AlertNaming.DEFAULT);
    long arrival = clock.equals("none") ? Long.MAX_VALUE : Long.parseLong(clock) * 1_000;
    for (String text : samples.split(" ", -1)) {
      String[] parts = text.split(":", -1);
      Sample sample =
          new Sample(
              "m",
              Labels.of("instance_id", parts[0]),
              1,
              Instant.ofEpochMilli(Math.round(Double.parseDouble(parts[1]) * 1_000)));
      evaluator.accept(new MatchedSample(sample, List.of()), arrival);
    }

    assertThat(evaluator.eventTime().map(Instant::getEpochSecond)).as(sentence).contains(eventTime);
    List<String> found = evaluator.clocks().worst().stream().map(ProducerClocksTest::text).toList();
    assertThat(found).as(sentence).isEqualTo(expected == null ? List.of() : List.of(expected));
    assertThat(evaluator.clocks().late())
        .as(sentence)
        .isEqualTo(
            evaluator.clocks().worst().stream()
                .filter(producer -> producer.kind() != Kind.AHEAD)
                .mapToLong(DeviatingProducer::samples)
                .sum());
  }

  private static String text(DeviatingProducer producer) {
    return "%s %s %d %d"
        .formatted(producer.kind().code(), producer.name(), producer.samples(), producer.most());
  }

  @Test
  void worst_ofMany_isTheTenThatAreFurthestOff() {
    ProducerClocks clocks = new ProducerClocks();
    IntStream.range(0, 15).forEach(number -> clocks.add(Kind.SLOW, "p" + number, 1_000 - number));
    clocks.add(Kind.AHEAD, "p", 1);
    assertThat(clocks.worst().stream().map(DeviatingProducer::name).toList())
        .containsExactly("p", "p0", "p1", "p2", "p3", "p4", "p5", "p6", "p7", "p8", "p9");
    assertThat(clocks.late()).isEqualTo(15);
  }
}
