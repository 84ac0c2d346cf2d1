package dev.tocsin.bench.evaluate;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.local.embedded.Directories;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tocsin bench evaluate}. */
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    description = {
      "Evaluates samples in a process of its own. Path core: it decodes JSON, finds the rules and evaluates;"
          + " all state is in memory. Path pipeline: tocsin serve takes what is in Kafka; PostgreSQL"
          + " (with fsync) and the queues run on the same machine.",
      "One line of JSON: the run in the middle of several, by samples for a second of CPU time (core)"
          + " or of the clock (pipeline). CPU time counts the start of the process too."
    })
public final class EvaluateCommand implements Callable<Integer> {
  private static final long CORE_SAMPLES = 30_000_000;
  private static final long PIPELINE_SAMPLES = 3_000_000;

  @Option(
      names = "--path",
      defaultValue = "core",
      description = "core or pipeline. Default: ${DEFAULT-VALUE}.")
  String path;

  @Option(
      names = "--samples",
      description =
          "Default: 30000000 for core, 3000000 for pipeline: starting and compiling, which"
              + " a process does once, take some 5 s of CPU time.")
  @Nullable Long samples;

  @Option(names = "--runs", defaultValue = "5", description = "Default: ${DEFAULT-VALUE}.")
  int runs;

  @Mixin final WorkloadOptions options = new WorkloadOptions(Kind.THRESHOLD, 10_000, 1_000);

  @Spec CommandSpec spec;

  private final ObjectMapper json = new ObjectMapper();

  @Override
  public Integer call() throws IOException, InterruptedException, SQLException {
    options.check();
    options.require(
        samples == null || samples >= 1, "--samples is " + samples + "; it must be at least 1.");
    options.require(runs >= 1, "--runs is " + runs + "; it must be at least 1.");
    options.require(
        List.of("core", "pipeline").contains(path),
        "--path is " + path + "; it must be core or pipeline.");
    Workload workload =
        new Workload(Kind.of(options.kind), options.rules, options.series, options.seed);
    ObjectNode line = json.createObjectNode();
    line.put("path", path)
        .put("kind", options.kind)
        .put("rules", options.rules)
        .put("series", options.series);
    if (path.equals("core")) {
      long count = samples == null ? CORE_SAMPLES : samples;
      line.setAll(middle("samples_per_cpu_second", core(workload, count)));
    } else {
      long count = samples == null ? PIPELINE_SAMPLES : samples;
      line.put("batch", options.batch)
          .setAll(middle("samples_per_second", pipeline(workload, count)));
    }
    spec.commandLine().getOut().println(json.writeValueAsString(line));
    spec.commandLine().getOut().flush();
    return 0;
  }

  private static ObjectNode middle(String figure, List<ObjectNode> results) {
    return results.stream()
        .sorted(Comparator.comparingLong(run -> run.path(figure).asLong()))
        .toList()
        .get(results.size() / 2);
  }

  private List<ObjectNode> core(Workload workload, long count)
      throws IOException, InterruptedException {
    Path records = Files.createTempFile("tocsin-bench-", ".records");
    try {
      try (DataOutputStream out =
          new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(records), 1 << 20))) {
        workload.write(count, out);
      }
      List<ObjectNode> results = new ArrayList<>();
      for (int run = 0; run < runs; run++) {
        results.add(emitted(run, run(records)));
      }
      return results;
    } finally {
      Files.deleteIfExists(records);
    }
  }

  private List<ObjectNode> pipeline(Workload workload, long count)
      throws IOException, InterruptedException, SQLException {
    List<ObjectNode> results = new ArrayList<>();
    for (int run = 0; run < runs; run++) {
      Path directory = Files.createTempDirectory("tocsin-bench-");
      try {
        results.add(
            emitted(
                run,
                new PipelineEvaluation(
                        workload, count, options.batch, options.evaluators, options.heap)
                    .run(directory)));
      } finally {
        Directories.delete(directory);
      }
    }
    return results;
  }

  /** Shows that something goes on. */
  private ObjectNode emitted(int run, ObjectNode result) {
    spec.commandLine()
        .getErr()
        .printf(
            "run %d of %d: %,d samples/s, %,d for a second of CPU time%n",
            run + 1,
            runs,
            result.path("samples_per_second").asLong(),
            result.path("samples_per_cpu_second").asLong());
    spec.commandLine().getErr().flush();
    return result;
  }

  private ObjectNode run(Path records) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + options.heap,
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                CoreEvaluation.class.getName(),
                records.toString(),
                options.kind,
                Integer.toString(options.rules),
                Integer.toString(options.series),
                Long.toString(options.seed))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int status = process.waitFor();
    if (status != 0) {
      throw new IOException("the process that evaluates ended with status " + status);
    }
    return json.readValue(out, ObjectNode.class);
  }
}
