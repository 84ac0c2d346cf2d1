package dev.tocsin.bench.evaluate;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.testkit.process.ProcessMemory;
import java.io.IOException;

/** The figures of any run. */
final class Figures {
  private Figures() {}

  /**
   * @param wall seconds by the clock
   * @param cpu seconds of the process, user and system
   * @param process whose memory counts; -1 where the system does not say it
   */
  static ObjectNode of(long samples, double wall, double cpu, long process) throws IOException {
    ObjectNode figures = JsonNodeFactory.instance.objectNode();
    figures.put("samples", samples);
    figures.put("wall_seconds", wall);
    figures.put("cpu_seconds", cpu);
    figures.put("samples_per_cpu_second", Math.round(samples / cpu));
    figures.put("samples_per_second", Math.round(samples / wall));
    figures.put("peak_rss_bytes", ProcessMemory.peak(process).orElse(-1));
    return figures;
  }
}
