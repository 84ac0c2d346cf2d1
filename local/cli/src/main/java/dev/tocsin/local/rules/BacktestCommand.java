package dev.tocsin.local.rules;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import dev.tocsin.core.setting.AlertNaming;
import dev.tocsin.core.yaml.Problems;
import dev.tocsin.engine.replay.Replay;
import dev.tocsin.engine.rule.RuleSet;
import dev.tocsin.formats.Decoded;
import dev.tocsin.formats.JsonSampleDecoder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tocsin rules backtest}. */
@Command(
    name = "backtest",
    description = {
      "Plays recorded metrics through rules, with empty state, and prints each transition as a JSON"
          + " object on a line.",
      "Records that are no samples, and a summary, go to standard error."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:the replay ran", "1:the rules have problems", "2:wrong usage"})
final class BacktestCommand implements Callable<Integer> {
  @Option(
      names = "--rules",
      paramLabel = "FILE",
      required = true,
      arity = "1..*",
      description = RuleFilesRead.FILES)
  List<Path> rules = List.of();

  @Option(
      names = "--data",
      paramLabel = "FILE",
      required = true,
      arity = "1..*",
      description = {
        "Files of records, a JSON object on each line, in the order in which they came; by gzip or"
            + " not; - is standard input."
      })
  List<Path> data = List.of();

  @Option(
      names = "--lateness",
      paramLabel = "TIME",
      converter = DurationOption.class,
      defaultValue = "10s",
      description = "How late a sample may come (default: ${DEFAULT-VALUE}).")
  Duration lateness = Duration.ZERO;

  @Option(
      names = "--until",
      paramLabel = "TIME",
      converter = TimeOption.class,
      description =
          "Lets time pass up to here after the last record, such as 2026-11-21T10:00:00Z.")
  @Nullable Instant until;

  @Spec CommandSpec spec;

  private final JsonSampleDecoder decoder = new JsonSampleDecoder();

  @Override
  public Integer call() throws IOException {
    PrintWriter err = spec.commandLine().getErr();
    Problems problems = new Problems();
    Optional<RuleSet> ruleSet = RuleFilesRead.read(rules, problems);
    if (ruleSet.isEmpty()) {
      err.println(problems);
      err.flush();
      return 1;
    }
    // Values of records must not reach a terminal as they are.
    JsonFactory json = new JsonFactoryBuilder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
    try (TransitionLines lines = new TransitionLines(json, spec.commandLine().getOut())) {
      Replay replay = new Replay(ruleSet.get(), lateness, AlertNaming.DEFAULT, lines::write);
      BacktestSummary summary = new BacktestSummary(json, err);
      for (Path file : data) {
        play(file, replay, summary);
      }
      if (until != null) {
        replay.passTime(until);
      }
      lines.flush();
      summary.print(replay, lines.counts());
    }
    return 0;
  }

  private void play(Path file, Replay replay, BacktestSummary summary) throws IOException {
    try (RecordLines lines = RecordLines.open(file, System.in);
        ReplayProgress progress = ReplayProgress.of(file)) {
      long number = 0;
      for (Optional<byte[]> line = lines.next(); line.isPresent(); line = lines.next()) {
        number++;
        summary.countRecord();
        Decoded decoded = decoder.decode(line.get(), Instant.MAX);
        decoded.samples().forEach(replay::accept);
        if (decoded.rejected().isPresent()) {
          summary.deadLetter(
              data.size() > 1 ? file.toString() : "", number, decoded.rejected().get());
        }
        progress.read(line.get().length + 1);
      }
    }
  }
}
