package dev.tocsin.notifier;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tocsin.core.delivery.Deliveries;
import dev.tocsin.core.delivery.Delivery;
import dev.tocsin.core.delivery.GroupDeliverySequence;
import dev.tocsin.core.delivery.GroupIntegration;
import dev.tocsin.core.delivery.GroupNotice;
import dev.tocsin.core.delivery.Lease;
import dev.tocsin.core.delivery.Subject.GroupFlush;
import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.outbox.Transactions;
import dev.tocsin.notifier.config.NotifierConfiguration;
import dev.tocsin.notifier.deliver.DeliverLeased;
import dev.tocsin.notifier.send.ConfiguredIntegration;
import dev.tocsin.notifier.send.http.Origin;
import dev.tocsin.routing.config.Credential;
import dev.tocsin.routing.config.HttpSettings;
import dev.tocsin.routing.config.Integration;
import dev.tocsin.routing.config.Secret;
import dev.tocsin.routing.config.WebhookSettings;
import dev.tocsin.testkit.CountingIds;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Flushes of groups to webhooks in a {@link World}, as the flush of a group makes them. */
final class Hooks {
  private static final UUID GROUP = CountingIds.id(8_000);

  private final World world;

  Hooks(World world) {
    this.world = world;
  }

  /** Configures {@code NAME/webhook[0]} and returns its key. */
  String webhook(String name, String url) {
    return webhook(name, url, HttpSettings.DEFAULT, true);
  }

  String webhook(String name, String url, HttpSettings http, boolean trusted) {
    WebhookSettings settings =
        new WebhookSettings(
            new Credential.Inline(new Secret(url)), 0, Duration.ZERO, Optional.empty(), http);
    Integration integration = new Integration(name, "webhook", 0, true, settings);
    world.integrations.put(
        integration.key(),
        new ConfiguredIntegration(integration, new Origin(Path.of("."), trusted)));
    return integration.key();
  }

  /** Flushes the group: these alerts, which are letters, fire. It waits for a claim. */
  Delivery flush(int number, String receiver, String firing) {
    return flush(GROUP, number, receiver, firing, Optional.empty());
  }

  /** As {@link #flush}, but leased by this process from the start. */
  Delivery leasedFlush(int number, String receiver, String firing) {
    return flush(GROUP, number, receiver, firing, Optional.of(lease()));
  }

  /** Flushes a group of its own, which waits for a claim. */
  Delivery otherGroup(int group, String receiver) {
    return flush(CountingIds.id(9_000 + group), 1, receiver, "a", Optional.empty());
  }

  private Delivery flush(
      UUID group, int number, String receiver, String firing, Optional<Lease> lease) {
    Instant now = world.clock.instant();
    Deliveries deliveries = world.context.getBean(Deliveries.class);
    GroupIntegration key = new GroupIntegration(group, receiver);
    return world
        .context
        .getBean(Transactions.class)
        .inOne(() -> {
          GroupDeliverySequence.Entry entry =
              deliveries.lockGroups(List.of(key)).stream()
                  .findFirst()
                  .orElse(new GroupDeliverySequence(key, List.of()))
                  .enter(now);
          deliveries.saveGroups(entry.superseded(), now);
          Delivery made = delivery(key, number, firing, entry, now);
          lease.ifPresentOrElse(
              held -> deliveries.addLeased(List.of(made), held),
              () -> deliveries.add(List.of(made)));
          return made;
        });
  }

  private static Delivery delivery(
      GroupIntegration key,
      int number,
      String firing,
      GroupDeliverySequence.Entry entry,
      Instant now) {
    Set<Fingerprint> alerts =
        Stream.of(firing.split("", -1))
            .filter(letter -> !letter.isEmpty())
            .map(letter -> new Fingerprint(letter.charAt(0)))
            .collect(Collectors.toSet());
    return new Delivery(
        UUID.nameUUIDFromBytes((key + ":" + number).getBytes(UTF_8)),
        new GroupFlush(
            key.group(),
            number,
            true,
            new GroupNotice(alerts, Set.of(), alerts, Duration.ofHours(8)),
            Map.of()),
        key.receiver(),
        entry.reason(),
        0,
        "{\"flush\":%d}".formatted(number),
        now,
        entry.place().orElse(now),
        now.plus(Duration.ofHours(24)),
        0,
        0,
        "");
  }

  /** Sends what was made under a lease. */
  void send(Delivery... leased) {
    world.context.getBean(DeliverLeased.class).run(List.of(leased), lease());
  }

  /** The same each time, so that what one call leased another one sends. */
  private Lease lease() {
    return new Lease(
        CountingIds.id(7_000),
        world.clock.instant().plus(world.context.getBean(NotifierConfiguration.class).lease()));
  }

  String reason(Delivery delivery) {
    return now(delivery).reason().code();
  }

  Delivery now(Delivery delivery) {
    return world.context.getBean(Deliveries.class).find(delivery.id()).orElseThrow();
  }
}
