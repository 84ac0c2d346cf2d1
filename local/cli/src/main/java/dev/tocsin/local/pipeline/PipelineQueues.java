package dev.tocsin.local.pipeline;

import dev.tocsin.core.failure.UserError;
import dev.tocsin.local.embedded.QueueSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;

/** The queues of the pipeline: their names, what they are like, and where they are. */
public final class PipelineQueues {
  static final String NOTIFY = "notify";
  static final String ENRICH = "enrich";
  static final String REMEDIATE = "remediate";

  /** What is appended to a consumer's name for the queue of its wake-ups. */
  static final String WAKEUP = "-wakeup";

  private static final List<String> CONSUMERS = List.of(NOTIFY, ENRICH, REMEDIATE);
  private static final String DEAD_LETTERS = "dead-letters";

  // Taking a message is a matter of milliseconds; what hangs longer has failed.
  private static final Duration INGEST_VISIBILITY = Duration.ofSeconds(10);
  private static final Duration WORK_VISIBILITY = Duration.ofSeconds(90);
  // Rows carry the work, so the queue's own patience decides nothing; it only stops endless noise.
  private static final int MANY_RECEIPTS = 1_000;

  private final String prefix;

  public PipelineQueues(String prefix) {
    this.prefix = prefix;
  }

  /** What an embedded server is to have. */
  public List<QueueSpec> specs() {
    List<QueueSpec> specs = new ArrayList<>();
    for (String consumer : CONSUMERS) {
      String dead = prefix + consumer + "-dead.fifo";
      specs.add(QueueSpec.of(dead, INGEST_VISIBILITY));
      specs.add(QueueSpec.of(name(consumer), INGEST_VISIBILITY).deadLettersTo(dead, MANY_RECEIPTS));
      String deadWakeUps = prefix + consumer + WAKEUP + "-dead";
      specs.add(QueueSpec.of(deadWakeUps, WORK_VISIBILITY));
      specs.add(
          QueueSpec.of(name(consumer + WAKEUP), WORK_VISIBILITY)
              .deadLettersTo(deadWakeUps, MANY_RECEIPTS));
    }
    specs.add(QueueSpec.of(name(DEAD_LETTERS), INGEST_VISIBILITY));
    return specs;
  }

  /**
   * Asks where the queues are, by the property under {@code tocsin.queues} that names each.
   *
   * @throws UserError when some of them do not exist, or SQS does not answer
   */
  Map<String, String> urls(SqsClient client) {
    Map<String, String> urls = new HashMap<>();
    List<String> missing = new ArrayList<>();
    for (String property : properties()) {
      url(client, property)
          .ifPresentOrElse(url -> urls.put(property, url), () -> missing.add(name(property)));
    }
    if (!missing.isEmpty()) {
      throw new UserError(
          "SQS has no queue %s: create what is missing (FIFO queues end in .fifo), or name another prefix."
              .formatted(String.join(", ", missing)));
    }
    return urls;
  }

  private static List<String> properties() {
    List<String> properties = new ArrayList<>();
    for (String consumer : CONSUMERS) {
      properties.add(consumer);
      properties.add(consumer + WAKEUP);
    }
    properties.add(DEAD_LETTERS);
    return properties;
  }

  private Optional<String> url(SqsClient client, String property) {
    try {
      return Optional.of(
          client.getQueueUrl(request -> request.queueName(name(property))).queueUrl());
    } catch (QueueDoesNotExistException e) {
      return Optional.empty();
    } catch (SdkException e) {
      throw new UserError("SQS does not say where its queues are: " + e.getMessage(), e);
    }
  }

  private String name(String property) {
    return property.endsWith(WAKEUP) ? prefix + property : prefix + property + ".fifo";
  }
}
