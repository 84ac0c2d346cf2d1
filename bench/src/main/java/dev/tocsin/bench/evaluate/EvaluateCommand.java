package dev.tocsin.bench.evaluate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tocsin bench evaluate}. */
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    description = {
      "Judges samples in a process of its own: decodes JSON, finds the rules, judges; all state in"
          + " memory.",
      "One line of JSON: the run in the middle of several, by samples for a second of CPU time, which"
          + " counts the start of the process too."
    })
public final class EvaluateCommand implements Callable<Integer> {
  @Option(
      names = "--kind",
      defaultValue = "threshold",
      description =
          "threshold, windowed (rate and p99 over 5 minutes), or mixed (windowed for one sample in"
              + " ten). Default: ${DEFAULT-VALUE}.")
  String kind;

  @Option(
      names = "--rules",
      defaultValue = "100",
      description = "Default: ${DEFAULT-VALUE}. Every sample is taken by two of them.")
  int rules;

  @Option(names = "--series", defaultValue = "10000", description = "Default: ${DEFAULT-VALUE}.")
  int series;

  @Option(names = "--samples", defaultValue = "5000000", description = "Default: ${DEFAULT-VALUE}.")
  long samples;

  @Option(names = "--runs", defaultValue = "5", description = "Default: ${DEFAULT-VALUE}.")
  int runs;

  @Option(names = "--seed", defaultValue = "1", description = "Default: ${DEFAULT-VALUE}.")
  long seed;

  @Option(
      names = "--heap",
      paramLabel = "SIZE",
      defaultValue = "512m",
      description = "Most heap of the process. Default: ${DEFAULT-VALUE}.")
  String heap;

  @Spec CommandSpec spec;

  private final ObjectMapper json = new ObjectMapper();

  @Override
  public Integer call() throws IOException, InterruptedException {
    check(rules >= 2 && rules % 2 == 0, "--rules is " + rules + "; it must be even, at least 2.");
    check(series >= 1, "--series is " + series + "; it must be at least 1.");
    check(samples >= 1, "--samples is " + samples + "; it must be at least 1.");
    check(runs >= 1, "--runs is " + runs + "; it must be at least 1.");
    check(
        List.of("threshold", "windowed", "mixed").contains(kind),
        "--kind is " + kind + "; it must be threshold, windowed or mixed.");
    Path records = Files.createTempFile("tocsin-bench-", ".records");
    try {
      try (DataOutputStream out =
          new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(records), 1 << 20))) {
        new Workload(Kind.of(kind), rules, series, seed).write(samples, out);
      }
      List<JsonNode> results = new ArrayList<>();
      for (int run = 0; run < runs; run++) {
        results.add(run(records));
      }
      results.sort(Comparator.comparingLong(one -> one.path("samples_per_cpu_second").asLong()));
      ObjectNode line = json.createObjectNode();
      line.put("path", "core").put("kind", kind).put("rules", rules).put("series", series);
      line.setAll((ObjectNode) results.get(results.size() / 2));
      spec.commandLine().getOut().println(json.writeValueAsString(line));
      spec.commandLine().getOut().flush();
    } finally {
      Files.deleteIfExists(records);
    }
    return 0;
  }

  private void check(boolean holds, String fault) {
    if (!holds) {
      throw new ParameterException(spec.commandLine(), fault);
    }
  }

  private JsonNode run(Path records) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                CoreEvaluation.class.getName(),
                records.toString(),
                kind,
                Integer.toString(rules),
                Integer.toString(series),
                Long.toString(seed))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int status = process.waitFor();
    if (status != 0) {
      throw new IOException("the process that judges ended with status " + status);
    }
    return json.readTree(out);
  }
}
