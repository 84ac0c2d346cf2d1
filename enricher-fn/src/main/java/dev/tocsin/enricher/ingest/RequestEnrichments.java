package dev.tocsin.enricher.ingest;

import dev.tocsin.core.enrichment.EnrichmentRequest;
import dev.tocsin.core.enrichment.Enrichments;
import dev.tocsin.core.message.AlertChanged;
import dev.tocsin.core.message.Message;
import dev.tocsin.core.outbox.QueueName;
import dev.tocsin.platform.queue.EventConsumer;
import dev.tocsin.platform.queue.MessageDecoder.Decoded;
import dev.tocsin.platform.queue.QueuePublisher;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Requests the enrichment of alerts that fire, of each once. */
@Singleton
public class RequestEnrichments implements EventConsumer.UseCase {
  private final Enrichments enrichments;
  private final QueuePublisher publisher;

  RequestEnrichments(Enrichments enrichments, QueuePublisher publisher) {
    this.enrichments = enrichments;
    this.publisher = publisher;
  }

  @Override
  public void apply(Decoded fresh, Instant now) {
    Map<UUID, EnrichmentRequest> requests = requests(fresh.events());
    enrichments.request(requests.values(), now);
    if (!requests.isEmpty()) {
      publisher.wakeUpOnceCommitted(QueueName.ENRICH);
    }
  }

  private static Map<UUID, EnrichmentRequest> requests(List<Message> events) {
    Map<UUID, EnrichmentRequest> requests = new LinkedHashMap<>();
    for (Message event : events) {
      if (event instanceof AlertChanged changed
          && !changed.change().equals(AlertChanged.RESOLVED)) {
        requests.putIfAbsent(
            changed.alert().alertId(), new EnrichmentRequest(changed.alert(), changed.seq()));
      }
    }
    return requests;
  }
}
