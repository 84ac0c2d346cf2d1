package dev.tocsin.bench.evaluate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.local.embedded.Directories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tocsin bench sustain}. */
@Command(
    name = "sustain",
    mixinStandardHelpOptions = true,
    description = {
      "Samples come at a steady rate, with the time at which they come, through Kafka, tocsin serve"
          + " with the evaluator, and PostgreSQL (with fsync). With --backlog the evaluator is started"
          + " when so much waits for it.",
      "One line of JSON every --every: how far behind it is, the memory of the process, the size of"
          + " the tables. The last line says when it had caught up, and which alerts were too many or"
          + " too few, compared with judging the same records alone; exit status 1 if there are such."
    })
public final class SustainCommand implements Callable<Integer> {
  @Option(
      names = "--kind",
      defaultValue = "mixed",
      description = "threshold, windowed or mixed. Default: ${DEFAULT-VALUE}.")
  String kind;

  @Option(names = "--rules", defaultValue = "100", description = "Default: ${DEFAULT-VALUE}.")
  int rules;

  @Option(names = "--series", defaultValue = "100000", description = "Default: ${DEFAULT-VALUE}.")
  int series;

  @Option(
      names = "--rate",
      defaultValue = "20000",
      description = "Samples a second. Default: ${DEFAULT-VALUE}.")
  int rate;

  @Option(
      names = "--backlog",
      defaultValue = "0",
      description = "Minutes that wait before the evaluator is started. Default: ${DEFAULT-VALUE}.")
  int backlog;

  @Option(
      names = "--minutes",
      defaultValue = "30",
      description = "How long samples come once it is started. Default: ${DEFAULT-VALUE}.")
  int minutes;

  @Option(
      names = "--every",
      defaultValue = "30",
      description = "Seconds from line to line. Default: ${DEFAULT-VALUE}.")
  int every;

  @Option(
      names = "--batch",
      defaultValue = "10000",
      description = "Most records of an invocation. Default: ${DEFAULT-VALUE}.")
  int batch;

  @Option(
      names = "--evaluators",
      defaultValue = "4",
      description = "Evaluators that share the partitions. Default: ${DEFAULT-VALUE}.")
  int evaluators;

  @Option(names = "--seed", defaultValue = "1", description = "Default: ${DEFAULT-VALUE}.")
  long seed;

  @Option(
      names = "--heap",
      paramLabel = "SIZE",
      defaultValue = "512m",
      description = "Most heap of the process. Default: ${DEFAULT-VALUE}.")
  String heap;

  @Spec CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException, SQLException {
    check(
        List.of("threshold", "windowed", "mixed").contains(kind),
        "--kind is " + kind + "; it must be threshold, windowed or mixed.");
    check(rules >= 2 && rules % 2 == 0, "--rules is " + rules + "; it must be even, at least 2.");
    check(series >= 1, "--series is " + series + "; it must be at least 1.");
    check(rate >= 1, "--rate is " + rate + "; it must be at least 1.");
    check(
        series * 1_000L >= rate,
        "--series is %d for %d samples a second; each has one in a millisecond at most."
            .formatted(series, rate));
    check(backlog >= 0, "--backlog is " + backlog + "; it must not be negative.");
    check(minutes >= 1, "--minutes is " + minutes + "; it must be at least 1.");
    check(every >= 1, "--every is " + every + "; it must be at least 1.");
    check(
        batch >= 1 && batch <= 10_000, "--batch is " + batch + "; it must be between 1 and 10000.");
    check(evaluators >= 1, "--evaluators is " + evaluators + "; it must be at least 1.");
    Path directory = Files.createTempDirectory("tocsin-bench-");
    try {
      Instant start = Instant.now().minus(Duration.ofMinutes(backlog));
      Duration period = Duration.ofMillis(series * 1_000L / rate);
      Workload workload = new Workload(Kind.of(kind), rules, series, seed, start, period);
      try (BenchPipeline pipeline = new BenchPipeline(workload, batch, directory)) {
        boolean isRight =
            new SustainedEvaluation(
                    workload,
                    rate,
                    pipeline,
                    Duration.ofMinutes(minutes),
                    Duration.ofSeconds(every))
                .run(evaluators, heap, this::tell);
        return isRight ? 0 : 1;
      }
    } finally {
      Directories.delete(directory);
    }
  }

  private void tell(ObjectNode line) {
    spec.commandLine().getOut().println(line);
    spec.commandLine().getOut().flush();
  }

  private void check(boolean holds, String fault) {
    if (!holds) {
      throw new ParameterException(spec.commandLine(), fault);
    }
  }
}
