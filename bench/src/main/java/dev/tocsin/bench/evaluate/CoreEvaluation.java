package dev.tocsin.bench.evaluate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.core.setting.AlertNaming;
import dev.tocsin.engine.replay.Replay;
import dev.tocsin.engine.sample.Sample;
import dev.tocsin.formats.Decoded;
import dev.tocsin.formats.JsonSampleDecoder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A process that reads records and evaluates them, all state in memory. Arguments: the file of
 * records, then kind, rules, series and seed of the workload that they are of. Prints one line of
 * JSON.
 */
public final class CoreEvaluation {
  private static final Duration LATENESS = Duration.ofSeconds(10);

  /** Records that are decoded at once: Kafka's clients take as many by default. */
  private static final int BATCH = 500;

  private CoreEvaluation() {}

  public static void main(String[] arguments) throws IOException {
    Workload workload =
        new Workload(
            Kind.of(arguments[1]),
            Integer.parseInt(arguments[2]),
            Integer.parseInt(arguments[3]),
            Long.parseLong(arguments[4]));
    ObjectNode result = evaluate(workload, Path.of(arguments[0]));
    if (workload.isWindowed()) {
      result.set("memory_bytes_per_key", KeyMemory.measure(workload, LATENESS));
    }
    System.out.println(result);
  }

  private static ObjectNode evaluate(Workload workload, Path records) throws IOException {
    AtomicLong transitions = new AtomicLong();
    Replay replay =
        new Replay(
            workload.ruleSet(),
            LATENESS,
            AlertNaming.DEFAULT,
            line -> transitions.incrementAndGet());
    long begun = System.nanoTime();
    long samples;
    try (RecordFile file = new RecordFile(records)) {
      samples = evaluate(file, replay);
    }
    double wall = (System.nanoTime() - begun) / 1e9;
    double cpu = ProcessHandle.current().info().totalCpuDuration().orElseThrow().toMillis() / 1e3;
    ObjectNode result = Figures.of(samples, wall, cpu, ProcessHandle.current().pid());
    // Nothing is stored.
    result.put("rows_written", 0).put("bytes_per_key", 0);
    result.put("transitions", transitions.get());
    return result;
  }

  private static long evaluate(RecordFile file, Replay replay) throws IOException {
    JsonSampleDecoder decoder = new JsonSampleDecoder();
    long samples = 0;
    for (List<byte[]> records = file.read(BATCH); !records.isEmpty(); records = file.read(BATCH)) {
      List<Sample> batch = new ArrayList<>(records.size());
      for (Decoded decoded : decoder.decode(records, Instant.MAX)) {
        decoded.samples().forEach(batch::add);
      }
      replay.accept(batch);
      samples += batch.size();
    }
    return samples;
  }
}
