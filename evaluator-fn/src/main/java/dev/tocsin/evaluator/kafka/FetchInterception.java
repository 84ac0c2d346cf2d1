package dev.tocsin.evaluator.kafka;

import dev.tocsin.core.failure.FailureLog;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.ClientRequest;
import org.apache.kafka.clients.ClientResponse;
import org.apache.kafka.clients.KafkaClient;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.FetchResponseData.FetchableTopicResponse;
import org.apache.kafka.common.message.FetchResponseData.PartitionData;
import org.apache.kafka.common.record.Records;
import org.apache.kafka.common.requests.FetchRequest;
import org.apache.kafka.common.requests.FetchResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts {@link BoundedRecords} into the answers that a consumer gets to its fetch requests, before
 * the consumer sees them.
 *
 * <p>Kafka has no place for that, so this sets a private field: the network client of a consumer of
 * the classic protocol. Its constructor for tests takes a client too, but makes a consumer that
 * knows nothing of the versions of its brokers. A version of Kafka in which this finds no such
 * field fails when a consumer is made.
 */
final class FetchInterception {
  private static final Logger LOG = LoggerFactory.getLogger(FetchInterception.class);

  private final FetchLimits limits;
  private final PollBudget budget;
  private final Map<Uuid, String> topics = new ConcurrentHashMap<>();
  private final FailureLog damage;

  private FetchInterception(FetchLimits limits, PollBudget budget, InstantSource clock) {
    this.limits = limits;
    this.budget = budget;
    this.damage =
        new FailureLog(
            LOG,
            "A partition stands still, since what Kafka sends of it is damaged",
            "Kafka sends sound records again",
            clock);
  }

  static void install(
      KafkaConsumer<?, ?> consumer, FetchLimits limits, PollBudget budget, InstantSource clock) {
    FetchInterception interception = new FetchInterception(limits, budget, clock);
    try {
      Object classic = field(KafkaConsumer.class, "delegate").get(consumer);
      Object network = field(classic.getClass(), "client").get(classic);
      Field field = field(network.getClass(), "client");
      KafkaClient client = (KafkaClient) field.get(network);
      field.set(network, interception.around(client));
    } catch (ReflectiveOperationException | ClassCastException e) {
      throw new IllegalStateException(
          "this version of Kafka's client cannot be kept from taking all memory: " + e, e);
    }
  }

  private static Field field(Class<?> type, String name) throws NoSuchFieldException {
    Field field = type.getDeclaredField(name);
    field.setAccessible(true);
    return field;
  }

  private KafkaClient around(KafkaClient client) {
    return (KafkaClient)
        Proxy.newProxyInstance(
            FetchInterception.class.getClassLoader(),
            new Class<?>[] {KafkaClient.class},
            (proxy, method, arguments) -> call(client, method, arguments));
  }

  private @Nullable Object call(KafkaClient client, Method method, Object @Nullable [] arguments)
      throws Throwable {
    if (arguments != null
        && arguments.length > 0
        && arguments[0] instanceof ClientRequest request
        && request.requestBuilder() instanceof FetchRequest.Builder fetch) {
      arguments[0] = bounded(request, fetch);
    }
    try {
      return method.invoke(client, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private ClientRequest bounded(ClientRequest request, FetchRequest.Builder fetch) {
    fetch.fetchData().forEach((partition, wanted) -> topics.put(wanted.topicId, partition.topic()));
    return new ClientRequest(
        request.destination(),
        request.requestBuilder(),
        request.correlationId(),
        request.makeHeader(fetch.latestAllowedVersion()).clientId(),
        request.createdTimeMs(),
        request.expectResponse(),
        request.requestTimeoutMs(),
        response -> {
          bound(response);
          request.callback().onComplete(response);
        });
  }

  private void bound(ClientResponse response) {
    damage.worked();
    if (response.responseBody() instanceof FetchResponse fetched) {
      for (FetchableTopicResponse topic : fetched.data().responses()) {
        topic.partitions().forEach(partition -> bound(topic, partition));
      }
    }
  }

  private void bound(FetchableTopicResponse topic, PartitionData partition) {
    if (partition.records() instanceof Records records) {
      partition.setRecords(
          new BoundedRecords(
              records,
              limits,
              budget,
              e ->
                  damage.failed(
                      "%s-%d: %s".formatted(name(topic), partition.partitionIndex(), e))));
    }
  }

  private String name(FetchableTopicResponse topic) {
    return topic.topic().isEmpty()
        ? topics.getOrDefault(topic.topicId(), topic.topicId().toString())
        : topic.topic();
  }
}
