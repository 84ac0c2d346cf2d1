package dev.tocsin.bench.micro;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tocsin bench micro}. */
@Command(
    name = "micro",
    mixinStandardHelpOptions = true,
    description = {
      "Measures single steps of evaluating by JMH: decode, match, windows, life cycle.",
      "One line of JSON for each: nanoseconds an operation, the error of 99.9 %, and what it was"
          + " measured with."
    })
public final class MicroCommand implements Callable<Integer> {
  @Option(
      names = "--only",
      paramLabel = "TEXT",
      defaultValue = "",
      description = "Only benchmarks that have it in their names, for example WindowBenchmark.")
  String only;

  @Option(
      names = "--seconds",
      defaultValue = "1",
      description = "Length of a round. Default: ${DEFAULT-VALUE}.")
  int seconds;

  @Option(
      names = "--rounds",
      defaultValue = "5",
      description =
          "Rounds that are measured, after as many to warm up. Default: ${DEFAULT-VALUE}.")
  int rounds;

  @Spec CommandSpec spec;

  @Override
  public Integer call() throws RunnerException {
    if (seconds < 1 || rounds < 1) {
      throw new ParameterException(
          spec.commandLine(), "--seconds and --rounds must be at least 1.");
    }
    TimeValue length = TimeValue.seconds(seconds);
    for (RunResult result :
        new Runner(
                new OptionsBuilder()
                    .include("dev\\.tocsin\\.bench\\.micro\\..*" + Pattern.quote(only))
                    .mode(Mode.AverageTime)
                    .timeUnit(TimeUnit.NANOSECONDS)
                    .forks(1)
                    .warmupTime(length)
                    .warmupIterations(rounds)
                    .measurementTime(length)
                    .measurementIterations(rounds)
                    .verbosity(VerboseMode.SILENT)
                    .build())
            .run()) {
      spec.commandLine().getOut().println(line(result));
      spec.commandLine().getOut().flush();
    }
    return 0;
  }

  private static ObjectNode line(RunResult result) {
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    String benchmark = result.getParams().getBenchmark();
    String type = benchmark.substring(0, benchmark.lastIndexOf('.'));
    line.put("benchmark", benchmark.substring(type.lastIndexOf('.') + 1));
    for (String name : result.getParams().getParamsKeys()) {
      line.put(name, result.getParams().getParam(name));
    }
    Result<?> time = result.getPrimaryResult();
    line.put("ns_per_operation", Math.round(time.getScore() * 10) / 10.0);
    double error = time.getScoreError();
    if (Double.isFinite(error)) {
      line.put("error_ns", Math.round(error * 10) / 10.0);
    }
    return line;
  }
}
