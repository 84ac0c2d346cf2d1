package dev.tocsin.evaluator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.deadletter.DeadLetter;
import dev.tocsin.core.deadletter.DeadLetters;
import dev.tocsin.core.fault.FaultPoints;
import dev.tocsin.core.message.AlertChanged;
import dev.tocsin.core.outbox.QueueName;
import dev.tocsin.core.yaml.Position;
import dev.tocsin.engine.rule.Operator;
import dev.tocsin.testkit.rule.RuleFixture;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.resource.v1.Resource;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/** Records of several samples, from a topic to what is emitted. */
class EvaluatorFormatsTest {
  @Test
  void execute_recordOfGoodSamplesAndOthers_firesAndIsADeadLetterOnce() {
    try (Evaluators evaluators =
        new Evaluators(
            1,
            List.of(RuleFixture.rule("hot").on("temperature", Operator.GREATER, 80).build()),
            FaultPoints.NONE,
            Map.of("tocsin.evaluator.formats", "otlp_protobuf"))) {
      Instant start = evaluators.clock.instant();
      byte[] record = record(start, 90, Double.NaN, 95, Double.POSITIVE_INFINITY);
      evaluators.topic.add(0, record);

      assertThat(evaluators.handler(0).execute(evaluators.topic.event(0, 0, 1)).batchItemFailures())
          .isEmpty();

      assertThat(evaluators.queues.events(QueueName.NOTIFY))
          .singleElement()
          .isInstanceOfSatisfying(
              AlertChanged.class,
              alert -> {
                assertThat(alert.alert().labels())
                    .containsEntry("host.name", "oven-1")
                    .doesNotContainKey("instance_id");
                assertThat(alert.alert().instanceId()).isEqualTo("oven-1");
                assertThat(alert.alert().dedupKey()).startsWith("hot:oven-1:temperature:");
                assertThat(alert.value()).isEqualTo(95);
              });
      List<DeadLetter> letters = evaluators.bean(DeadLetters.class).list(Optional.empty(), 10);
      assertThat(letters).hasSize(1);
      assertThat(letters.getFirst().reason()).isEqualTo("bad_value");
      assertThat(letters.getFirst().detail()).startsWith("2 of 4 samples refused: bad_value 2 (");
      assertThat(letters.getFirst().raw().toArray()).isEqualTo(record);
    }
  }

  @Test
  void execute_topicWithTimeOfRecordsAndDroppedLabels_isTakenAsItIsSet() {
    try (Evaluators evaluators =
        new Evaluators(
            1,
            List.of(RuleFixture.rule("hot").on("temperature", Operator.GREATER, 80).build()),
            FaultPoints.NONE)) {
      Instant sent = evaluators.clock.instant().minusSeconds(300).truncatedTo(ChronoUnit.MILLIS);
      evaluators.set(settings ->
          settings.withTopics(
              List.of(
                  new dev.tocsin.core.setting.Topic(
                      Topic.NAME,
                      dev.tocsin.core.setting.Topic.Format.JSON,
                      true,
                      dev.tocsin.core.setting.Topic.Time.RECORD,
                      Set.of("replica"),
                      Optional.empty(),
                      Position.startOf("test")))));
      String record =
          "{\"metric_name\":\"temperature\",\"value\":95,\"tags\":{\"host\":\"h\",\"replica\":\"a\"}}";
      for (int number = 0; number < 2; number++) {
        evaluators.topic.stamp(sent.plusSeconds(60L * number));
        evaluators.topic.add(0, record.getBytes(UTF_8));
        assertThat(
                evaluators
                    .handler(0)
                    .execute(evaluators.topic.event(0, number, number + 1))
                    .batchItemFailures())
            .isEmpty();
      }

      assertThat(evaluators.queues.events(QueueName.NOTIFY))
          .singleElement()
          .isInstanceOfSatisfying(
              AlertChanged.class,
              alert -> {
                assertThat(alert.alert().labels())
                    .containsEntry("host", "h")
                    .doesNotContainKey("replica");
                assertThat(alert.alert().startedAt()).isEqualTo(sent.plusSeconds(60));
              });
    }
  }

  /** A gauge's values, half a minute apart. */
  private static byte[] record(Instant start, double... values) {
    Gauge.Builder gauge = Gauge.newBuilder();
    DoubleStream.of(values)
        .forEach(value ->
            gauge.addDataPoints(
                NumberDataPoint.newBuilder()
                    .setTimeUnixNano(
                        (start.toEpochMilli() + 30_000L * gauge.getDataPointsCount()) * 1_000_000)
                    .setAsDouble(value)));
    return ExportMetricsServiceRequest.newBuilder()
        .addResourceMetrics(
            ResourceMetrics.newBuilder()
                .setResource(
                    Resource.newBuilder()
                        .addAttributes(
                            KeyValue.newBuilder()
                                .setKey("host.name")
                                .setValue(AnyValue.newBuilder().setStringValue("oven-1"))))
                .addScopeMetrics(
                    ScopeMetrics.newBuilder()
                        .addMetrics(Metric.newBuilder().setName("temperature").setGauge(gauge))))
        .build()
        .toByteArray();
  }
}
