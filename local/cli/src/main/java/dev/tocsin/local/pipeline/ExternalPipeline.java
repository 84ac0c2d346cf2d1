package dev.tocsin.local.pipeline;

import dev.tocsin.core.failure.UserError;
import dev.tocsin.core.fault.FaultPoints;
import dev.tocsin.core.remediation.ApprovalToken;
import dev.tocsin.core.setting.Topic;
import dev.tocsin.local.embedded.AccessKey;
import dev.tocsin.local.key.SealKey;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
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
   * What to run, and on what.
   *
   * @param notifyUrl where notifications go; needed by the notifier only
   * @param kafkaLogin a file that {@link KafkaLogin#read} takes
   * @param sqsEndpoint none for AWS itself
   */
  public record Plan(
      PipelineFiles files,
      Optional<URI> notifyUrl,
      String kafka,
      Optional<Path> kafkaLogin,
      String postgres,
      Optional<String> postgresUser,
      Optional<URI> sqsEndpoint,
      String queuePrefix,
      String httpAddress,
      int httpPort,
      FunctionSelection share) {}

  /**
   * Starts the functions; returns when records are taken.
   *
   * @param secrets {@code TOCSIN_POSTGRES_PASSWORD}, {@code TOCSIN_APPROVAL_KEY} where {@link
   *     FunctionSelection#hasApprovals}, and {@code TOCSIN_SEAL_KEY}; {@code AWS_ACCESS_KEY_ID} and
   *     {@code AWS_SECRET_ACCESS_KEY} sign requests to an SQS that is not AWS's, which are not
   *     signed without them
   * @throws UserError when files, secrets, parts or ports are not as they must be, with all of it
   */
  public static ExternalPipeline start(Plan plan, Map<String, String> secrets, FaultPoints faults) {
    Optional<Addresses.Login> login =
        plan.postgresUser()
            .map(user ->
                new Addresses.Login(user, secrets.getOrDefault("TOCSIN_POSTGRES_PASSWORD", "")));
    UserErrors refusals = new UserErrors();
    var files = refusals.collect(() -> LoadedFiles.read(plan.files(), InstantSource.system()));
    refusals.check(() -> requireNotifyUrl(plan));
    refusals.check(() -> requireNotifier(plan));
    Optional<String> approvalKey =
        plan.share().hasApprovals()
            ? refusals.collect(() -> approvalKey(secrets))
            : Optional.empty();
    List<Topic> topics = files.map(read -> read.settings().topics()).orElse(List.of());
    var kafkaLogin =
        refusals.collect(() -> plan.kafkaLogin().map(KafkaLogin::read).orElse(KafkaLogin.NONE));
    kafkaLogin.ifPresent(known ->
        refusals.check(() ->
            PartChecks.kafka(plan.kafka(), known, topics.stream().map(Topic::name).toList())));
    refusals.check(() ->
        PartChecks.postgres(
            Addresses.shown(plan.postgres()), () -> Addresses.database(plan.postgres(), login)));
    Optional<AccessKey> sqsKey = plan.sqsEndpoint().flatMap(endpoint -> sqsKey(secrets));
    var sqs = refusals.collect(() -> client(plan.sqsEndpoint(), sqsKey));
    try {
      var queues =
          sqs.flatMap(client ->
              refusals.collect(() -> new PipelineQueues(plan.queuePrefix()).urls(client)));
      refusals.throwIfAny();
      Addresses addresses =
          new Addresses(
              plan.kafka(),
              kafkaLogin.orElseThrow(),
              "tocsin-evaluator",
              plan.postgres(),
              login,
              plan.sqsEndpoint(),
              sqsKey,
              queues.orElseThrow());
      return new ExternalPipeline(
          sqs.orElseThrow(),
          WiredPipeline.start(
              files.orElseThrow(),
              addresses,
              sqs.orElseThrow(),
              new WiredPipeline.Plan(
                  plan.notifyUrl(),
                  approvalKey,
                  sealKey(plan, login, secrets),
                  plan.httpAddress(),
                  plan.httpPort(),
                  plan.share(),
                  faults)));
    } catch (RuntimeException e) {
      sqs.ifPresent(SqsClient::close);
      throw e;
    }
  }

  private static void requireNotifyUrl(Plan plan) {
    if (plan.share().has(FunctionName.NOTIFIER) && plan.notifyUrl().isEmpty()) {
      throw new UserError(
          "--notify-url is missing: say where notifications go, or leave the notifier to another process with --functions.");
    }
  }

  private static void requireNotifier(Plan plan) {
    if (!plan.share().has(FunctionName.NOTIFIER) && plan.files().routing().isPresent()) {
      throw new UserError(
          "--alertmanager-config is for the notifier, which --functions leaves to another process: name the file there.");
    }
  }

  private static Optional<String> sealKey(
      Plan plan, Optional<Addresses.Login> login, Map<String, String> secrets) {
    return plan.share().has(FunctionName.NOTIFIER)
        ? Optional.of(
            SealKey.ofDatabase(plan.postgres(), login.map(Addresses.Login::password), secrets))
        : Optional.empty();
  }

  private static String approvalKey(Map<String, String> secrets) {
    String key = secrets.getOrDefault("TOCSIN_APPROVAL_KEY", "").strip();
    if (key.isEmpty()) {
      throw refusedKey("is missing from the environment");
    }
    try {
      int bytes = Base64.getDecoder().decode(key).length;
      if (bytes < ApprovalToken.LEAST_KEY_BYTES) {
        throw refusedKey("has " + bytes + " bytes");
      }
      return key;
    } catch (IllegalArgumentException e) {
      throw refusedKey("is no base64");
    }
  }

  private static UserError refusedKey(String fault) {
    return new UserError(
        "TOCSIN_APPROVAL_KEY %s: give the base64 of at least %d random bytes, the same for all processes, for example of: openssl rand -base64 32"
            .formatted(fault, ApprovalToken.LEAST_KEY_BYTES));
  }

  private static Optional<AccessKey> sqsKey(Map<String, String> secrets) {
    String id = secrets.getOrDefault("AWS_ACCESS_KEY_ID", "");
    String secret = secrets.getOrDefault("AWS_SECRET_ACCESS_KEY", "");
    return id.isEmpty() || secret.isEmpty()
        ? Optional.empty()
        : Optional.of(new AccessKey(id, secret));
  }

  private static SqsClient client(Optional<URI> endpoint, Optional<AccessKey> key) {
    SqsClientBuilder builder =
        SqsClient.builder().httpClientBuilder(UrlConnectionHttpClient.builder());
    endpoint.ifPresent(url ->
        builder
            .endpointOverride(url)
            .region(Region.US_EAST_1)
            .credentialsProvider(
                key.<AwsCredentialsProvider>map(signing ->
                        StaticCredentialsProvider.create(
                            AwsBasicCredentials.create(signing.id(), signing.secret())))
                    .orElseGet(AnonymousCredentialsProvider::create)));
    try {
      return builder.build();
    } catch (SdkException e) {
      throw new UserError("SQS cannot be used: " + e.getMessage(), e);
    }
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
