package dev.tocsin.bench.micro;

import dev.tocsin.formats.Decoded;
import dev.tocsin.formats.JsonSampleDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** A record of JSON to a sample. */
@State(Scope.Thread)
public class DecodeBenchmark {
  private static final int SERIES = 10_000;

  private final byte[][] records = new byte[SERIES][];
  private final JsonSampleDecoder decoder = new JsonSampleDecoder();
  private int next;

  public DecodeBenchmark() {
    for (int index = 0; index < SERIES; index++) {
      records[index] =
          "{\"metric_name\":\"app.latency\",\"instance_id\":\"host-%d\",\"value\":%d.25,\"timestamp\":\"2026-11-21T10:00:00.123Z\",\"tags\":{\"environment\":\"production\",\"service\":\"checkout\"}}"
              .formatted(index, index % 100)
              .getBytes(StandardCharsets.UTF_8);
      Decoded unused = decoder.decode(records[index], Instant.MAX);
    }
  }

  /** Of a series that is known, 10,000 in turns. */
  @Benchmark
  public Decoded jsonOfKnownSeries() {
    next = next + 1 < SERIES ? next + 1 : 0;
    return decoder.decode(records[next], Instant.MAX);
  }

  /** Of a series that is new. */
  @Benchmark
  @OperationsPerInvocation(SERIES)
  public void jsonOfNewSeries(Blackhole taken) {
    JsonSampleDecoder forgetful = new JsonSampleDecoder();
    for (byte[] record : records) {
      taken.consume(forgetful.decode(record, Instant.MAX));
    }
  }
}
