package dev.tocsin.local.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.evaluator.KafkaBatchResponse;
import dev.tocsin.local.embedded.EmbeddedKafka;
import dev.tocsin.local.lambda.FakeLambda.Call;
import dev.tocsin.local.lambda.FakeLambda.Reply;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
// A resource works while it is open, without being named.
@SuppressWarnings("try")
class KafkaMappingTest {
  private static final Reply DONE = Reply.ok("{\"batchItemFailures\":[]}");
  private static final int PARTITIONS = 3;

  @TempDir static Path directory;

  private EmbeddedKafka kafka;
  private KafkaProducer<String, String> producer;
  private String topic = "";

  @BeforeAll
  void start() {
    kafka = EmbeddedKafka.start(directory, 0);
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers()),
            new StringSerializer(),
            new StringSerializer());
  }

  @AfterAll
  void stop() {
    producer.close();
    kafka.close();
  }

  @BeforeEach
  void freshTopic() {
    topic = "metrics-" + UUID.randomUUID();
    kafka.createTopics(List.of(topic), PARTITIONS);
  }

  @Test
  void records_areHandedOverInOrderOfTheirPartitions_severalPartitionsInOneEvent()
      throws Exception {
    IntStream.range(0, 30).forEach(i -> send(i % PARTITIONS, "m" + i));
    List<Call> calls = new ArrayList<>();
    try (FakeLambda lambda = new FakeLambda(call -> DONE);
        LambdaFunction function = function(lambda);
        KafkaMapping mapping = map(function, 100, 1)) {
      await(lambda, calls, 30);
    }
    assertThat(values(calls, 1))
        .containsExactly("m1", "m4", "m7", "m10", "m13", "m16", "m19", "m22", "m25", "m28");
    assertThat(calls).anyMatch(call -> call.values().size() == PARTITIONS);
    assertThat(calls.getFirst().target())
        .isEqualTo("/2015-03-31/functions/evaluator/invocations?Qualifier=live");
    assertThat(calls.getFirst().event().path("eventSource").asText()).isEqualTo("aws:kafka");
    assertThat(committed()).isEqualTo(Map.of(0, 10L, 1, 10L, 2, 10L));
  }

  @Test
  void aBatch_hasAtMostItsSize_andWaitsForItsWindow() throws Exception {
    IntStream.range(0, 25).forEach(i -> send(0, "m" + i));
    List<Call> calls = new ArrayList<>();
    try (FakeLambda lambda = new FakeLambda(call -> DONE);
        LambdaFunction function = function(lambda);
        KafkaMapping mapping = map(function, 10, 1)) {
      await(lambda, calls, 25);
    }
    assertThat(calls).extracting(Call::size).containsExactly(10, 10, 5);
  }

  @Test
  void aBatchThatFails_comesAgainAsAWhole_andIsCommittedAfterwardsOnly() throws Exception {
    AtomicInteger failures = new AtomicInteger(3);
    IntStream.range(0, 6).forEach(i -> send(i % PARTITIONS, "m" + i));
    List<Call> calls = new ArrayList<>();
    List<Map<Integer, Long>> committedDuring = new ArrayList<>();
    Function<Call, Reply> failingThrice =
        call -> {
          committedDuring.add(committed());
          return switch (failures.getAndDecrement()) {
            case 3 -> new Reply(200, "{\"errorMessage\":\"no database\"}", true);
            case 2 -> new Reply(429, "{\"Type\":\"User\"}", false);
            case 1 -> Reply.ok("{\"batchItemFailures\":[{\"itemIdentifier\":\"nonsense\"}]}");
            default -> DONE;
          };
        };
    try (FakeLambda lambda = new FakeLambda(failingThrice);
        LambdaFunction function = function(lambda);
        KafkaMapping mapping = map(function, 100, 1)) {
      awaitUntil(lambda, calls, seen -> valuesAfter(seen, 3).size() >= 6);
    }
    assertThat(committedDuring.subList(0, 4))
        .allSatisfy(offsets -> assertThat(offsets.values()).allMatch(offset -> offset == 0));
    assertThat(valuesAfter(calls, 3)).containsExactlyInAnyOrder("m0", "m1", "m2", "m3", "m4", "m5");
    assertThat(committed()).isEqualTo(Map.of(0, 2L, 1, 2L, 2, 2L));
  }

  @Test
  void anErrorOfTheFunction_isReportedAndItsBatchComesAgain() throws Exception {
    send(0, "m0");
    AtomicInteger calls = new AtomicInteger();
    CountDownLatch done = new CountDownLatch(1);
    KafkaMapping.Settings settings =
        new KafkaMapping.Settings(
            "evaluator",
            kafka.bootstrapServers(),
            "group-" + topic,
            List.of(topic),
            10,
            Duration.ZERO,
            1);
    try (KafkaMapping mapping =
        KafkaMapping.start(
            settings,
            event -> {
              if (calls.incrementAndGet() == 1) {
                throw new StackOverflowError("meant");
              }
              done.countDown();
              return new KafkaBatchResponse(List.of());
            })) {
      assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void aRecordThatIsCut_hasTheHeaderThatSaysSo() throws Exception {
    try (KafkaProducer<String, String> large =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                kafka.bootstrapServers(),
                "compression.type",
                "gzip",
                "max.request.size",
                4_000_000),
            new StringSerializer(),
            new StringSerializer())) {
      large.send(new ProducerRecord<>(topic, 0, "key", " ".repeat(3_000_000))).get();
    }
    List<Call> calls = new ArrayList<>();
    try (FakeLambda lambda = new FakeLambda(call -> DONE);
        LambdaFunction function = function(lambda);
        KafkaMapping mapping = map(function, 10, 1)) {
      await(lambda, calls, 1);
    }
    assertThat(calls.getFirst().event().path("records").path(topic + "-0").path(0).path("headers"))
        .singleElement()
        .satisfies(header ->
            assertThat(new String(header.path("tocsin-cut").binaryValue(), UTF_8))
                .startsWith("record_bytes: record has 3000003 bytes: at most 2097152 are read"));
  }

  @Test
  void aPartitionThatFailed_goesOnAtTheNamedOffset_othersGoOn() throws Exception {
    IntStream.range(0, 6).forEach(i -> send(i % 2, "m" + i));
    AtomicInteger failures = new AtomicInteger(1);
    String failed = topic + "-0";
    Function<Call, Reply> failingOnce =
        call ->
            call.values().containsKey(failed) && failures.getAndDecrement() > 0
                ? Reply.ok(
                    "{\"batchItemFailures\":[{\"itemIdentifier\":{\"partition\":\"%s\",\"offset\":1}}]}"
                        .formatted(failed))
                : DONE;
    List<Call> calls = new ArrayList<>();
    try (FakeLambda lambda = new FakeLambda(failingOnce);
        LambdaFunction function = function(lambda);
        KafkaMapping mapping = map(function, 100, 1)) {
      await(lambda, calls, 8);
    }
    assertThat(values(calls, 0)).containsExactly("m0", "m2", "m4", "m2", "m4");
    assertThat(values(calls, 1)).containsExactly("m1", "m3", "m5");
    assertThat(committed()).containsEntry(0, 3L).containsEntry(1, 3L);
  }

  @Test
  void anAnswerThatNamesWhatIsNotInTheBatch_failsAllOfIt() throws Exception {
    send(0, "m0");
    send(1, "m1");
    AtomicInteger failures = new AtomicInteger(1);
    Function<Call, Reply> nonsenseOnce =
        call ->
            failures.getAndDecrement() > 0
                ? Reply.ok(
                    "{\"batchItemFailures\":[{\"itemIdentifier\":{\"partition\":\"%s-0\",\"offset\":7}}]}"
                        .formatted(topic))
                : DONE;
    List<Call> calls = new ArrayList<>();
    try (FakeLambda lambda = new FakeLambda(nonsenseOnce);
        LambdaFunction function = function(lambda);
        KafkaMapping mapping = map(function, 100, 1)) {
      awaitUntil(lambda, calls, seen -> valuesAfter(seen, 1).size() >= 2);
    }
    assertThat(valuesAfter(calls, 1)).contains("m0", "m1");
  }

  @Test
  void severalPollers_neverCallTwiceAtOnceForOnePartition_andLoseNothing() throws Exception {
    CountDownLatch together = new CountDownLatch(2);
    Function<Call, Reply> meeting =
        call -> {
          together.countDown();
          try {
            boolean unused = together.await(5, TimeUnit.SECONDS);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return DONE;
        };
    List<Call> calls = new ArrayList<>();
    try (FakeLambda lambda = new FakeLambda(meeting);
        LambdaFunction function = function(lambda);
        KafkaMapping mapping = map(function, 5, 3)) {
      IntStream.range(0, 300).forEach(i -> send(i % PARTITIONS, "m" + i));
      awaitUntil(lambda, calls, seen -> Set.copyOf(valuesAfter(seen, 0)).size() == 300);
      assertThat(together.await(5, TimeUnit.SECONDS)).as("two at once").isTrue();
      assertThat(lambda.mostAtOnce()).isOne();
    }
  }

  @Test
  void aMappingThatStartsAnew_goesOnWhereTheLastOneStopped() throws Exception {
    List<Call> first = new ArrayList<>();
    List<Call> second = new ArrayList<>();
    try (FakeLambda lambda = new FakeLambda(call -> DONE);
        LambdaFunction function = function(lambda)) {
      send(0, "before");
      try (KafkaMapping mapping = map(function, 10, 1)) {
        await(lambda, first, 1);
      }
      send(0, "between");
      try (KafkaMapping mapping = map(function, 10, 1)) {
        await(lambda, second, 1);
      }
    }
    assertThat(values(first, 0)).containsExactly("before");
    assertThat(values(second, 0)).containsExactly("between");
  }

  private KafkaMapping map(LambdaFunction function, int batchSize, int pollers) {
    return KafkaMapping.start(
        new KafkaMapping.Settings(
            "evaluator",
            kafka.bootstrapServers(),
            "group-" + topic,
            List.of(topic),
            batchSize,
            Duration.ofMillis(500),
            pollers),
        function::handle);
  }

  private static LambdaFunction function(FakeLambda lambda) {
    return LambdaFunction.at(
        lambda.endpoint(),
        Region.US_EAST_1,
        StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")),
        "evaluator",
        "live");
  }

  private void send(int partition, String value) {
    try {
      producer.send(new ProducerRecord<>(topic, partition, null, value)).get();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static void await(FakeLambda lambda, List<Call> calls, int records) throws Exception {
    awaitUntil(lambda, calls, seen -> seen.stream().mapToInt(Call::size).sum() >= records);
  }

  private static void awaitUntil(FakeLambda lambda, List<Call> calls, Predicate<List<Call>> enough)
      throws Exception {
    while (!enough.test(calls)) {
      Call call = lambda.calls.poll(30, TimeUnit.SECONDS);
      assertThat(call).as("a further call; %s came", calls).isNotNull();
      calls.add(call);
    }
  }

  private List<String> values(List<Call> calls, int partition) {
    return calls.stream()
        .flatMap(call -> call.values().getOrDefault(topic + "-" + partition, List.of()).stream())
        .toList();
  }

  /** All values of the calls behind the first ones. */
  private static List<String> valuesAfter(List<Call> calls, int first) {
    return calls.stream()
        .skip(first)
        .flatMap(call -> call.values().values().stream().flatMap(List::stream))
        .toList();
  }

  /** The group's offset by partition; 0 where there is none. */
  private Map<Integer, Long> committed() {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      var offsets =
          admin.listConsumerGroupOffsets("group-" + topic).partitionsToOffsetAndMetadata().get();
      Map<Integer, Long> next = new TreeMap<>();
      for (int partition = 0; partition < PARTITIONS; partition++) {
        var offset = offsets.get(new TopicPartition(topic, partition));
        next.put(partition, offset == null ? 0 : offset.offset());
      }
      return next;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
