package dev.tocsin.enricher.work;

import dev.tocsin.core.enrichment.Enrichment;
import dev.tocsin.core.enrichment.EnrichmentRequest;
import dev.tocsin.core.enrichment.Enrichments;
import dev.tocsin.core.fault.FaultPoint;
import dev.tocsin.core.fault.FaultPoints;
import dev.tocsin.core.identity.DerivedId;
import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.message.AlertEnriched;
import dev.tocsin.core.outbox.Lane;
import dev.tocsin.core.outbox.Outbox;
import dev.tocsin.core.outbox.OutboxEvent;
import dev.tocsin.core.outbox.QueueName;
import dev.tocsin.core.outbox.Transactions;
import dev.tocsin.enricher.setting.EnricherSettings;
import dev.tocsin.enricher.source.QuerySources;
import dev.tocsin.platform.queue.QueuePublisher;
import io.micronaut.serde.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Enriches all alerts that are due, in chunks. */
@Singleton
public class EnrichAlerts {
  private static final int CHUNK = 500;

  /** Most chunks of one call, which bounds how long it takes; what is left gets a wake-up. */
  private static final int CHUNKS = 100;

  private final Enrichments enrichments;
  private final QuerySources sources;
  private final Transactions transactions;
  private final Outbox outbox;
  private final QueuePublisher publisher;
  private final ObjectMapper json;
  private final EnricherSettings settings;
  private final FaultPoints faults;
  private final InstantSource clock;

  EnrichAlerts(
      Enrichments enrichments,
      QuerySources sources,
      Transactions transactions,
      Outbox outbox,
      QueuePublisher publisher,
      ObjectMapper json,
      EnricherSettings settings,
      FaultPoints faults,
      InstantSource clock) {
    this.enrichments = enrichments;
    this.sources = sources;
    this.transactions = transactions;
    this.outbox = outbox;
    this.publisher = publisher;
    this.json = json;
    this.settings = settings;
    this.faults = faults;
    this.clock = clock;
  }

  public void run() {
    sources.refresh();
    for (int chunk = 0; chunk < CHUNKS; chunk++) {
      Instant now = now();
      List<EnrichmentRequest> requests = enrichments.claim(now, now.plus(settings.lease()), CHUNK);
      if (requests.isEmpty()) {
        return;
      }
      enrich(requests);
    }
    publisher.wakeUp(QueueName.ENRICH);
  }

  private void enrich(List<EnrichmentRequest> requests) {
    faults.reach(FaultPoint.AFTER_LOAD);
    Map<UUID, Map<String, String>> found =
        sources.query(requests.stream().map(EnrichmentRequest::alert).toList());
    Instant now = now();
    transactions.run(() -> save(requests, found, now));
    faults.reach(FaultPoint.AFTER_COMMIT);
    publisher.publish();
  }

  private void save(
      List<EnrichmentRequest> requests, Map<UUID, Map<String, String>> found, Instant now) {
    Set<UUID> saved =
        enrichments.save(
            found.entrySet().stream()
                .map(entry -> new Enrichment(entry.getKey(), entry.getValue(), now))
                .toList());
    List<OutboxEvent> events =
        requests.stream()
            .filter(request -> saved.contains(request.alert().alertId()))
            .map(request -> event(request, found, now))
            .filter(event -> !event.enrichment().isEmpty())
            .map(this::outgoing)
            .toList();
    outbox.add(events, now);
    faults.reach(FaultPoint.BEFORE_COMMIT);
  }

  private static AlertEnriched event(
      EnrichmentRequest request, Map<UUID, Map<String, String>> found, Instant now) {
    UUID alertId = request.alert().alertId();
    return new AlertEnriched(
        AlertEnriched.VERSION,
        DerivedId.of(alertId, "enriched"),
        request.seq(),
        now,
        request.alert(),
        found.getOrDefault(alertId, Map.of()));
  }

  private OutboxEvent outgoing(AlertEnriched event) {
    int shard = Fingerprint.parse(event.alert().fingerprint()).shard();
    try {
      return new OutboxEvent(
          event.eventId(), new Lane(QueueName.NOTIFY, shard), json.writeValueAsString(event));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
