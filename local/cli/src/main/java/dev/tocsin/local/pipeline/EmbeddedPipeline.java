package dev.tocsin.local.pipeline;

import dev.tocsin.core.fault.FaultPoints;
import dev.tocsin.core.setting.Topic;
import dev.tocsin.local.embedded.EmbeddedParts;
import dev.tocsin.local.key.KeyFile;
import dev.tocsin.local.key.SealKey;
import dev.tocsin.local.lambda.HttpGateway;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The pipeline with its own Kafka, PostgreSQL and SQS. */
public final class EmbeddedPipeline implements AutoCloseable {
  private static final String QUEUE_PREFIX = "tocsin-";

  private final EmbeddedParts parts;
  private final SqsClient sqs;
  private final WiredPipeline pipeline;

  private EmbeddedPipeline(EmbeddedParts parts, SqsClient sqs, WiredPipeline pipeline) {
    this.parts = parts;
    this.sqs = sqs;
    this.pipeline = pipeline;
  }

  /**
   * What to start.
   *
   * @param notifyUrl root of the notification service
   * @param data where state is kept; without it none is
   * @param httpAddress on which HTTP is served
   * @param kafkaPort 0 for any free one, as for HTTP
   */
  public record Plan(
      PipelineFiles files,
      URI notifyUrl,
      Optional<Path> data,
      int kafkaPort,
      String httpAddress,
      int httpPort,
      int evaluators) {
    /** One that serves HTTP on loopback. */
    public Plan(
        PipelineFiles files,
        URI notifyUrl,
        Optional<Path> data,
        int kafkaPort,
        int httpPort,
        int evaluators) {
      this(files, notifyUrl, data, kafkaPort, HttpGateway.LOOPBACK, httpPort, evaluators);
    }
  }

  /**
   * Starts everything; returns when records are taken.
   *
   * @throws dev.tocsin.core.failure.UserError when a file is faulty, a port taken or the data in
   *     use
   */
  public static EmbeddedPipeline start(Plan plan, FaultPoints faults) {
    LoadedFiles files = LoadedFiles.read(plan.files(), InstantSource.system());
    PipelineQueues queues = new PipelineQueues(QUEUE_PREFIX);
    EmbeddedParts parts =
        EmbeddedParts.start(
            new EmbeddedParts.Plan(
                plan.data(),
                plan.kafkaPort(),
                files.settings().topics().stream().map(Topic::name).toList(),
                EmbeddedParts.Plan.DEFAULT_PARTITIONS,
                queues.specs()));
    SqsClient sqs = parts.sqs().newClient();
    try {
      Addresses addresses =
          new Addresses(
              parts.kafka().bootstrapServers(),
              KafkaLogin.NONE,
              // A group of this start's own: nobody waits for members that were killed.
              "tocsin-evaluator-" + UUID.randomUUID(),
              parts.postgres().jdbcUrl(),
              Optional.empty(),
              Optional.of(parts.sqs().endpoint()),
              Optional.of(parts.sqs().key()),
              queues.urls(sqs));
      WiredPipeline pipeline =
          WiredPipeline.start(
              files,
              addresses,
              sqs,
              new WiredPipeline.Plan(
                  Optional.of(plan.notifyUrl()),
                  Optional.of(approvalKey(plan)),
                  Optional.of(SealKey.ofFolder(plan.data(), Map.of())),
                  plan.httpAddress(),
                  plan.httpPort(),
                  FunctionSelection.all(plan.evaluators()),
                  faults));
      return new EmbeddedPipeline(parts, sqs, pipeline);
    } catch (RuntimeException e) {
      sqs.close();
      parts.close();
      throw e;
    }
  }

  private static String approvalKey(Plan plan) {
    return plan.data().map(folder -> KeyFile.read(folder, "approval.key")).orElseGet(KeyFile::draw);
  }

  /** {@code ready kafka=HOST:PORT http=URL postgres=JDBC-URL sqs=URL}. */
  public String readyLine() {
    return pipeline.readyLine();
  }

  public String kafka() {
    return parts.kafka().bootstrapServers();
  }

  public URI http() {
    return pipeline.http();
  }

  public String jdbcUrl() {
    return parts.postgres().jdbcUrl();
  }

  public StoredRecords records() {
    return pipeline.records();
  }

  /** The embedded parts, for outage drills. */
  public EmbeddedParts parts() {
    return parts;
  }

  /** Reads all files again on SIGHUP. */
  public void reloadOnHangup() {
    pipeline.reloadOnHangup();
  }

  /** Reads all files again; what has problems leaves everything as it was. */
  public void reload() {
    pipeline.reload();
  }

  @Override
  public void close() {
    pipeline.close();
    sqs.close();
    parts.close();
  }
}
