package dev.tocsin.local.embedded;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.elasticmq.NodeAddress;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * An SQS-compatible server (ElasticMQ) in memory on the loopback address, which takes requests only
 * that are signed with a key drawn at its making. It can be stopped, which loses all messages, and
 * started again on the same port with the same, empty queues. Thread-safe.
 */
public final class EmbeddedSqs implements AutoCloseable {
  /** The region and the account that the server writes into its ARNs. */
  public static final String REGION = "elasticmq";

  private static final String SERVICE = "sqs";
  private static final String ACCOUNT = "000000000000";

  private final int port;
  private final List<QueueSpec> queues;
  private final AccessKey key = AccessKey.draw();
  private @Nullable Running running;

  /** A server and the actors that it runs on. */
  private record Running(SQSRestServer server, SignedOnly.Actors actors) {
    void stop() {
      var unused = server.stopAndWait();
      actors.terminate();
    }
  }

  private EmbeddedSqs(int port, List<QueueSpec> queues) {
    this.port = port;
    this.queues = List.copyOf(queues);
  }

  /**
   * Starts a server with {@code queues}.
   *
   * @param port 0 for any free one
   * @param queues in an order in which a dead-letter queue comes before those that name it
   */
  public static EmbeddedSqs start(int port, List<QueueSpec> queues) {
    EmbeddedSqs sqs = new EmbeddedSqs(LoopbackPort.pick(port, "SQS"), queues);
    sqs.start();
    return sqs;
  }

  public URI endpoint() {
    return URI.create("http://%s:%d".formatted(LoopbackPort.HOST, port));
  }

  /** The address of the queue, whether or not it exists. */
  public String queueUrl(String queue) {
    return "%s/%s/%s".formatted(endpoint(), ACCOUNT, queue);
  }

  /** The ARN of a queue of this kind of server. */
  public static String arn(String queue) {
    return "arn:aws:sqs:%s:%s:%s".formatted(REGION, ACCOUNT, queue);
  }

  /** The only key with which requests may be signed; drawn anew for each server. */
  public AccessKey key() {
    return key;
  }

  /** A new client of this server, to be closed by the caller. */
  public SqsClient newClient() {
    return SqsClient.builder()
        .endpointOverride(endpoint())
        .region(Region.of(REGION))
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create(key.id(), key.secret())))
        .httpClientBuilder(
            UrlConnectionHttpClient.builder()
                .connectionTimeout(Duration.ofSeconds(2))
                .socketTimeout(Duration.ofSeconds(30)))
        .build();
  }

  /** Starts the server, with all its queues empty, unless it runs. */
  public synchronized void start() {
    if (running != null) {
      return;
    }
    SignedOnly.Actors actors =
        SignedOnly.actors(new SignatureCheck(key, SERVICE), InstantSource.system());
    SQSRestServer started =
        SQSRestServerBuilder.withActorSystem(actors.system())
            .withInterface(LoopbackPort.HOST)
            .withPort(port)
            .withServerAddress(new NodeAddress("http", LoopbackPort.HOST, port, ""))
            .withAWSRegion(REGION)
            .withAWSAccountId(ACCOUNT)
            .start();
    var unused = started.waitUntilStarted();
    running = new Running(started, actors);
    try (SqsClient client = newClient()) {
      actors.requireBound();
      for (QueueSpec queue : queues) {
        client.createQueue(r -> r.queueName(queue.name()).attributes(queue.attributes()));
      }
    } catch (RuntimeException e) {
      stop();
      throw e;
    }
  }

  /** Stops the server; its messages are lost. Does nothing when it is stopped. */
  public synchronized void stop() {
    if (running != null) {
      running.stop();
      running = null;
    }
  }

  @Override
  public void close() {
    stop();
  }
}
