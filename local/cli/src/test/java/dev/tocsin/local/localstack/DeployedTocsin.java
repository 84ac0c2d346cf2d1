package dev.tocsin.local.localstack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.local.embedded.ContainerBridge;
import dev.tocsin.local.embedded.ContainerParts;
import dev.tocsin.local.embedded.Directories;
import dev.tocsin.local.pipeline.DatabaseRecords;
import dev.tocsin.local.trial.Load;
import dev.tocsin.local.trial.Receiver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * All of the root for LocalStack in a container of its own, with Kafka and PostgreSQL beside it,
 * the rule of the trials, and a service that takes the notifications. Records come by no bridge but
 * a test's.
 */
final class DeployedTocsin implements AutoCloseable {
  /** Twice the time between ticks, and as much again as functions may take to start. */
  static final Duration PATIENCE = Duration.ofMinutes(4);

  /** Base64 of the key of approval links. */
  static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);

  /** The rule whose alerts a remediation is there for; no rule of the bucket has this id. */
  static final String REPAIRED_RULE = "repaired_by_people";

  private static final String REMEDIATIONS =
      """
      remediations:
        - id: restart
          name: Restart the web server
          alert_rules: [%s]
          action: {type: http, method: POST, url: "http://127.0.0.1:1/{{instance_id}}/restart"}
          requires_approval: true
          approval: link
          max_attempts: 1
          cooldown: 1h
      """
          .formatted(REPAIRED_RULE);

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PARTITIONS = 4;

  /** Short, so that tests can outwait it; the others are so or do not matter. */
  private static final Map<String, Object> SETTINGS =
      Map.of("evaluator-metrics", Map.of("timeout", 9), "notifier-delivery", Map.of("timeout", 9));

  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final HttpClient http = HttpClient.newHttpClient();
  private final LocalStackContainer container;
  private final ContainerParts parts;
  private final Receiver receiver;
  private final LocalstackScript script = new LocalstackScript(Path.of("../../infra"), KEY);
  private final Path folder;
  private final JsonNode outputs;
  private final DatabaseRecords database;
  private final SqsClient sqs;
  private final LambdaClient lambda;

  private DeployedTocsin() throws IOException {
    try {
      folder = Files.createTempDirectory("tocsin-localstack-");
      open.push(() -> Directories.delete(folder));
      ContainerBridge bridge = script.bridge();
      container =
          new LocalStackContainer(DockerImageName.parse("localstack/localstack:4.14.0"))
              .withEnv("LAMBDA_EVENT_SOURCE_MAPPING_MAX_BACKOFF_ON_EMPTY_POLL_SEC", "1")
              .withEnv("LAMBDA_RUNTIME_ENVIRONMENT_TIMEOUT", "60")
              // It would refuse a form for its Origin, whose port is not known before the start.
              .withEnv("DISABLE_CORS_CHECKS", "1")
              .withEnv("DISABLE_EVENTS", "1");
      open.push(this::removeContainers);
      container.start();
      parts = opened(ContainerParts.start(bridge, List.of(LocalstackUp.TOPIC), PARTITIONS));
      receiver = opened(new Receiver(bridge.address()));
      Map<String, Object> variables =
          LocalstackUp.variables(
              container.getEndpoint(), parts, receiver.url(), Archives.in(Path.of("..", "..")));
      variables.put("function_settings", SETTINGS);
      outputs = script.apply(folder, variables);
      database = opened(new DatabaseRecords(parts.postgres().jdbcUrl()));
      sqs = opened(client(SqsClient.builder()));
      lambda = opened(client(LambdaClient.builder()));
      try (ConfigBucket bucket = new ConfigBucket(endpoint(), text("config_bucket"))) {
        bucket.put(Map.of("rules/trial.yaml", Load.RULES, "remediations.yaml", REMEDIATIONS));
      }
    } catch (RuntimeException | IOException e) {
      close();
      throw e;
    }
  }

  /** Starts and applies everything. */
  static DeployedTocsin start() {
    try {
      return new DeployedTocsin();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  ContainerParts parts() {
    return parts;
  }

  Receiver receiver() {
    return receiver;
  }

  /** Whether another apply would change nothing. */
  boolean isSettled() {
    return script.isSettled(folder);
  }

  JsonNode outputs() {
    return outputs;
  }

  DatabaseRecords database() {
    return database;
  }

  SqsClient sqs() {
    return sqs;
  }

  LambdaClient lambda() {
    return lambda;
  }

  URI endpoint() {
    return container.getEndpoint();
  }

  SecretsManagerClient secrets() {
    return client(SecretsManagerClient.builder());
  }

  /** Calls a function as whoever feeds it does. */
  InvokeResponse invoke(String function, String event) {
    JsonNode of = outputs.path("functions").path("value").path(function);
    return lambda.invoke(call ->
        call.functionName(of.path("name").asText())
            .qualifier(of.path("alias").asText())
            .payload(SdkBytes.fromUtf8String(event)));
  }

  /** A request without a body through API Gateway. */
  HttpResponse<String> call(String method, String path) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create(text("api_url") + path))
            .header("Accept", "application/json")
            .timeout(Duration.ofSeconds(60))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build(),
        BodyHandlers.ofString());
  }

  String queue(String key) {
    return outputs.path("queues").path("value").path(key).path("url").asText();
  }

  String deadLetterQueue(String key) {
    String name = outputs.path("queues").path("value").path(key).path("dead_letters").asText();
    return sqs.getQueueUrl(r -> r.queueName(name)).queueUrl();
  }

  String attribute(String queueUrl, QueueAttributeName name) {
    return sqs.getQueueAttributes(r -> r.queueUrl(queueUrl).attributeNames(name))
        .attributes()
        .getOrDefault(name, "");
  }

  /** Sends to a FIFO queue, as no repeat of anything. */
  void send(String key, String group, String body) {
    sqs.sendMessage(send ->
        send.queueUrl(queue(key))
            .messageGroupId(group)
            .messageDeduplicationId(UUID.randomUUID().toString())
            .messageBody(body));
  }

  /** The states that the service received for an alert, in their order. */
  List<String> reported(UUID alert) {
    return receiver.all().stream()
        .filter(reported -> reported.text("alert_id").equals(alert.toString()))
        .map(Receiver.Reported::state)
        .toList();
  }

  static JsonNode json(String text) throws IOException {
    return JSON.readTree(text);
  }

  private String text(String output) {
    return outputs.path(output).path("value").asText();
  }

  private <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> C client(B builder) {
    return builder
        .endpointOverride(container.getEndpoint())
        .region(ConfigBucket.REGION)
        .credentialsProvider(ConfigBucket.CREDENTIALS)
        .httpClientBuilder(UrlConnectionHttpClient.builder().socketTimeout(Duration.ofSeconds(90)))
        .build();
  }

  private <T extends AutoCloseable> T opened(T part) {
    open.push(part);
    return part;
  }

  /** Functions' containers are named after their LocalStack's, and outlive it. */
  private void removeContainers() {
    String name = container.getContainerName().replaceFirst("^/", "");
    container.stop();
    script.run("stop", name + "-lambda");
  }

  @Override
  public void close() {
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
