package dev.tocsin.bench.evaluate;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What is evaluated and by what process: a mixin. */
final class WorkloadOptions {
  @Option(
      names = "--kind",
      description =
          "threshold, windowed (rate and p99 over 5 minutes), or mixed (windowed for one sample in"
              + " ten). Default: ${DEFAULT-VALUE}.")
  String kind;

  @Option(
      names = "--rules",
      defaultValue = "100",
      description = "Default: ${DEFAULT-VALUE}. Every sample is taken by two of them.")
  int rules;

  @Option(names = "--series", description = "Default: ${DEFAULT-VALUE}.")
  int series;

  @Option(names = "--seed", defaultValue = "1", description = "Default: ${DEFAULT-VALUE}.")
  long seed;

  @Option(
      names = "--batch",
      description = "Most records of an invocation (pipeline). Default: ${DEFAULT-VALUE}.")
  int batch;

  @Option(
      names = "--evaluators",
      defaultValue = "4",
      description = "Evaluators that share the partitions (pipeline). Default: ${DEFAULT-VALUE}.")
  int evaluators;

  @Option(
      names = "--heap",
      paramLabel = "SIZE",
      defaultValue = "512m",
      description = "Most heap of the process. Default: ${DEFAULT-VALUE}.")
  String heap = "";

  @Spec(Spec.Target.MIXEE)
  CommandSpec command;

  /** The defaults in which commands differ. */
  WorkloadOptions(Kind kind, int series, int batch) {
    this.kind = kind.code();
    this.series = series;
    this.batch = batch;
  }

  /**
   * Checks these options.
   *
   * @throws ParameterException with a sentence on the first that cannot be
   */
  void check() {
    require(
        List.of("threshold", "windowed", "mixed").contains(kind),
        "--kind is " + kind + "; it must be threshold, windowed or mixed.");
    require(rules >= 2 && rules % 2 == 0, "--rules is " + rules + "; it must be even, at least 2.");
    require(series >= 1, "--series is " + series + "; it must be at least 1.");
    require(
        batch >= 1 && batch <= 10_000, "--batch is " + batch + "; it must be between 1 and 10000.");
    require(evaluators >= 1, "--evaluators is " + evaluators + "; it must be at least 1.");
  }

  /**
   * Refuses what the command was given unless something holds.
   *
   * @throws ParameterException with this sentence
   */
  void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new ParameterException(command.commandLine(), otherwise);
    }
  }
}
