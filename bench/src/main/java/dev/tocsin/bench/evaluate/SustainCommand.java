package dev.tocsin.bench.evaluate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.local.embedded.Directories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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
          + " too few, compared with evaluating the same records alone; exit status 1 if there are such."
    })
public final class SustainCommand implements Callable<Integer> {
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

  @Mixin final WorkloadOptions options = new WorkloadOptions(Kind.MIXED, 100_000, 10_000);

  @Spec CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException, SQLException {
    options.check();
    options.require(rate >= 1, "--rate is " + rate + "; it must be at least 1.");
    options.require(
        options.series * 1_000L >= rate,
        "--series is %d for %d samples a second; each has one in a millisecond at most."
            .formatted(options.series, rate));
    options.require(backlog >= 0, "--backlog is " + backlog + "; it must not be negative.");
    options.require(minutes >= 1, "--minutes is " + minutes + "; it must be at least 1.");
    options.require(every >= 1, "--every is " + every + "; it must be at least 1.");
    Path directory = Files.createTempDirectory("tocsin-bench-");
    try {
      Instant start = Instant.now().minus(Duration.ofMinutes(backlog));
      Duration period = Duration.ofMillis(options.series * 1_000L / rate);
      Workload workload =
          new Workload(
              Kind.of(options.kind), options.rules, options.series, options.seed, start, period);
      try (BenchPipeline pipeline = new BenchPipeline(workload, options.batch, directory)) {
        boolean isRight =
            new SustainedEvaluation(
                    workload,
                    rate,
                    pipeline,
                    Duration.ofMinutes(minutes),
                    Duration.ofSeconds(every))
                .run(options.evaluators, options.heap, this::report);
        return isRight ? 0 : 1;
      }
    } finally {
      Directories.delete(directory);
    }
  }

  private void report(ObjectNode line) {
    spec.commandLine().getOut().println(line);
    spec.commandLine().getOut().flush();
  }
}
