package dev.tocsin.local.pipeline;

import dev.tocsin.core.fault.FaultPoints;
import dev.tocsin.local.Refused;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.SqsClientBuilder;

/** The pipeline on a Kafka, PostgreSQL and SQS that others run. */
public final class ExternalPipeline implements AutoCloseable {
  private final SqsClient sqs;
  private final WiredPipeline pipeline;

  private ExternalPipeline(SqsClient sqs, WiredPipeline pipeline) {
    this.sqs = sqs;
    this.pipeline = pipeline;
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
    SqsClient sqs = client(plan.sqsEndpoint());
    try {
      Addresses addresses =
          new Addresses(
              plan.kafka(),
              "tocsin-evaluator",
              plan.postgres(),
              login,
              plan.sqsEndpoint(),
              new PipelineQueues(plan.queuePrefix()).urls(sqs));
      return new ExternalPipeline(
          sqs,
          WiredPipeline.start(
              files,
              addresses,
              sqs,
              new WiredPipeline.Plan(
                  plan.notifyUrl(), approvalKey, plan.httpPort(), plan.evaluators(), faults)));
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
    return pipeline.readyLine();
  }

  /** Reads all files again on SIGHUP. */
  public void reloadOnHangup() {
    pipeline.reloadOnHangup();
  }

  @Override
  public void close() {
    pipeline.close();
    sqs.close();
  }
}
