package dev.tocsin.testkit.enrichment;

import dev.tocsin.core.enrichment.Enrichment;
import dev.tocsin.core.enrichment.EnrichmentRequest;
import dev.tocsin.core.enrichment.Enrichments;
import dev.tocsin.testkit.outbox.InMemoryTransactions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Enrichments in memory. */
final class InMemoryEnrichments implements Enrichments {
  private final InMemoryTransactions transactions;
  private final Map<UUID, Row> rows = new LinkedHashMap<>();

  private record Row(
      EnrichmentRequest request, Instant requested, Instant due, Optional<Enrichment> found) {
    boolean dueBy(Instant now) {
      return found.isEmpty() && !due.isAfter(now);
    }
  }

  InMemoryEnrichments(InMemoryTransactions transactions) {
    this.transactions = transactions;
    transactions.enlist(() -> {
      Map<UUID, Row> copy = new LinkedHashMap<>(rows);
      return () -> {
        rows.clear();
        rows.putAll(copy);
      };
    });
  }

  @Override
  public void request(Collection<EnrichmentRequest> requests, Instant now) {
    transactions.inOne(() -> {
      requests.forEach(request ->
          rows.putIfAbsent(
              request.alert().alertId(), new Row(request, now, now, Optional.empty())));
      return requests;
    });
  }

  @Override
  public List<EnrichmentRequest> claim(Instant now, Instant until, int limit) {
    return transactions.inOne(() -> {
      List<EnrichmentRequest> claimed = new ArrayList<>();
      rows.replaceAll((id, row) -> {
        if (!row.dueBy(now) || claimed.size() == limit) {
          return row;
        }
        claimed.add(row.request());
        return new Row(row.request(), row.requested(), until, row.found());
      });
      return claimed;
    });
  }

  @Override
  public Set<UUID> save(Collection<Enrichment> found) {
    return transactions.inOne(() -> {
      Set<UUID> saved = new HashSet<>();
      for (Enrichment enrichment : found) {
        rows.computeIfPresent(
            enrichment.alertId(),
            (id, row) -> {
              if (row.found().isPresent()) {
                return row;
              }
              saved.add(id);
              return new Row(row.request(), row.requested(), row.due(), Optional.of(enrichment));
            });
      }
      return saved;
    });
  }

  @Override
  public Map<UUID, Enrichment> byAlert(Collection<UUID> alertIds) {
    return transactions.inOne(() -> {
      Map<UUID, Enrichment> found = new HashMap<>();
      for (UUID id : alertIds) {
        Optional.ofNullable(rows.get(id))
            .flatMap(Row::found)
            .ifPresent(enrichment -> found.put(id, enrichment));
      }
      return found;
    });
  }

  @Override
  public List<Instant> dueUntil(Instant until) {
    return transactions.inOne(() ->
        rows.values().stream()
            .filter(row -> row.dueBy(until))
            .map(row -> row.due().truncatedTo(ChronoUnit.SECONDS))
            .distinct()
            .sorted()
            .toList());
  }

  @Override
  public int purge(Instant before) {
    return transactions.inOne(() -> {
      int held = rows.size();
      rows.values().removeIf(row -> row.requested().isBefore(before));
      return held - rows.size();
    });
  }
}
