package dev.tocsin.local.pipeline;

import dev.tocsin.core.fault.FaultPoints;
import dev.tocsin.local.Refused;
import dev.tocsin.local.aws.HttpGateway;
import dev.tocsin.store.Schema;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.postgresql.ds.PGSimpleDataSource;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.SqsClientBuilder;

/** The pipeline on a Kafka, PostgreSQL and SQS that others run. */
public final class ExternalPipeline implements AutoCloseable {
  private final Plan plan;
  private final SqsClient sqs;
  private final RunningPipeline pipeline;
  private final LoadedFiles files;

  private ExternalPipeline(Plan plan, SqsClient sqs, RunningPipeline pipeline, LoadedFiles files) {
    this.plan = plan;
    this.sqs = sqs;
    this.pipeline = pipeline;
    this.files = files;
  }

  /**
   * What to run on.
   *
   * @param sqsEndpoint none for AWS itself; one that is given is asked without credentials
   */
  public record Plan(
      PipelineFiles files,
      URI notifyUrl,
      String kafka,
      String postgres,
      Optional<String> postgresUser,
      Optional<URI> sqsEndpoint,
      String queuePrefix,
      int httpPort,
      int evaluators) {}

  /**
   * Starts the functions; returns when records are taken.
   *
   * @param secrets {@code TOCSIN_POSTGRES_PASSWORD} and {@code TOCSIN_APPROVAL_KEY}
   * @throws Refused when a file is faulty, a secret or a queue is missing, or a port taken
   */
  public static ExternalPipeline start(Plan plan, Map<String, String> secrets, FaultPoints faults) {
    LoadedFiles files = LoadedFiles.read(plan.files(), InstantSource.system());
    Optional<Addresses.Login> login =
        plan.postgresUser()
            .map(user ->
                new Addresses.Login(user, secrets.getOrDefault("TOCSIN_POSTGRES_PASSWORD", "")));
    String approvalKey = required(secrets, "TOCSIN_APPROVAL_KEY");
    migrate(plan.postgres(), login);
    SqsClient sqs = client(plan.sqsEndpoint());
    try {
      PipelineQueues queues = new PipelineQueues(plan.queuePrefix());
      Addresses addresses =
          new Addresses(
              plan.kafka(),
              "tocsin-evaluator",
              plan.postgres(),
              login,
              plan.sqsEndpoint(),
              queues.urls(sqs));
      HttpGateway gateway = HttpGateway.start(plan.httpPort(), HttpGateway.FUNCTION_TIMEOUT);
      PipelineSettings settings =
          new PipelineSettings(
              files.settings(),
              plan.notifyUrl(),
              files.settings().publicUrl().orElse(gateway.address()),
              approvalKey);
      return new ExternalPipeline(
          plan,
          sqs,
          RunningPipeline.start(
              addresses, sqs, gateway, files, settings, faults, plan.evaluators()),
          files);
    } catch (RuntimeException e) {
      sqs.close();
      throw e;
    }
  }

  private static String required(Map<String, String> secrets, String name) {
    String found = secrets.getOrDefault(name, "");
    if (found.isBlank()) {
      throw new Refused(
          "%s is missing from the environment: give the base64 of at least 32 random bytes, the same for all processes, for example of: openssl rand -base64 32"
              .formatted(name));
    }
    return found;
  }

  private static void migrate(String url, Optional<Addresses.Login> login) {
    PGSimpleDataSource database = new PGSimpleDataSource();
    database.setUrl(url);
    login.ifPresent(known -> {
      database.setUser(known.user());
      database.setPassword(known.password());
    });
    int unused = Schema.migrate(database);
  }

  private static SqsClient client(Optional<URI> endpoint) {
    SqsClientBuilder builder =
        SqsClient.builder().httpClientBuilder(UrlConnectionHttpClient.builder());
    endpoint.ifPresent(url ->
        builder
            .endpointOverride(url)
            .region(Region.US_EAST_1)
            .credentialsProvider(AnonymousCredentialsProvider.create()));
    return builder.build();
  }

  /** {@code ready kafka=… http=… postgres=… sqs=…}, as {@code up} prints it. */
  public String readyLine() {
    return "ready kafka=%s http=%s postgres=%s sqs=%s"
        .formatted(
            plan.kafka(),
            pipeline.http(),
            plan.postgres().replaceAll("password=[^&]*", "password=***"),
            plan.sqsEndpoint().map(URI::toString).orElse("aws"));
  }

  /** Reads all files again on SIGHUP. */
  public void reloadOnHangup() {
    Hangup.onSignal(() -> {
      if (files.reload()) {
        pipeline.reload();
      }
    });
  }

  @Override
  public void close() {
    pipeline.close();
    sqs.close();
  }
}
