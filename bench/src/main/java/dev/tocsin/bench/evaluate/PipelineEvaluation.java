package dev.tocsin.bench.evaluate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.store.statistics.TableStatistics;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;

/**
 * A workload through the evaluator's pipeline: {@code tocsin serve}, with the evaluator alone,
 * takes records that are in Kafka already.
 */
final class PipelineEvaluation {
  private static final long LOOK_MILLIS = 100;

  private final Workload workload;
  private final long samples;
  private final int batch;
  private final int evaluators;
  private final String heap;

  /**
   * @param batch most records of an invocation
   * @param evaluators that share the partitions
   * @param heap of the process that evaluates, as {@code -Xmx} takes it
   */
  PipelineEvaluation(Workload workload, long samples, int batch, int evaluators, String heap) {
    this.workload = workload;
    this.samples = samples;
    this.batch = batch;
    this.evaluators = evaluators;
    this.heap = heap;
  }

  /** Runs once, with empty state, in a directory that is empty. */
  ObjectNode run(Path directory) throws IOException, InterruptedException, SQLException {
    try (BenchPipeline pipeline = new BenchPipeline(workload, batch, directory)) {
      try (BenchPipeline.Producer producer = pipeline.new Producer()) {
        workload.make(samples, producer);
      }
      try (ServeProcess serve = pipeline.serve(evaluators, heap)) {
        return measure(serve, pipeline.tables());
      }
    }
  }

  private ObjectNode measure(ServeProcess serve, TableStatistics tables)
      throws IOException, InterruptedException, SQLException {
    URI http = serve.http();
    long begun = 0;
    long taken = 0;
    while (taken < samples || tables.eventsUnsent() > 0) {
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      serve.check();
      long before = taken;
      taken = tables.recordsTaken();
      if (before == 0 && taken > 0) {
        begun = System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS);
      }
    }
    double wall = (System.nanoTime() - begun) / 1e9;
    ObjectNode result = Figures.of(samples, wall, serve.cpuSeconds(), serve.pid());
    result.put("rows_written", tables.rowsWritten());
    long keys = tables.windowInstances();
    result.put("bytes_per_key", keys == 0 ? 0 : tables.windowBytes() / keys);
    result.put("transitions", Scrape.sum(http.resolve("/metrics"), "tocsin_transitions_total"));
    return result;
  }
}
