package dev.tocsin.local.pipeline;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.tocsin.core.fault.FaultPoint;
import dev.tocsin.core.fault.FaultPoints;
import dev.tocsin.engine.rule.Rule;
import dev.tocsin.local.embedded.EmbeddedParts;
import dev.tocsin.local.lambda.HttpGateway;
import dev.tocsin.local.process.NamedFaults;
import dev.tocsin.local.trial.Offsets;
import dev.tocsin.local.trial.Receiver;
import dev.tocsin.notifier.DeliveryHandler;
import dev.tocsin.store.Schema;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * All functions on a history that stands in Kafka before they start, with errors thrown at the
 * named points, untidy queues, and evaluators that come and go.
 */
final class HistoryPipeline implements AutoCloseable {
  /** How many deliveries may be under way at once. */
  static final int CONCURRENCY = 4;

  private static final String TOPIC = "gds.metrics.production";
  private static final int EVALUATORS = 2;

  /** How often an evaluator comes and another one goes. */
  private static final int TURNS = 4;

  /** The settings of the notifier in its environment, so that a slow machine need not wait long. */
  private static final Map<String, String> IMPATIENCE =
      Map.of("tocsin.notifier.breaker-open-for", "1s", "tocsin.notifier.retry-base", "100ms");

  final Receiver receiver;
  final UntidyQueues queues;
  private final LoadedFiles files;
  private final EmbeddedParts parts;
  private final List<List<byte[]>> log;
  private final Function<MeterRegistry, FunctionContexts> contexts;
  private final ApplicationContext evaluatorOfRepeats;
  private final ApplicationContext furtherNotifier;
  private final Thread deliveries;
  private final RunningPipeline pipeline;
  private final String notifyQueue;
  private final Random random;
  private final Deque<Evaluator> evaluators = new ArrayDeque<>();
  private volatile boolean breaking;
  private volatile boolean stopping;
  private int evaluatorsThatRead;

  HistoryPipeline(Path directory, History history, long seed) throws Exception {
    random = new Random(seed + 1);
    receiver = new Receiver();
    files = files(directory, history);
    PipelineQueues names = new PipelineQueues("history-");
    int partitions = history.partitions().size();
    parts =
        EmbeddedParts.start(
            new EmbeddedParts.Plan(Optional.empty(), 0, List.of(TOPIC), partitions, names.specs()));
    PGSimpleDataSource database = new PGSimpleDataSource();
    database.setUrl(parts.postgres().jdbcUrl());
    var unused = Schema.migrate(database);
    log = IntStream.range(0, partitions).mapToObj(history::records).toList();
    send();

    queues = new UntidyQueues(parts.sqs().newClient(), random);
    Map<String, String> urls = names.urls(queues);
    notifyQueue = urls.getOrDefault(PipelineQueues.NOTIFY, "");
    Addresses addresses =
        new Addresses(
            parts.kafka().bootstrapServers(),
            KafkaLogin.NONE,
            "tocsin-evaluator",
            parts.postgres().jdbcUrl(),
            Optional.empty(),
            Optional.of(parts.sqs().endpoint()),
            Optional.of(parts.sqs().key()),
            urls);
    PipelineSettings settings =
        new PipelineSettings(
            files.settings(),
            receiver.url(),
            URI.create("http://127.0.0.1:1"),
            Base64.getEncoder().encodeToString(new byte[32]));
    FaultPoints faults = faults(seed);
    IMPATIENCE.forEach(System::setProperty);
    pipeline =
        RunningPipeline.start(
            addresses,
            queues,
            HttpGateway.start(0, HttpGateway.FUNCTION_TIMEOUT),
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
            files,
            settings,
            faults,
            FunctionSelection.all(0));
    contexts =
        meters ->
            new FunctionContexts(addresses, settings, files.currentSettings(), meters, faults);
    evaluatorOfRepeats = contexts.apply(new SimpleMeterRegistry()).evaluator(files.rules());
    furtherNotifier = contexts.apply(new SimpleMeterRegistry()).notifier();
    deliveries = Thread.ofPlatform().name("further-deliveries").start(this::deliver);
    breaking = true;
  }

