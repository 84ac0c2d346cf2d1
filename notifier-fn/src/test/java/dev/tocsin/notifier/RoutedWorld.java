package dev.tocsin.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.delivery.AttemptResult;
import dev.tocsin.core.delivery.Deliveries;
import dev.tocsin.core.delivery.Delivery;
import dev.tocsin.core.delivery.Lease;
import dev.tocsin.core.delivery.Reason;
import dev.tocsin.core.identity.IdSource;
import dev.tocsin.core.label.Labels;
import dev.tocsin.core.outbox.MessageSender;
import dev.tocsin.core.outbox.Transactions;
import dev.tocsin.core.outbox.WakeUps;
import dev.tocsin.core.yaml.SourceFile;
import dev.tocsin.notifier.alert.AcceptAlerts;
import dev.tocsin.notifier.deliver.GroupNotifications;
import dev.tocsin.notifier.flush.FlushDue;
import dev.tocsin.notifier.overdue.MarkOverdue;
import dev.tocsin.notifier.routing.ActivateConfiguration;
import dev.tocsin.notifier.routing.ActivateConfiguration.Timers;
import dev.tocsin.notifier.routing.GivenConfiguration;
import dev.tocsin.routing.alert.LabelNameMode;
import dev.tocsin.routing.alert.PostedAlert;
import dev.tocsin.store.Schema;
import dev.tocsin.testkit.CountingIds;
import dev.tocsin.testkit.MovedClock;
import dev.tocsin.testkit.postgres.TestPostgres;
import io.micronaut.context.ApplicationContext;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A notifier on PostgreSQL that routes alerts, flushes groups and serves {@code /api/v1}. */
final class RoutedWorld implements AutoCloseable {
  private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");

  final MovedClock clock = MovedClock.at(START.toString());
  private final ApplicationContext context;
  final OwnApi api;

  RoutedWorld() {
    this("http://notify.example");
  }

  /**
   * @param notificationService where it is
   */
  RoutedWorld(String notificationService) {
    context = start(clock, notificationService);
    api = new OwnApi(context);
  }

  private static ApplicationContext start(InstantSource clock, String notificationService) {
    Map<String, Object> properties =
        new HashMap<>(TestPostgres.copyOf("tocsin", Schema::migrate).properties());
    properties.put("tocsin.function", "notifier");
    properties.put("tocsin.notifier.api-url", notificationService);
    properties.put("tocsin.public-url", "https://tocsin.example");
    properties.put("tocsin.approval.key", World.KEY);
    properties.put("tocsin.seal.key", World.KEY);
    WakeUps wakeUps = (consumer, delay) -> {};
    MessageSender sender = (queue, messages) -> {};
    IdSource ids = new CountingIds();
    ApplicationContext context = ApplicationContext.builder().properties(properties).build();
    context.registerSingleton(InstantSource.class, clock);
    context.registerSingleton(WakeUps.class, wakeUps);
    context.registerSingleton(MessageSender.class, sender);
    context.registerSingleton(IdSource.class, ids);
    return context.start();
  }

  void configure(String yaml) {
    configure(yaml, Optional.empty());
  }

  /**
   * @param additions Tocsin's own file
   */
  void configure(String yaml, Optional<String> additions) {
    assertThat(
            bean(ActivateConfiguration.class)
                .load(
                    GivenConfiguration.ofFiles(
                        new SourceFile("alertmanager.yml", yaml),
                        additions.map(text -> new SourceFile("tocsin.yml", text))),
                    Timers.KEPT)
                .number())
        .isPositive();
  }

  <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  /** Posts an alert that fires until it is posted again, for five minutes at most. */
  void post(Labels labels) {
    post(labels, Map.of(), Optional.empty());
  }

  void resolve(Labels labels) {
    post(labels, Map.of(), Optional.of(clock.instant()));
  }

  void post(Labels labels, Map<String, String> annotations, Optional<Instant> endsAt) {
    PostedAlert posted =
        new PostedAlert(
            labels.asMap(), annotations, Optional.of(START), endsAt, "http://prometheus");
    assertThat(bean(AcceptAlerts.class).run(List.of(posted), LabelNameMode.UTF8).refusals())
        .isEmpty();
  }

  /** Lets time pass and looks for alerts that are overdue then. */
  void look(Duration after) {
    clock.advance(after);
    assertThat(bean(MarkOverdue.class).run(clock.instant())).isEmpty();
  }

  /** Lets time pass and flushes what is due then. */
  void after(Duration time) {
    clock.advance(time);
    assertThat(bean(FlushDue.class).run(Optional.empty()).mayBeMore()).isFalse();
  }

  /** The receivers accept all notifications that wait. */
  void accept() {
    List<Delivery> waiting = new ArrayList<>();
    Lease lease = new Lease(UUID.randomUUID(), clock.instant().plusSeconds(60));
    for (String receiver : bean(Deliveries.class).due(clock.instant()).keySet()) {
      waiting.addAll(bean(Deliveries.class).claim(receiver, 100, lease, clock.instant()));
    }
    bean(Transactions.class)
        .run(() -> {
          bean(Deliveries.class)
              .record(
                  waiting.stream()
                      .map(delivery ->
                          new AttemptResult(
                              delivery.id(), Reason.ACCEPTED, clock.instant(), true, ""))
                      .toList(),
                  lease.id(),
                  clock.instant());
          bean(GroupNotifications.class).accepted(waiting, clock.instant());
        });
  }

  @Override
  public void close() {
    context.close();
  }
}
