package dev.tocsin.enricher.source;

import dev.tocsin.core.enrichment.EnrichmentSource;
import dev.tocsin.core.enrichment.SourceAnswer;
import dev.tocsin.core.message.AlertSnapshot;
import dev.tocsin.enricher.setting.EnricherSettings;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Asks all sources for many alerts side by side, on virtual threads. A source that fails or is late
 * leaves its error; it never holds back what others found. Late answers are given up.
 */
@Singleton
public class QuerySources {
  private final List<EnrichmentSource> sources;
  private final Duration patience;

  QuerySources(List<EnrichmentSource> sources, EnricherSettings settings) {
    this.sources = List.copyOf(sources);
    this.patience =
        settings.sourceTimeout().compareTo(settings.budget()) < 0
            ? settings.sourceTimeout()
            : settings.budget();
  }

  private record Query(EnrichmentSource source, Future<Map<String, String>> answer) {}

  /** To be called before alerts are claimed: their leases do not wait for it. */
  public void refresh() {
    sources.forEach(EnrichmentSource::refresh);
  }

  /** What was found, by alert id: an entry for each alert, after the budget at the latest. */
  public Map<UUID, Map<String, String>> query(List<AlertSnapshot> alerts) {
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    try {
      Map<UUID, List<Query>> queries = new LinkedHashMap<>();
      for (AlertSnapshot alert : alerts) {
        List<Query> ofAlert = new ArrayList<>(sources.size());
        sources.forEach(
            source -> ofAlert.add(new Query(source, threads.submit(() -> source.query(alert)))));
        queries.put(alert.alertId(), ofAlert);
      }
      long deadline = System.nanoTime() + patience.toNanos();
      Map<UUID, Map<String, String>> found = new LinkedHashMap<>();
      queries.forEach((id, ofAlert) ->
          found.put(
              id,
              SourceAnswer.merge(ofAlert.stream().map(query -> answer(query, deadline)).toList())));
      return found;
    } finally {
      threads.shutdownNow();
    }
  }

  private SourceAnswer answer(Query queries, long deadline) {
    String name = queries.source().name();
    try {
      long left = Math.max(0, deadline - System.nanoTime());
      return new SourceAnswer.Found(queries.answer().get(left, TimeUnit.NANOSECONDS));
    } catch (TimeoutException late) {
      queries.answer().cancel(true);
      return new SourceAnswer.Failed(name, "no answer within %d ms".formatted(patience.toMillis()));
    } catch (ExecutionException failed) {
      return new SourceAnswer.Failed(name, reason(failed.getCause()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while querying sources", e);
    }
  }

  private static String reason(@Nullable Throwable failed) {
    if (failed == null) {
      return "failed";
    }
    String message = failed.getMessage();
    return message == null || message.isBlank() ? failed.getClass().getSimpleName() : message;
  }
}