  /** One more notifier, which makes no pause after a failure. */
  private void deliver() {
    DeliveryHandler handler = new DeliveryHandler(furtherNotifier);
    while (!stopping) {
      try {
        var unused = handler.execute(new SQSEvent());
        Thread.sleep(50);
      } catch (IllegalStateException fault) {
        // What it had begun is another one's after the lease.
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private static LoadedFiles files(Path directory, History history) throws IOException {
    return LoadedFiles.read(
        new PipelineFiles(
            List.of(Files.writeString(directory.resolve("rules.yaml"), history.rules())),
            Optional.of(Files.writeString(directory.resolve("remediations.yaml"), REMEDIATIONS)),
            Optional.of(Files.writeString(directory.resolve("cmdb.yaml"), CMDB)),
            Optional.of(Files.writeString(directory.resolve("settings.yaml"), SETTINGS))),
        InstantSource.system());
  }

  private FaultPoints faults(long seed) {
    String plan =
        Arrays.stream(FaultPoint.values())
            .map(point -> point.code() + "=throw@" + chance(point))
            .collect(Collectors.joining(","));
    FaultPoints named = NamedFaults.parse(plan, new Random(seed + 2));
    return point -> {
      if (breaking) {
        named.reach(point);
      }
    };
  }

  private static double chance(FaultPoint point) {
    return switch (point) {
      case AFTER_LOAD, BEFORE_COMMIT, AFTER_COMMIT, DURING_DELIVERY, AFTER_DELIVERY -> 0.04;
      // Ten lanes are sent at once, so that there are few sendings, fewer on a slow machine.
      case AFTER_SEND -> 0.5;
      // Reached only by what was sent without a fault.
      case AFTER_MARK -> 0.9;
    };
  }

  private void send() throws ExecutionException, InterruptedException {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", parts.kafka().bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (int partition = 0; partition < log.size(); partition++) {
        Future<RecordMetadata> last = CompletableFuture.completedFuture(null);
        for (byte[] json : log.get(partition)) {
          last = producer.send(new ProducerRecord<>(TOPIC, partition, null, json));
        }
        last.get();
      }
    }
  }

  /** The rules as the evaluators read them. */
  List<Rule> rules() {
    return files.rules().orElseThrow().current().ruleSet().rules();
  }

  /** Reads the whole log, and all of it once more, while evaluators come and go. */
  void readAll() throws Exception {
    RepeatedBatches repeated = new RepeatedBatches(TOPIC, log, evaluatorOfRepeats, random);
    for (int number = 0; number < EVALUATORS; number++) {
      evaluators.add(newEvaluator());
    }
    CompletableFuture<Void> turn = CompletableFuture.completedFuture(null);
    for (int turns = 0; !repeated.areAllTaken(); Thread.sleep(10)) {
      if (turn.isDone() && turns < TURNS) {
        turns++;
        turn = turn.thenRunAsync(this::takeOver);
      }
      repeated.handOverOne();
    }
    turn.join();
    while (!evaluators.isEmpty()) {
      stopOldest();
    }
  }

  /** A new evaluator comes and the oldest goes. */
  private void takeOver() {
    evaluators.add(newEvaluator());
    stopOldest();
  }

  private Evaluator newEvaluator() {
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    return new Evaluator(contexts.apply(meters).listeningEvaluator(files.rules()), meters);
  }

  private void stopOldest() {
    Evaluator oldest = evaluators.remove();
    oldest.context().close();
    if (oldest.meters().counter("tocsin.samples").count() > 0) {
      evaluatorsThatRead++;
    }
  }

  /** How many evaluators read anything before they went. */
  int evaluatorsThatRead() {
    return evaluatorsThatRead;
  }

  Offsets offsets() throws SQLException {
    return Offsets.of(parts.postgres().jdbcUrl(), parts.kafka().bootstrapServers());
  }

  /** The messages of the notifier in the order in which it was done with them. */
  List<String> takenByTheNotifier() {
    return queues.done(notifyQueue);
  }

  /** Whether nothing is left that could be notified: no event, no message, no delivery. */
  boolean isAtRest() throws SQLException {
    try (Connection connection = DriverManager.getConnection(parts.postgres().jdbcUrl());
        ResultSet left =
            connection
                .createStatement()
                .executeQuery(
                    """
                    SELECT (SELECT count(*) FROM outbox)
                         + (SELECT count(*) FROM delivery WHERE state = 'waiting')
                    """)) {
      return left.next() && left.getLong(1) == 0 && queues.areEmpty();
    }
  }

  @Override
  public void close() {
    breaking = false;
    stopping = true;
    deliveries.interrupt();
    IMPATIENCE.keySet().forEach(System::clearProperty);
    evaluators.forEach(evaluator -> evaluator.context().close());
    evaluatorOfRepeats.close();
    furtherNotifier.close();
    pipeline.close();
    queues.close();
    parts.close();
    receiver.close();
  }

  /** An evaluator with meters of its own. */
  private record Evaluator(ApplicationContext context, SimpleMeterRegistry meters) {}

  private static final String SETTINGS =
      """
      allowed_lateness: %s
      dedup_window: %s
      limits: {batch_size: 20}
      notification: {timeout: 500ms, concurrency: %d}
      """
          .formatted(History.LATENESS.toSeconds(), History.DEDUP_WINDOW.toSeconds(), CONCURRENCY);
  private static final String CMDB =
      """
      assets:
        p0c0-0: {owner: Ada, team: platform, environment: production}
        p1c1-1: {owner: Ada, team: platform, environment: production}
      """;
  private static final String REMEDIATIONS =
      """
      remediations:
        - id: restart
          name: Restart
          alert_rules: [high]
          action: {type: http, method: POST, url: "http://127.0.0.1:9/restart"}
          requires_approval: true
          approval: link
          max_attempts: 3
      """;
}
