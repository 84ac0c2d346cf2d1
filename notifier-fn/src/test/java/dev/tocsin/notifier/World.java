package dev.tocsin.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.tocsin.core.breaker.BreakerStore;
import dev.tocsin.core.breaker.Destination;
import dev.tocsin.core.deadletter.DeadLetter;
import dev.tocsin.core.deadletter.DeadLetters;
import dev.tocsin.core.delivery.Deliveries;
import dev.tocsin.core.delivery.Delivery;
import dev.tocsin.core.fault.FaultPoint;
import dev.tocsin.core.fault.FaultPoints;
import dev.tocsin.core.identity.IdSource;
import dev.tocsin.core.message.Message;
import dev.tocsin.core.outbox.MessageSender;
import dev.tocsin.core.outbox.WakeUps;
import dev.tocsin.notifier.deliver.GroupNotifications;
import dev.tocsin.notifier.redrive.Redrive;
import dev.tocsin.notifier.routing.BuiltInRouting;
import dev.tocsin.notifier.send.ConfiguredIntegration;
import dev.tocsin.notifier.send.Integrations;
import dev.tocsin.notifier.send.http.Origin;
import dev.tocsin.routing.config.NotificationServiceSettings;
import dev.tocsin.testkit.CountingIds;
import dev.tocsin.testkit.MovedClock;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.ApplicationContext;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** A notifier between a queue that the test plays and a notification service on this machine. */
final class World implements AutoCloseable {
  static final String KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

  private static final Map<String, ConfiguredIntegration> BUILT_IN =
      Map.of(
          BuiltInRouting.integration(),
          new ConfiguredIntegration(
              NotificationServiceSettings.of("notification-service"),
              new Origin(Path.of("."), false)));

  final MovedClock clock = MovedClock.create();
  final Inbox inbox = new Inbox();
  final List<Duration> wakeUps = new CopyOnWriteArrayList<>();
  final ApplicationContext context;
  volatile FaultPoints faults = FaultPoints.NONE;
  volatile boolean wakeUpsFail;

  /** The integrations of the configuration in force, by key. */
  final Map<String, ConfiguredIntegration> integrations = new ConcurrentHashMap<>(BUILT_IN);

  /** The deliveries of flushes whose groups heard that they were accepted, in order. */
  final List<Delivery> notified = new CopyOnWriteArrayList<>();

  private int messages;

  World(Map<String, Object> store) {
    this(store, Map.of());
  }

  World(Map<String, Object> store, Map<String, Object> settings) {
    this(store, settings, none -> {});
  }

  /**
   * @param given registers what the context is to use beside
   */
  World(
      Map<String, Object> store, Map<String, Object> settings, Consumer<ApplicationContext> given) {
    context = start(store, settings, given);
  }

  private ApplicationContext start(
      Map<String, Object> store, Map<String, Object> settings, Consumer<ApplicationContext> given) {
    Map<String, Object> properties = new HashMap<>(store);
    properties.put("tocsin.function", "notifier");
    properties.put("tocsin.notifier.api-url", inbox.url());
    properties.put("tocsin.public-url", "https://tocsin.example/base/");
    properties.put("tocsin.approval.key", KEY);
    properties.put("tocsin.queue.reset", "1ms");
    properties.putAll(settings);
    WakeUps wake =
        (consumer, delay) -> {
          if (wakeUpsFail) {
            throw new IllegalStateException("the queue is away");
          }
          wakeUps.add(delay);
        };
    MessageSender sender = (queue, all) -> {};
    FaultPoints points = point -> faults.reach(point);
    RandomGenerator random = () -> 0L;
    IdSource ids = new CountingIds();
    InstantSource time = clock;
    Integrations known = key -> Optional.ofNullable(integrations.get(key));
    GroupNotifications groups = (accepted, now) -> notified.addAll(accepted);
    ApplicationContext fresh = ApplicationContext.builder().properties(properties).build();
    fresh.registerSingleton(InstantSource.class, time);
    fresh.registerSingleton(WakeUps.class, wake);
    fresh.registerSingleton(MessageSender.class, sender);
    fresh.registerSingleton(FaultPoints.class, points);
    fresh.registerSingleton(RandomGenerator.class, random);
    fresh.registerSingleton(IdSource.class, ids);
    fresh.registerSingleton(Integrations.class, known);
    fresh.registerSingleton(GroupNotifications.class, groups);
    given.accept(fresh);
    return fresh.start();
  }

  /** The gauge of waiting deliveries, as the last tick found it. */
  double waiting() {
    return context.getBean(MeterRegistry.class).get("tocsin.deliveries.waiting").gauge().value();
  }

  void ingest(Message... events) {
    assertThat(take(Events.body(events))).isEmpty();
  }

  /** Hands bodies over as one batch, all of one group, and returns the ids of those that failed. */
  List<String> take(String... bodies) {
    List<SQSEvent.SQSMessage> batch = new ArrayList<>();
    for (String body : bodies) {
      batch.add(message("group", body));
    }
    return take(batch);
  }

  List<String> take(List<SQSEvent.SQSMessage> batch) {
    SQSEvent event = new SQSEvent();
    event.setRecords(batch);
    return new NotifyIngestHandler(context)
        .execute(event).getBatchItemFailures().stream()
            .map(SQSBatchResponse.BatchItemFailure::getItemIdentifier)
            .toList();
  }

  SQSEvent.SQSMessage message(String group, String body) {
    SQSEvent.SQSMessage message = new SQSEvent.SQSMessage();
    message.setMessageId("m" + ++messages);
    message.setAttributes(Map.of("MessageGroupId", group));
    message.setBody(body);
    return message;
  }

  void deliver() {
    new DeliveryHandler(context).execute(new SQSEvent());
  }

  void tick() {
    new NotifierTickHandler(context).execute(null);
  }

  /** Lets time pass and delivers what is due then. */
  void after(Duration time) {
    clock.advance(time);
    deliver();
  }

  Delivery delivery(int eventId) {
    UUID id = Delivery.idOf(CountingIds.id(eventId), BuiltInRouting.integration());
    return context.getBean(Deliveries.class).find(id).orElseThrow();
  }

  String reason(int eventId) {
    return delivery(eventId).reason().code();
  }

  String breaker() {
    return context.getBean(BreakerStore.class).load(Destination.of(URI.create(inbox.url()))).code();
  }

  List<DeadLetter> letters() {
    return context.getBean(DeadLetters.class).list(Optional.empty(), 1000);
  }

  String redrive(UUID letter) {
    return context.getBean(Redrive.class).run(letter).orElse("");
  }

  /** The next time that a point is reached, something breaks there. */
  void breakOnceAt(FaultPoint point) {
    AtomicBoolean armed = new AtomicBoolean(true);
    faults =
        reached -> {
          if (reached == point && armed.compareAndSet(true, false)) {
            throw new IllegalStateException("fault " + point.code());
          }
        };
  }

  List<String> notified() {
    return inbox.acceptedKeys();
  }

  static String key(int eventId) {
    return CountingIds.id(eventId).toString();
  }

  static List<String> keys(int... eventIds) {
    List<String> keys = new ArrayList<>();
    for (int id : eventIds) {
      keys.add(key(id));
    }
    return keys;
  }

  @Override
  public void close() {
    context.close();
    inbox.close();
  }
}
